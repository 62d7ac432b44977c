import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { anObservation } from "../../contracts/testing.ts";
import { foldObservation, initialState, openOutputs, VehicleState } from "../vehicle-fold.ts";
import { aTank } from "./fuel-journey.ts";
import { fuel } from "./fuel.ts";
import type { Output } from "./output.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const SETTINGS = unchanging(defaultSettings);
/** What fuel detection may keep of one vehicle, bytes of JSON. */
const MOST_BYTES = 3_900;

const stored = (state: VehicleState): VehicleState =>
  VehicleState.parse(JSON.parse(JSON.stringify(state)));
const bytesOf = (state: VehicleState): number => JSON.stringify(state.detectors[fuel.name]).length;

type Told = Extract<Output, { kind: "detection" }>;
type Part = { kind: string; minutes: number; pct: number; everyS: number };
const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom("drive", "idle", "park", "sleep", "unseen", "tilt", "say", "start"),
  minutes: fc.integer({ min: 1, max: 240 }),
  pct: fc.integer({ min: -50, max: 50 }),
  everyS: fc.constantFrom(10, 30, 60, 600),
});

/** Any life of a car, plausible or not. */
const live = (parts: readonly Part[]): Observation[] => {
  const tank = aTank(NOON);
  for (const { kind, minutes, pct, everyS } of parts) {
    if (kind === "drive") tank.drive(Math.min(60, minutes), 60, everyS);
    else if (kind === "idle") tank.idle(Math.min(30, minutes), Math.max(0, pct), everyS);
    else if (kind === "park") tank.park(minutes, { everyS, flowPct: pct, overS: 10 * minutes });
    else if (kind === "sleep") tank.park(minutes, { everyS: null, flowPct: pct });
    else if (kind === "unseen") tank.park(minutes, { everyS: null, unseenKm: minutes });
    else if (kind === "tilt") tank.tilt(pct / 4);
    else if (kind === "say") tank.say({ fuelPct: 50 + pct, fuelLitres: 20, speedKmh: minutes });
    else tank.start();
  }
  return tank.observations;
};

test("stopping anywhere and going on from what was stored changes nothing", () => {
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }),
      fc.integer({ min: 1, max: 97 }),
      (parts, every) => {
        const observations = live(parts);
        const whole = initialState();
        let halting = initialState();
        const said: Output[] = [];
        const saidHalting: Output[] = [];
        for (const [index, observation] of observations.entries()) {
          said.push(...foldObservation(whole, observation, SETTINGS, () => {}));
          saidHalting.push(...foldObservation(halting, observation, SETTINGS, () => {}));
          if (index % every === 0) halting = stored(halting);
        }
        expect(saidHalting).toEqual(said);
        expect(stored(halting)).toEqual(stored(whole));
      },
    ),
    { numRuns: 60 },
  );
});

/** A suspicion that is confirmed is news then; nothing else changes when it was decided. */
const expectDecidedOnce = ({ record }: Told, before: Told["record"], atMs: number): void => {
  const isNews = before.certainty === "suspected" && record.certainty === "confirmed";
  expect(record.detectedAtMs).toBe(isNews ? atMs : before.detectedAtMs);
  expect(record.detectedAtMs).toBeLessThanOrEqual(atMs);
  expect(record.startMs).toBeLessThanOrEqual(record.detectedAtMs);
};

test("what is open is told as it was last said, and was decided when it became as certain", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const state = initialState();
      const latest = new Map<string, Told>();
      for (const observation of live(parts)) {
        for (const output of foldObservation(state, observation, SETTINGS, () => {})) {
          if (output.kind !== "detection") continue;
          const before = latest.get(output.record.id)?.record ?? output.record;
          expectDecidedOnce(output, before, observation.tsMs);
          latest.set(output.record.id, output);
        }
      }
      const open = openOutputs(state, anObservation().vehicleId).filter(
        ({ kind }) => kind === "detection",
      );
      expect(open).toEqual(open.map(({ record }) => latest.get(record.id)));
    }),
    { numRuns: 60 },
  );
});

/** Cheap nonsense: every field comes and goes, and so does the ignition. */
const nonsense = (index: number): Observation => {
  const hash = Math.imul(index, 0x9e3779b1) >>> 0;
  const bit = (shift: number): boolean => ((hash >>> shift) & 3) !== 0;
  const parked = (index >> 9) % 3 === 0;
  return {
    id: "",
    deviceId: index % 300_000 < 299_000 ? "tracker-a" : "tracker-b",
    vehicleId: "vehicle-a",
    tsMs: NOON + index * 20_000 + (index % 5_000 === 0 ? 7_200_000 : 0),
    speedKmh: bit(3) ? (parked ? 0 : hash % 90) : undefined,
    ignition: bit(5) ? !parked : undefined,
    fuelPct: bit(7) ? ((index >> 8) * 7 + (hash % (parked ? 3 : 40))) % 100 : undefined,
    fuelLitres: bit(9) ? undefined : hash % 60,
    odometerKm: bit(11) ? undefined : index / 9,
    rpm: bit(13) ? undefined : hash % 4_000,
  };
};

test("a million observations of anything leave a small state", () => {
  const state = initialState();
  let mostBytes = 0;
  for (let index = 0; index < 1_000_000; index++) {
    foldObservation(state, nonsense(index), SETTINGS, () => {});
    if (index % 500 !== 0) continue;
    mostBytes = Math.max(mostBytes, bytesOf(state));
  }
  expect(mostBytes).toBeLessThan(MOST_BYTES);
});
