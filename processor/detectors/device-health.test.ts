import fc from "fast-check";
import { expect, test } from "vitest";
import { anObservation } from "../../contracts/testing.ts";
import type { Observation } from "../../contracts/observation.ts";
import { foldObservation, initialState, openOutputs, VehicleState } from "../vehicle-fold.ts";
import { deviceAlarms } from "./device-alarms.ts";
import { gnss } from "./gnss.ts";
import { lowBattery } from "./low-battery.ts";
import type { Output } from "./output.ts";
import { powerCut } from "./power-cut.ts";
import { silence } from "./silence.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
/** Largest share of a vehicle's 16 kB that the state of these five detectors may take, bytes. */
const MOST_BYTES = 3_000;
const HEALTH = [silence, powerCut, gnss, deviceAlarms, lowBattery].map(({ name }) => name);

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

/** Anything a tracker with a troubled life may say, and how long after what it said before. */
const arbitraryWord = fc.record({
  gapMs: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 60_000 }) },
    { weight: 2, arbitrary: fc.integer({ min: 60_000, max: 1_200_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1_200_000, max: 200_000_000 }) },
  ),
  hasFix: fc.boolean(),
  north: fc.integer({ min: 0, max: 400 }),
  speedKmh: maybe(fc.integer({ min: 0, max: 120 })),
  ignition: maybe(fc.boolean()),
  satellites: maybe(fc.constantFrom(0, 0, 2, 11)),
  externalV: maybe(fc.constantFrom(0, 4.6, 6, 11.2, 12, 12.6, 14.1, 27.9)),
  batteryPct: maybe(fc.constantFrom(5, 12, 20, 90)),
  event: maybe(fc.constantFrom("crash", "sos", "jamming", "gnss_jamming", "unplugged", "tow")),
  gsm: maybe(fc.constantFrom(1, 5)),
  deviceId: fc.constantFrom("tracker-a", "tracker-a", "tracker-a", "tracker-a", "tracker-b"),
});
const arbitraryLife = fc.array(arbitraryWord, { minLength: 1, maxLength: 120 }).map((words) => {
  let tsMs = NOON;
  return words.map(({ gapMs, hasFix, north, gsm, ...rest }): Observation => {
    tsMs += gapMs;
    const position = hasFix ? { lat: 57.7 + north / 1_000, lon: 11.97 } : {};
    return anObservation({
      tsMs,
      ...position,
      ...rest,
      ...(gsm !== undefined && { attributes: { gsm } }),
    });
  });
});

const settings = unchanging(defaultSettings);
const restored = (state: VehicleState): VehicleState =>
  VehicleState.parse(JSON.parse(JSON.stringify(state)));

/** Folds a life, storing and restoring the state after each observation that `stores` says so. */
const live = (life: readonly Observation[], stores: (index: number) => boolean) => {
  let state = initialState();
  const said: Output[] = [];
  for (const [index, observation] of life.entries()) {
    said.push(...foldObservation(state, observation, settings, () => {}));
    if (stores(index)) state = restored(state);
  }
  return { state, said };
};

type Detected = Extract<Output, { kind: "detection" }>;
const isDetection = (output: Output): output is Detected => output.kind === "detection";

const ofHealth = ({ detectors }: VehicleState) =>
  Object.fromEntries(HEALTH.map((name) => [name, detectors[name]]));

test("a state that was stored and read in between says and remembers the same", () => {
  fc.assert(
    fc.property(arbitraryLife, fc.array(fc.boolean(), { minLength: 1 }), (life, stores) => {
      const whole = live(life, () => false);
      const cut = live(life, (index) => stores[index % stores.length] === true);
      expect(cut.said).toEqual(whole.said);
      expect(cut.state).toEqual(whole.state);
    }),
    { numRuns: 200 },
  );
});

test("what is open is exactly what was last said of it, and one moment decided what it is", () => {
  fc.assert(
    fc.property(arbitraryLife, (life) => {
      const { state, said } = live(life, () => false);
      const latest = new Map(said.map((output) => [output.record.id, output]));
      const open = openOutputs(state, life[0]?.vehicleId ?? "").filter(isDetection);
      expect(open).toEqual(open.map(({ record }) => latest.get(record.id)));
      const decided = new Map<string, number>();
      // A suspicion is decided once, and once more when it is confirmed.
      for (const { record } of said.filter(isDetection)) {
        const what = `${record.id} ${record.certainty}`;
        expect(record.detectedAtMs).toBe(decided.get(what) ?? record.detectedAtMs);
        decided.set(what, record.detectedAtMs);
      }
      const openIds = open.map(({ record }) => record.id);
      expect(new Set(openIds).size).toBe(openIds.length);
    }),
    { numRuns: 200 },
  );
});

test("whatever is said without an end stays open until it is said with one", () => {
  fc.assert(
    fc.property(arbitraryLife, (life) => {
      const { state, said } = live(life, () => false);
      const open = openOutputs(state, life[0]?.vehicleId ?? "").map(({ record }) => record.id);
      const latest = new Map(said.filter(isDetection).map(({ record }) => [record.id, record]));
      const endless = [...latest.values()].filter(({ endMs }) => endMs === null);
      expect(open).toEqual(expect.arrayContaining(endless.map(({ id }) => id)));
    }),
    { numRuns: 200 },
  );
});

test("a troubled life of any length is remembered in three kilobytes", () => {
  fc.assert(
    fc.property(fc.array(arbitraryLife, { minLength: 5, maxLength: 10 }), (lives) => {
      let laterMs = 0;
      const long = lives.flatMap((life) => {
        const shifted = life.map((each) => Object.assign({}, each, { tsMs: each.tsMs + laterMs }));
        laterMs += (life.at(-1)?.tsMs ?? NOON) - NOON + 3_600_000;
        return shifted;
      });
      const { state } = live(long, () => false);
      expect(JSON.stringify(ofHealth(state)).length).toBeLessThan(MOST_BYTES);
    }),
    { numRuns: 30 },
  );
});
