import { expect, test } from "vitest";
import type { Sample } from "../../contracts/telemetry.ts";
import { siteNetwork } from "../fleet/sites.ts";
import { distanceM, offsetM } from "../roads/geometry.ts";
import { loadRoadGraph } from "../roads/graph-file.ts";
import { indexStreets } from "../roads/street-index.ts";
import { findScenario, SCENARIOS } from "./catalogue.ts";
import type { ExpectedDetection, ScenarioRun } from "./scenario.ts";
import { HEARTBEAT_S } from "./script.ts";
import { weeklyHours } from "./weekly-hours.ts";

const graph = await loadRoadGraph();
const network = siteNetwork(graph, 1);
const START_MS = Date.UTC(2026, 10, 20, 6);
const SEEDS = [1, 2, 3, 4, 5];
/** Doppler speed is good to a fraction of a km/h; four standard deviations. */
const SPEED_ERROR_KMH = 1.5;

const runs = (name: string): ScenarioRun[] =>
  SEEDS.map((seed) => findScenario(name).play(network, seed, START_MS));
const samplesOf = ({ messages }: ScenarioRun): Sample[] =>
  messages.flatMap(({ samples }) => samples).sort((one, other) => one.tsMs - other.tsMs);
const only = ({ expected }: ScenarioRun): ExpectedDetection => {
  const [detection, ...others] = expected.detections;
  if (detection === undefined || others.length > 0) throw new Error("expected one detection");
  return detection;
};
const between = (samples: readonly Sample[], fromMs: number, toMs: number): Sample[] =>
  samples.filter(({ tsMs }) => tsMs >= fromMs && tsMs < toMs);
const placeOf = ({ lat = 0, lon = 0 }: Partial<Sample> = {}) => ({ lat, lon });
const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
const litresIn = (samples: readonly Sample[]): number =>
  median(samples.flatMap(({ fuelLitres }) => fuelLitres ?? []));

test.each([
  ["ordinary-day", []],
  ["ghost-drift", []],
  ["tunnel", []],
  ["theft-at-night", ["drain"]],
  ["siphoning", ["drain"]],
  ["leak", ["leak"]],
  ["unpaid-refuel", ["refuel"]],
  ["overdue", ["overdue"]],
  ["off-hours-use", ["after_hours_motion"]],
  ["tow", ["tow"]],
  ["unplugged", ["power_cut"]],
  ["jammed", ["gnss_jamming"]],
  ["odometer-rollback", ["odometer_rollback"]],
  ["border-crossing", ["geofence_enter"]],
])("%s must be told as %j and nothing else", (name, types) => {
  for (const { expected, endMs } of runs(name)) {
    expect(expected.detections.map(({ type }) => type)).toEqual(types);
    for (const { startMs, endMs: untilMs } of expected.detections) {
      expect(startMs).toBeGreaterThan(START_MS);
      expect(untilMs ?? endMs).toBeGreaterThanOrEqual(startMs);
      expect(untilMs ?? endMs).toBeLessThanOrEqual(endMs);
    }
  }
});

test.each(SCENARIOS)("$name keeps the speed limits of its streets", ({ name }) => {
  const { near } = indexStreets(graph);
  const samples = runs(name).flatMap(samplesOf);
  const driven = samples.filter(
    ({ lat, ignition, speedKmh = 0 }) => lat && ignition && speedKmh > 20,
  );
  const tooFast = driven.filter(({ lat = 0, lon = 0, speedKmh = 0 }) => {
    const limits = near({ lat, lon }, 40).map(({ street }) => street.limitKmh);
    return speedKmh > Math.max(...limits) + SPEED_ERROR_KMH;
  });
  expect(tooFast).toEqual([]);
});

test.each(SCENARIOS)(
  "$name is heard at least once a minute, its voltage is a car's",
  ({ name }) => {
    for (const run of runs(name)) {
      const samples = samplesOf(run);
      const gaps = samples.slice(1).map(({ tsMs }, index) => tsMs - (samples[index]?.tsMs ?? 0));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(HEARTBEAT_S * 1_000);
      const wired = samples.filter(({ externalV = 0 }) => externalV > 0);
      const implausible = wired.filter(({ externalV = 0, ignition }) =>
        ignition === true
          ? externalV < 13.5 || externalV > 14.8
          : externalV < 12.2 || externalV > 12.9,
      );
      expect(implausible).toEqual([]);
    }
  },
);

test.each(SCENARIOS)(
  "$name never counts a kilometre backwards unless somebody makes it",
  ({ name }) => {
    const jumps = runs(name).flatMap((run) => {
      const km = samplesOf(run).flatMap(({ odometerKm }) => odometerKm ?? []);
      return km.slice(1).filter((value, index) => value < (km[index] ?? 0));
    });
    expect(jumps).toHaveLength(name === "odometer-rollback" ? SEEDS.length : 0);
  },
);

test.each(["theft-at-night", "siphoning", "unpaid-refuel"])(
  "%s moves the litres it says within the time it says, and none before or after",
  (name) => {
    for (const run of runs(name)) {
      const { type, startMs, endMs, litres = 0 } = only(run);
      const untilMs = endMs ?? Number.NaN;
      const samples = samplesOf(run);
      const before = litresIn(between(samples, startMs - 150_000, startMs));
      const after = litresIn(between(samples, untilMs, untilMs + 150_000));
      const moved = type === "refuel" ? after - before : before - after;
      // A step of the sender is 0.4 % of the tank.
      expect(Math.abs(moved - litres)).toBeLessThan(0.015 * run.spec.tankLitres);
    }
  },
);

test("a leak loses less in one stand than a theft would, and shows in all of them together", () => {
  for (const run of runs("leak")) {
    const { tankLitres } = run.spec;
    const stands = run.expected.routes.map(({ ignitionOffMs }, index) => {
      const endMs = run.expected.routes[index + 1]?.ignitionOnMs ?? run.endMs;
      const samples = between(samplesOf(run), ignitionOffMs, endMs);
      return litresIn(samples.slice(5, 20)) - litresIn(samples.slice(-15));
    });
    expect(stands).toHaveLength(4);
    for (const lost of stands) {
      expect(lost).toBeGreaterThan(1.5);
      expect(lost).toBeLessThan(Math.max(4, 0.07 * tankLitres));
    }
  }
});

test("fuel in the tank sloshes on the road and settles within a minute of standing", () => {
  for (const run of runs("ordinary-day")) {
    const [first, second] = run.expected.routes;
    const samples = samplesOf(run);
    const pctOf = (fromMs: number, toMs: number) =>
      between(samples, fromMs, toMs).flatMap(({ fuelPct }) => fuelPct ?? []);
    const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
    const { startMs = 0, endMs = 0, ignitionOffMs = 0 } = first ?? {};
    expect(spread(pctOf(startMs, endMs))).toBeGreaterThan(5);
    expect(spread(pctOf(ignitionOffMs + 60_000, second?.ignitionOnMs ?? 0))).toBeLessThan(1.5);
  }
});

test("a towed car travels with the key off, its odometer and rev counter at rest", () => {
  for (const run of runs("tow")) {
    const { startMs, endMs } = only(run);
    const ride = between(samplesOf(run), startMs, endMs ?? 0);
    const [first, last] = [ride[0], ride.at(-1)];
    expect(distanceM(placeOf(first), placeOf(last))).toBeGreaterThan(1_000);
    expect(new Set(ride.map(({ odometerKm }) => odometerKm)).size).toBe(1);
    expect(ride.every(({ ignition, rpm }) => ignition === false && rpm === 0)).toBe(true);
  }
});

test("a tracker off its plug says so once, and knows nothing of the car until it is back", () => {
  for (const run of runs("unplugged")) {
    const { startMs, endMs } = only(run);
    const samples = samplesOf(run);
    expect(samples.filter(({ event }) => event === "unplugged")).toHaveLength(1);
    const cut = samples.filter(({ externalV }) => externalV === 0);
    expect(cut).toEqual(between(samples, startMs, endMs ?? 0));
    expect(
      cut.every(({ fuelPct, odometerKm }) => fuelPct === undefined && odometerKm === undefined),
    ).toBe(true);
  }
});

test("the jammer takes all satellites from a moving car at once, and no message", () => {
  for (const run of runs("jammed")) {
    const { startMs, endMs } = only(run);
    const samples = samplesOf(run);
    const lastFix = samples.findLast(({ tsMs }) => tsMs < startMs);
    expect(lastFix?.satellites).toBeGreaterThan(5);
    expect(lastFix?.speedKmh).toBeGreaterThan(20);
    const blind = between(samples, startMs, endMs ?? 0);
    expect(blind.every(({ satellites, lat }) => satellites === 0 && lat === undefined)).toBe(true);
    expect(blind.length).toBeGreaterThan(50);
    expect(blind.filter(({ event }) => event === "jamming")).toHaveLength(1);
  }
});

test("the border is crossed once, at the time that is said, and never touched again", () => {
  for (const run of runs("border-crossing")) {
    const ring = run.needs.geofences?.[0]?.area.geometry.coordinates[0] ?? [];
    const corner = ([lon, lat] = [0, 0] as readonly [number, number]) => ({ lon, lat });
    const [left, right] = [corner(ring[0]), corner(ring[1])];
    const border = offsetM(left, right);
    const isBeyond = ({ lat = 0, lon = 0 }: Sample): boolean => {
      const at = offsetM(left, { lat, lon });
      return at.north * border.east < at.east * border.north;
    };
    const { startMs } = only(run);
    const samples = samplesOf(run).filter(({ tsMs }) => Math.abs(tsMs - startMs) > 20_000);
    const [before, after] = [
      samples.filter(({ tsMs }) => tsMs < startMs),
      samples.filter(({ tsMs }) => tsMs > startMs),
    ];
    expect([new Set(before.map(isBeyond)).size, new Set(after.map(isBeyond)).size]).toEqual([1, 1]);
    expect(isBeyond(before[0]!)).not.toBe(isBeyond(after[0]!));
  }
});

test.each(["06:00", "19:30", "22:00"])(
  "begun at %s, one trip lies in working hours and one after",
  (time) => {
    const startMs = Date.parse(`2026-11-20T${time}:00Z`);
    for (const seed of SEEDS) {
      const run = findScenario("off-hours-use").play(network, seed, startMs);
      const { workingHours } = run.needs;
      const hours = workingHours ? weeklyHours("UTC", workingHours).monday : [];
      const isWorking = ({ startMs: atMs }: { startMs: number }) => {
        const minute = Math.floor(atMs / 60_000) % 1_440;
        return hours.some(({ fromMin, untilMin }) => minute >= fromMin && minute < untilMin);
      };
      expect(run.expected.routes.map(isWorking)).toEqual([true, false]);
    }
  },
);

test("the rented car is out before it is due, and late by more than any grace at the end", () => {
  for (const { needs, endMs, expected } of runs("overdue")) {
    const { outMs = 0, dueMs = 0 } = needs.booking ?? {};
    expect(dueMs - outMs).toBeGreaterThan(3_600_000);
    expect((endMs - dueMs) / 60_000).toBe(50);
    expect(expected.detections[0]?.startMs).toBe(dueMs);
  }
});
