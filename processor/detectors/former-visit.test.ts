import { expect, test } from "vitest";
import { indexFences } from "../geo/geofence-index.ts";
import { aCircle, aFence, lngLat } from "../geo/testing.ts";
import { foldObservation, initialState, VehicleState } from "../vehicle-fold.ts";
import type { Visit } from "./geofence-visit.ts";
import { geofences } from "./geofences.ts";
import { aJourney } from "./journey.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const yard = aFence(aCircle(...lngLat(0, 2_000), 200));
const crossed = aFence(aCircle(...lngLat(0, 3_000), 200));
const settings = unchanging({ ...defaultSettings, geofences: indexFences([yard, crossed]) });

const placeOf = ([atMs, lat, lon, accuracyM]: readonly number[]) => ({ atMs, lat, lon, accuracyM });

/** A visit as earlier releases stored it. */
const asBefore = ({ seen, since, arriving, leaving, ...visit }: Visit) => ({
  ...visit,
  since: placeOf(since),
  alreadyInside: seen === "inside",
  crossed: seen === "crossing",
  arriving: arriving
    ? {
        ...arriving,
        deep: arriving.deep && placeOf(arriving.deep),
        from: arriving.from && placeOf(arriving.from),
      }
    : null,
  leaving: leaving
    ? {
        ...placeOf(leaving.out),
        reachM: leaving.reachM,
        awaySinceMs: leaving.away?.[0] ?? leaving.out[0],
        awayFixes: leaving.away?.[1] ?? 0,
        farFixes: leaving.away?.[2] ?? 0,
      }
    : null,
});

const stored = (state: unknown): VehicleState =>
  VehicleState.parse(JSON.parse(JSON.stringify(state)));

test("at any moment of a visit, what an earlier release stored of it is what is known", () => {
  const { observations } = aJourney(NOON)
    .ignite(true)
    .drive(250, 36, 5)
    .silence(100, 1_000)
    .drive(100, 36);
  const state = initialState();
  const met = new Set<string>();
  for (const observation of observations) {
    foldObservation(state, observation, settings, () => {});
    const known = geofences.state.parse(state.detectors[geofences.name]);
    for (const { seen, arriving, leaving } of known.visits)
      met.add(`${seen}${arriving ? " arriving" : ""}${leaving ? " leaving" : ""}`);
    const before = { ...known, visits: known.visits.map(asBefore) };
    const read = stored({ ...state, detectors: { ...state.detectors, geofences: before } });
    expect(read).toEqual(stored(state));
  }
  expect([...met].toSorted()).toEqual([
    "crossing leaving",
    "entering",
    "entering arriving",
    "entering leaving",
  ]);
});
