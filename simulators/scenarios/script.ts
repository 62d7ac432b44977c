import { driveAlong, type Drive } from "../models/drive.ts";
import { GOOD_RECEIVER, type GpsReceiver } from "../models/gps-receiver.ts";
import { junctionHolds } from "../models/junction-holds.ts";
import { layOut, lifeOf, type FuelLeaving, type Stage, type Step } from "../models/life.ts";
import { pathOf, type Path } from "../models/path.ts";
import { planSpeed, type Hold } from "../models/speed-profile.ts";
import type { Tracker } from "../models/tracker.ts";
import { pick, randomFrom, seedOf } from "../random.ts";
import type { Sample } from "../../contracts/telemetry.ts";
import { samplesBetween } from "../fleet/fleet.ts";
import type { Site, SiteNetwork } from "../fleet/sites.ts";
import { VEHICLE_CATALOGUE, type VehicleSpec } from "../fleet/vehicle-catalogue.ts";
import type {
  ExpectedDetection,
  ExpectedRoute,
  ExpectedStop,
  ScenarioMessage,
  ScenarioNeeds,
  ScenarioRun,
} from "./scenario.ts";

/** Calm and ordinary; scenarios are about events, not about temper. */
const STYLE = { pace: 0.97, accelerationMps2: 1.3, brakingMps2: 1.4 };
/** How often the tracker of a parked car reports, s. */
export const HEARTBEAT_S = 60;
const CADENCE = { movingMs: 5_000, parkedMs: HEARTBEAT_S * 1_000, offsetMs: 0 };
/** Engine running before and after a drive, s. */
const KEY_S = 10;
/** Idling shorter than this is part of driving; the usual alert threshold, s. */
const IDLING_S = 300;

/** What happens to the tank while a car stands. */
type AtTheTank = { readonly filledLitres?: number; readonly leaving?: FuelLeaving };

/** Where a drive goes and what holds it up. */
type Errand = {
  readonly to?: Site["kind"];
  /** Instead of what junctions would do. */
  readonly holds?: (path: Path) => Hold[];
};

/** Writes down, step by step, what one car does. Every step answers with its number. */
export type Script = {
  /** Key off for a while. */
  readonly park: (seconds: number, atTheTank?: AtTheTank) => number;
  /** Engine running, wheels still. */
  readonly idle: (seconds: number) => number;
  /** To another site about `minutes` away, key turned just before. */
  readonly drive: (minutes: number, errand?: Errand) => number;
  /** The same on the bed of a lorry. */
  readonly tow: (minutes: number) => number;
  /** Engine off after a drive, or on before one: the few seconds people take. */
  readonly turnKey: () => number;
  readonly steps: readonly Step[];
  readonly spec: VehicleSpec;
};

const siteAbout = (
  network: SiteNetwork,
  from: Site,
  minutes: number,
  kind?: Site["kind"],
): Site => {
  const misfit = (site: Site): number =>
    site === from ? Infinity : Math.abs(network.expectedS(from, site) - minutes * 60);
  const candidates = network.sites.filter((site) => kind === undefined || site.kind === kind);
  return candidates.reduce((best, site) => (misfit(site) < misfit(best) ? site : best));
};

/** Opens an empty script for a car that the seed chooses and puts somewhere. */
export const openScript = (network: SiteNetwork, seed: number): Script => {
  const random = randomFrom(seedOf(seed, "script"));
  const spec = pick(random, VEHICLE_CATALOGUE);
  let at = pick(random, network.sites);
  const steps: Step[] = [];
  const add = (step: Step): number => steps.push(step) - 1;
  const stand = (durationS: number, ignition: boolean, atTheTank: AtTheTank = {}): number =>
    add({ kind: "stand", durationS, ignition, pose: at.pose, ...atTheTank });

  const go = (minutes: number, { to, holds: holdsOn }: Errand, isTowed: boolean): number => {
    const goal = siteAbout(network, at, minutes, to);
    const path = pathOf(network.route(at, goal));
    const holds = holdsOn?.(path) ?? junctionHolds(path, network.graph, random);
    const driven: Drive = driveAlong(path, planSpeed(path, STYLE, holds), spec.engine);
    at = goal;
    return add({ kind: "drive", drive: driven, load: () => driven, ...(isTowed && { isTowed }) });
  };
  return {
    spec,
    steps,
    drive: (minutes, errand = {}) => go(minutes, errand, false),
    tow: (minutes) => go(minutes, {}, true),
    park: (seconds, atTheTank) => stand(seconds, false, atTheTank),
    idle: (seconds) => stand(seconds, true),
    turnKey: () => stand(KEY_S, true),
  };
};

/** Everything about a scenario besides its script. */
export type Telling = {
  readonly gps?: Partial<GpsReceiver>;
  /** False for a tracker without any wire to the car. */
  readonly isWired?: boolean;
  /** What somebody does to the tracker or its sensors. */
  readonly tamper?: (samples: readonly Sample[], stages: readonly Stage[]) => Sample[];
  /** How the samples travel; each by itself unless told. */
  readonly deliver?: (samples: readonly Sample[], stages: readonly Stage[]) => ScenarioMessage[];
  readonly needs?: (stages: readonly Stage[]) => ScenarioNeeds;
  readonly detections?: (stages: readonly Stage[]) => ExpectedDetection[];
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

/** By its own wheels. */
const isDrive = ({ step }: Stage): boolean => step.kind === "drive" && step.isTowed !== true;

const routeOf = (group: readonly Stage[]): ExpectedRoute | undefined => {
  const drives = group.filter(isDrive);
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

const stopsOf = (stages: readonly Stage[]): ExpectedStop[] => {
  const [first, last] = [stages.findIndex(isDrive), stages.findLastIndex(isDrive)];
  return stages.flatMap((stage, index) => {
    if (!stage.ignition) return index > first && index < last ? stopOf("parked", stage) : [];
    return stage.endMs - stage.startMs >= IDLING_S * 1_000 ? stopOf("idling", stage) : [];
  });
};

/** Every sample as a message of its own, sent when it is taken. */
export const asTheyCome = (samples: readonly Sample[]): ScenarioMessage[] =>
  samples.map((sample) => ({ sentAtMs: sample.tsMs, samples: [sample] }));

/** The stage of a step, by the number the script gave it. */
export const stageOf = (stages: readonly Stage[], step: number): Stage => {
  const stage = stages[step];
  if (stage === undefined) throw new Error(`the script has no step ${step}`);
  return stage;
};

/** Plays a script from `startMs` on: samples, how they travel, and the truth to compare with. */
export const play = (
  script: Script,
  { seed, startMs }: { seed: number; startMs: number },
  telling: Telling = {},
): ScenarioRun => {
  const { spec, steps } = script;
  const { gps = {}, isWired = true, tamper, deliver = asTheyCome } = telling;
  const counters = { odometerKm: 42_000, engineHours: 1_200, fuelLitres: 0.7 * spec.tankLitres };
  const stages = layOut(startMs, counters, spec.engine.idleLph, steps);
  const endMs = stages.at(-1)?.endMs ?? startMs;
  const tracker: Tracker = {
    seed: seedOf(seed, "sensors"),
    gps: { ...GOOD_RECEIVER, ...gps },
    tank: { tankLitres: spec.tankLitres, sloshPct: 3 },
  };
  const forEver = stages.map((stage) =>
    stage.endMs < endMs ? stage : { ...stage, endMs: Infinity },
  );
  const car = { life: lifeOf(forEver), spec, tracker, cadence: CADENCE };
  const report = (fromMs: number, toMs: number): Sample[] => {
    const taken = samplesBetween(car, fromMs, toMs);
    const wired = tamper?.(taken, stages) ?? taken;
    return isWired ? wired : wired.map(withoutWires);
  };
  return {
    spec,
    messages: deliver(report(startMs, endMs), stages),
    expected: {
      routes: keyedGroups(stages)
        .map(routeOf)
        .filter((route) => route !== undefined),
      stops: stopsOf(stages),
      detections: telling.detections?.(stages) ?? [],
    },
    needs: telling.needs?.(stages) ?? {},
    endMs,
    rest: report,
  };
};
