import { describe, expect, test } from "vitest";
import type { VehicleLive } from "../contracts/live-protocol.ts";
import type { Observation } from "../contracts/observation.ts";
import { anObservation, VEHICLE_A } from "../contracts/testing.ts";
import { tell } from "./detectors/testing.ts";
import { initialState, liveView, VehicleState } from "./vehicle-fold.ts";

const NOON = Date.UTC(2026, 2, 3, 12);
const HOUR_MS = 3_600_000;
const isoAt = (ms: number): string => new Date(ms).toISOString();

/** A message that carries nothing but what is given. */
const message = (tsMs: number, carried: Partial<Observation> = {}): Observation =>
  anObservation({ tsMs, ...carried });

const viewOf = (...observations: Observation[]): VehicleLive => {
  const { state } = tell(observations);
  return liveView(state, VEHICLE_A, state.foldedAtMs ?? NOON);
};

describe("the age of each figure", () => {
  const full = { fuelPct: 80, ignition: true, odometerKm: 1_000, externalV: 14.1, satellites: 9 };

  test("is that of the message that carried it, not of the last one of any kind", () => {
    const live = viewOf(message(NOON - 3 * HOUR_MS, full), message(NOON, { fuelPct: 79 }));
    const then = isoAt(NOON - 3 * HOUR_MS);
    expect(live).toMatchObject({ ts: isoAt(NOON), fuelPct: 79, odometerKm: 1_000 });
    expect(live.figureTs).toEqual({
      ignition: then,
      odometerKm: then,
      externalV: then,
      satellites: then,
    });
  });

  test("needs no word where the last message carried everything", () => {
    expect(viewOf(message(NOON, full)).figureTs).toEqual({});
  });

  test("is unknown in a state stored before it was kept", () => {
    const { live, ...rest } = tell([message(NOON - HOUR_MS, full)]).state;
    const { figuresAtMs: _, ...older } = live;
    const restored = VehicleState.parse(JSON.parse(JSON.stringify({ ...rest, live: older })));
    const { figureTs } = liveView(restored, VEHICLE_A, NOON);
    expect(figureTs).toMatchObject({ fuelPct: null, ignition: null });
  });

  test("is not told of figures that never came", () => {
    expect(liveView(initialState(), VEHICLE_A, NOON).figureTs).toEqual({});
  });
});

describe("where a car points, when its device does not say", () => {
  const south = (step: number, metres: number) =>
    message(NOON + step * 5_000, { lat: 57.7 - (step * metres) / 111_200, lon: 11.97 });
  const drive = (metres: number) => Array.from({ length: 41 }, (_, step) => south(step, metres));

  test("is the way it has come", () => {
    expect(viewOf(...drive(60)).headingDeg).toBe(180);
  });

  test("shows in slow traffic too, where one step is too short to tell", () => {
    expect(viewOf(...drive(8)).headingDeg).toBe(180);
  });

  test("is unknown until it has moved, whatever the receiver's noise", () => {
    const standing = Array.from({ length: 41 }, (_, step) =>
      message(NOON + step * 5_000, { lat: 57.7 + (step % 3) * 5e-5, lon: 11.97 }),
    );
    expect(viewOf(...standing).headingDeg).toBeNull();
  });

  test("is unknown again where it turns up after a way that nobody saw", () => {
    const later = message(NOON + 600_000, { lat: 57.65, lon: 11.97 });
    expect(viewOf(...drive(60), later).headingDeg).toBeNull();
  });

  test("stays as it was while it stands", () => {
    const stands = message(NOON + 600_000, { lat: 57.7 - (40 * 60) / 111_200, lon: 11.97 });
    expect(viewOf(...drive(60), stands).headingDeg).toBe(180);
  });

  test("is the device's word as soon as there is one", () => {
    expect(
      viewOf(...drive(60), message(NOON + 205_000, { headingDeg: 90, lat: 57.6781, lon: 11.97 }))
        .headingDeg,
    ).toBe(90);
  });
});
