import { expect, test } from "vitest";
import type { GeofencePurpose } from "../../contracts/geofence.ts";
import { indexFences, type Fence } from "../geo/geofence-index.ts";
import { M_PER_DEGREE } from "../geo/shape.ts";
import { aCircle, aFence } from "../geo/testing.ts";
import { openOutputs } from "../vehicle-fold.ts";
import { aTank } from "./fuel-journey.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
type Tank = ReturnType<typeof aTank>;

const arrived = () => aTank(NOON).start().drive(20).park(60).start().drive(20);
const filled = () => arrived().park(60, { flowPct: 30, overS: 180 });
const drained = () => arrived().park(60, { flowPct: -30, overS: 600 });

const told = ({ observations }: Tank, ...fences: Fence[]) =>
  tell(observations, unchanging({ ...defaultSettings, geofences: indexFences(fences) }));
const fuelEvents = (tank: Tank, ...fences: Fence[]) =>
  told(tank, ...fences).detections.filter(({ type }) => type === "refuel" || type === "drain");

/** A fence of 30 m around where a car stands at last, or so far beside it. */
const around = (
  { observations }: Tank,
  purpose: GeofencePurpose,
  overrides: { name?: string; besideM?: number; validUntil?: Date } = {},
) => {
  const { besideM = 0, ...rest } = overrides;
  const { lat = 0, lon = 0 } = observations.at(-1) ?? {};
  const shifted = besideM === 0 ? lat : lat + (30 + besideM) / M_PER_DEGREE;
  return aFence(aCircle(lon, shifted, 30), { purpose, name: "Preem Mölndal", ...rest });
};

test.each([
  ["a refuel at a station", filled(), "station"],
  ["a drain at a station", drained(), "station"],
  ["a drain in a workshop", drained(), "workshop"],
] as const)("%s names it", (_what, tank, purpose) => {
  expect(fuelEvents(tank, around(tank, purpose))).toMatchObject([
    { evidence: { place: purpose, placeName: "Preem Mölndal" } },
  ]);
});

test.each([
  ["a yard", { purpose: "yard" }],
  ["a station down the street", { purpose: "station", besideM: 40 }],
  ["a station that was closed before", { purpose: "station", validUntil: new Date(NOON) }],
] as const)("%s is not named", (_what, { purpose, ...overrides }) => {
  const tank = filled();
  const [event] = fuelEvents(tank, around(tank, purpose, overrides));
  expect(event?.evidence).not.toHaveProperty("place");
});

test("of two stations the one that holds the car is named, also where a roof throws the fix off", () => {
  const tank = filled();
  const beside = around(tank, "station", { name: "Shell", besideM: 10 });
  expect(fuelEvents(tank, beside)).toMatchObject([{ evidence: { placeName: "Shell" } }]);
  expect(fuelEvents(tank, beside, around(tank, "station"))).toMatchObject([
    { evidence: { placeName: "Preem Mölndal" } },
  ]);
});

test("what is still open says the same when it is read out of the state", () => {
  const tank = filled();
  const { state, detections } = told(tank, around(tank, "station"));
  const open = openOutputs(state, tank.observations[0]?.vehicleId ?? "").flatMap((output) =>
    output.kind === "detection" && output.record.type === "refuel" ? [output.record] : [],
  );
  expect(open).toEqual(detections.filter(({ type }) => type === "refuel"));
  expect(open).toMatchObject([{ evidence: { place: "station" } }]);
});
