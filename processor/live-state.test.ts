import { describe, expect, test } from "vitest";
import { connectionAt } from "../contracts/connection.ts";
import type { VehicleLive } from "../contracts/live-protocol.ts";
import type { Observation } from "../contracts/observation.ts";
import { anObservation, VEHICLE_A } from "../contracts/testing.ts";
import { tell } from "./detectors/testing.ts";
import { defaultSettings, unchanging } from "./detectors/vehicle-settings.ts";
import { initialState, liveView, projectOutputs, VehicleState } from "./vehicle-fold.ts";

const NOON = Date.UTC(2026, 2, 3, 12);
const HOUR_MS = 3_600_000;
const SETTINGS = unchanging(defaultSettings);
const isoAt = (ms: number): string => new Date(ms).toISOString();

/** A message that carries nothing but what is given. */
const message = (tsMs: number, carried: Partial<Observation> = {}): Observation =>
  anObservation({ tsMs, ...carried });

const viewOf = (...observations: Observation[]): VehicleLive => {
  const { state } = tell(observations);
  return liveView(state, VEHICLE_A, SETTINGS, state.foldedAtMs ?? NOON);
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
    const { figureTs } = liveView(restored, VEHICLE_A, SETTINGS, NOON);
    expect(figureTs).toMatchObject({ fuelPct: null, ignition: null });
  });

  test("is not told of figures that never came", () => {
    expect(liveView(initialState(), VEHICLE_A, SETTINGS, NOON).figureTs).toEqual({});
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

test.each([
  ["that says the key is on was driving", true, "driving"],
  ["that knows of no key is taken for parked", undefined, "parked"],
])("a car that falls silent on the move with a tracker %s", (_, ignition, motion) => {
  const onTheMove = Array.from({ length: 60 }, (__, step) =>
    message(NOON + step * 5_000, {
      ...{ ignition, speedKmh: 50 },
      ...{ lat: 57.7 + (step * 70) / 111_200, lon: 11.97 },
    }),
  );
  const { state } = tell(onTheMove);
  const live = liveView(state, VEHICLE_A, SETTINGS, NOON + HOUR_MS);
  expect(live).toMatchObject({ motion, routeId: null });
});

describe("when silence means offline", () => {
  /** Ignition on and at speed every `everyS`, then off, as often as it takes to know the device. */
  const life = (everyS: number): Observation[] =>
    Array.from({ length: 4 }, (_, drive) => {
      const startMs = NOON + drive * HOUR_MS;
      const onTheMove = Array.from({ length: 8 }, (__, step) =>
        message(startMs + step * everyS * 1_000, { ignition: true, speedKmh: 50 }),
      );
      return [
        ...onTheMove,
        message(startMs + 8 * everyS * 1_000, { ignition: false, speedKmh: 0 }),
      ];
    }).flat();
  const drivingOff = (everyS: number): VehicleLive => {
    const startMs = NOON + 5 * HOUR_MS;
    return viewOf(...life(everyS), message(startMs, { ignition: true, speedKmh: 50 }));
  };
  const silentFor = (live: VehicleLive, minutes: number) =>
    connectionAt(live, Date.parse(live.ts ?? "") + minutes * 60_000);

  test("a device that reports every 5 s is missed after five minutes", () => {
    const live = drivingOff(5);
    expect(live.usualIntervalS).toBe(5);
    expect([silentFor(live, 4), silentFor(live, 6)]).toEqual(["online", "offline"]);
  });

  test("one that reports every 4 min is missed after three of its intervals", () => {
    const live = drivingOff(240);
    expect(live.usualIntervalS).toBe(240);
    expect([silentFor(live, 11), silentFor(live, 13)]).toEqual(["online", "offline"]);
  });

  test("a parked car that says nothing for hours is not offline while its device does just that", () => {
    const live = viewOf(...life(5));
    expect([silentFor(live, 31), silentFor(live, 26 * 60)]).toEqual(["online", "offline"]);
  });

  test("the moment is the one at which the detector says offline", () => {
    const { state } = tell([
      ...life(5),
      message(NOON + 5 * HOUR_MS, { ignition: true, speedKmh: 50 }),
    ]);
    const afterMs = Date.parse(liveView(state, VEHICLE_A, SETTINGS, NOON).offlineAfter ?? "");
    const saysOffline = (nowMs: number): boolean =>
      projectOutputs(state, VEHICLE_A, SETTINGS, nowMs).some(
        (output) => output.kind === "detection" && output.record.type === "offline",
      );
    expect([saysOffline(afterMs), saysOffline(afterMs + 1)]).toEqual([false, true]);
  });
});
