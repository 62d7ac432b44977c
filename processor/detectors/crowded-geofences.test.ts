import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import type { GeofencePurpose } from "../../contracts/geofence.ts";
import { indexFences, type Fence } from "../geo/geofence-index.ts";
import { aCircle, aFence, lngLat } from "../geo/testing.ts";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;

const told = (observations: readonly Observation[], fences: readonly Fence[]) =>
  tell(observations, unchanging({ ...defaultSettings, geofences: indexFences(fences) })).detections;

/** Zones around the whole journey. */
const zonesAround = (count: number, purpose: GeofencePurpose = "other") =>
  Array.from({ length: count }, (_, index) =>
    aFence(aCircle(...lngLat(0, 0), 30_000 + 1_000 * index), { purpose }),
  );
/** Entered after ten minutes at 36 km/h, and left 160 s later. */
const onTheWay = (purpose: GeofencePurpose) =>
  aFence(aCircle(...lngLat(0, 6_800), 800), { purpose });
const aDrive = () =>
  aJourney(NOON)
    .ignite(true)
    .drive(25 * MINUTE, 36, 10).observations;

test.each([
  ["restricted", 11],
  ["restricted", 12],
  ["restricted", 20],
  ["border", 12],
] as const)("a %s fence is entered and left by a car in %i other zones", (purpose, zones) => {
  const fence = onTheWay(purpose);
  const found = told(aDrive(), [...zonesAround(zones), fence]).filter(
    ({ evidence }) => evidence["geofenceId"] === fence.id,
  );
  expect(found).toMatchObject([
    { type: "geofence_enter", startMs: NOON + 600_000, endMs: NOON + 760_000 },
    { type: "geofence_exit", startMs: NOON + 760_000 },
  ]);
});

test("the zone that gave way has a stay until then and one afterwards, and no exit", () => {
  const zones = zonesAround(12);
  const found = told(aDrive(), [...zones, onTheWay("restricted")]).filter(
    ({ evidence }) => evidence["purpose"] === "other",
  );
  expect(found.filter(({ type }) => type === "geofence_exit")).toEqual([]);
  const ended = found.filter(({ endMs }) => endMs !== null);
  expect(ended).toMatchObject([{ startMs: NOON, endMs: NOON + 600_000 }]);
  const again = found.filter(({ evidence }) =>
    ended.some((each) => each.evidence["geofenceId"] === evidence["geofenceId"]),
  );
  expect(again).toHaveLength(2);
  expect(found).toHaveLength(13);
});

test.each([
  ["another zone of no purpose", "other", "other"],
  ["a restricted one, among twelve restricted ones", "restricted", "restricted"],
] as const)("%s displaces nothing", (_case, purpose, around) => {
  const fence = onTheWay(purpose);
  const found = told(aDrive(), [...zonesAround(12, around), fence]);
  expect(found).toHaveLength(12);
  expect(found.every(({ endMs }) => endMs === null)).toBe(true);
});
