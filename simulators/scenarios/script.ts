import { driveAlong, type Drive } from "../models/drive.ts";
import { GOOD_RECEIVER, type GpsReceiver } from "../models/gps-receiver.ts";
import { junctionHolds } from "../models/junction-holds.ts";
import { layOut, lifeOf, type Stage, type Step } from "../models/life.ts";
import { pathOf, type Path } from "../models/path.ts";
import { planSpeed, type Hold } from "../models/speed-profile.ts";
import type { Tracker } from "../models/tracker.ts";
import { pick, randomFrom, seedOf } from "../random.ts";
import type { Sample } from "../../contracts/telemetry.ts";
import { samplesBetween } from "../fleet/fleet.ts";
import type { Site, SiteNetwork } from "../fleet/sites.ts";
import { VEHICLE_CATALOGUE, type VehicleSpec } from "../fleet/vehicle-catalogue.ts";
import type { ExpectedRoute, ExpectedStop, ScenarioMessage, ScenarioRun } from "./scenario.ts";

/** Calm and ordinary; scenarios are about events, not about temper. */
const STYLE = { pace: 0.97, accelerationMps2: 1.3, brakingMps2: 1.4 };
const CADENCE = { movingMs: 5_000, parkedMs: 60_000, offsetMs: 0 };
/** Engine running before and after a drive, s. */
const KEY_S = 10;
/** Idling shorter than this is part of driving; the usual alert threshold, s. */
const IDLING_S = 300;

/** Writes down, step by step, what one car does. */
export type Script = {
  /** Key off for a while. */
  readonly park: (seconds: number) => void;
  /** Engine running, wheels still. */
  readonly idle: (seconds: number) => void;
  /** To another site about `minutes` away, key turned just before; `holds` replace junctions' own. */
  readonly drive: (minutes: number, holds?: (path: Path) => Hold[]) => void;
  /** Engine off after a drive, or on before one: the few seconds people take. */
  readonly turnKey: () => void;
  readonly steps: readonly Step[];
  readonly spec: VehicleSpec;
};

const siteAbout = (network: SiteNetwork, from: Site, minutes: number): Site => {
  const misfit = (site: Site): number =>
    site === from ? Infinity : Math.abs(network.expectedS(from, site) - minutes * 60);
  return network.sites.reduce((best, site) => (misfit(site) < misfit(best) ? site : best));
};

/** Opens an empty script for a car that the seed chooses and puts somewhere. */
export const openScript = (network: SiteNetwork, seed: number): Script => {
  const random = randomFrom(seedOf(seed, "script"));
  const spec = pick(random, VEHICLE_CATALOGUE);
  let at = pick(random, network.sites);
  const steps: Step[] = [];
  const stand = (durationS: number, ignition: boolean): void =>
    void steps.push({ kind: "stand", durationS, ignition, pose: at.pose });

  const drive = (minutes: number, holdsOn?: (path: Path) => Hold[]): void => {
    const goal = siteAbout(network, at, minutes);
    const path = pathOf(network.route(at, goal));
    const holds = holdsOn?.(path) ?? junctionHolds(path, network.graph, random);
    const driven: Drive = driveAlong(path, planSpeed(path, STYLE, holds), spec.engine);
    steps.push({ kind: "drive", drive: driven, load: () => driven });
    at = goal;
  };
  return {
    spec,
    steps,
    drive,
    park: (seconds) => stand(seconds, false),
    idle: (seconds) => stand(seconds, true),
    turnKey: () => stand(KEY_S, true),
  };
};

/** What the script's author may change about the tracker. */
export type TrackerFacts = {
  readonly gps?: Partial<GpsReceiver>;
  /** False for a tracker without any wire to the car. */
  readonly isWired?: boolean;
};

/** What the car itself would have to tell is missing, not zero. */
const withoutWires = (sample: Sample): Sample => ({
  ...sample,
  ignition: undefined,
  odometerKm: undefined,
  engineHours: undefined,
  fuelPct: undefined,
  fuelLitres: undefined,
  rpm: undefined,
  externalV: undefined,
});

/** Stages between two turns of the key. */
const keyedGroups = (stages: readonly Stage[]): Stage[][] => {
  const groups: Stage[][] = [];
  for (const stage of stages) {
    if (groups.at(-1)?.[0]?.ignition === stage.ignition) groups.at(-1)?.push(stage);
    else groups.push([stage]);
  }
  return groups;
};

const routeOf = (group: readonly Stage[]): ExpectedRoute | undefined => {
  const drives = group.filter(({ step }) => step.kind === "drive");
  const [first, last] = [drives[0], drives.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const metres = drives.reduce(
    (sum, { step }) => sum + (step.kind === "drive" ? step.drive.lengthM : 0),
    0,
  );
  return {
    startMs: first.startMs,
    endMs: last.endMs,
    ignitionOnMs: group[0]?.startMs ?? first.startMs,
    ignitionOffMs: group.at(-1)?.endMs ?? last.endMs,
    distanceKm: metres / 1_000,
  };
};

const stopOf = (kind: ExpectedStop["kind"], { step, startMs, endMs }: Stage): ExpectedStop[] => {
  if (step.kind === "drive") return [];
  return [{ kind, startMs, endMs, lat: step.pose.lat, lon: step.pose.lon }];
};

const stopsOf = (groups: readonly Stage[][]): ExpectedStop[] =>
  groups.flatMap((group, index) => {
    const isBetweenRoutes = index > 0 && index < groups.length - 1;
    if (group[0]?.ignition === false) {
      return isBetweenRoutes ? group.flatMap((stage) => stopOf("parked", stage)) : [];
    }
    const idling = group.filter(({ startMs, endMs }) => endMs - startMs >= IDLING_S * 1_000);
    return idling.flatMap((stage) => stopOf("idling", stage));
  });

/** Every sample as a message of its own, sent when it is taken. */
export const asTheyCome = (samples: readonly Sample[]): ScenarioMessage[] =>
  samples.map((sample) => ({ sentAtMs: sample.tsMs, samples: [sample] }));

/** Plays a script from `startMs` on: samples, how they travel, and the truth to compare with. */
export const play = (
  script: Script,
  { seed, startMs }: { seed: number; startMs: number },
  { gps = {}, isWired = true }: TrackerFacts = {},
  deliver: (samples: readonly Sample[], stages: readonly Stage[]) => ScenarioMessage[] = asTheyCome,
): ScenarioRun => {
  const { spec, steps } = script;
  const counters = { odometerKm: 42_000, engineHours: 1_200, fuelLitres: 0.7 * spec.tankLitres };
  const stages = layOut(startMs, counters, spec.engine.idleLph, steps);
  const endMs = stages.at(-1)?.endMs ?? startMs;
  const tracker: Tracker = {
    seed: seedOf(seed, "sensors"),
    gps: { ...GOOD_RECEIVER, ...gps },
    tank: { tankLitres: spec.tankLitres, sloshPct: 3 },
  };
  const car = { life: lifeOf(stages), spec, tracker, cadence: CADENCE };
  const wired = samplesBetween(car, startMs, endMs);
  const groups = keyedGroups(stages);
  return {
    spec,
    messages: deliver(isWired ? wired : wired.map(withoutWires), stages),
    expected: {
      routes: groups.map(routeOf).filter((route) => route !== undefined),
      stops: stopsOf(groups),
    },
    endMs,
  };
};
