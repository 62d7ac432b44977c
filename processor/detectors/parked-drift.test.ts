import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { anObservation } from "../../contracts/testing.ts";
import { indexFences } from "../geo/geofence-index.ts";
import { lonScale, M_PER_DEGREE } from "../geo/shape.ts";
import { aCircle, aCorridor, aFence, aPolygon } from "../geo/testing.ts";
import { parkedDrift } from "./receiver-error.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const MONDAY = Date.UTC(2026, 2, 2);
const DAY_MS = 24 * 60 * 60_000;
const PARKED = { lat: 57.7, lon: 11.97 };
const EAST_M = lonScale(PARKED.lat);
const lngLat = (eastM: number, northM: number): [number, number] => [
  PARKED.lon + eastM / EAST_M,
  PARKED.lat + northM / M_PER_DEGREE,
];

/** Fences around the car and beside it, some with their edge where it stands. */
const settings = {
  ...defaultSettings,
  geofences: indexFences([
    aFence(aCircle(...lngLat(60, 0), 100), { purpose: "yard" }),
    aFence(aPolygon([lngLat(0, -500), lngLat(900, -500), lngLat(900, 900), lngLat(0, 900)])),
    aFence(aCorridor(20, lngLat(-60, -900), lngLat(-60, 900)), { purpose: "border" }),
  ]),
};

/** A car that stands for some days under a receiver that errs as the recorded ones did. */
const standing = (days: number, everyS: number, seed: number, ignition: boolean | undefined) => {
  const drift = parkedDrift(seed, everyS);
  const observations: Observation[] = [];
  for (let tsMs = MONDAY; tsMs < MONDAY + days * DAY_MS; tsMs += everyS * 1_000) {
    const { eastM, northM, speedKmh, accuracyM } = drift();
    const [lon, lat] = lngLat(eastM, northM);
    observations.push(
      anObservation({
        tsMs,
        lat,
        lon,
        speedKmh,
        accuracyM,
        ...(ignition !== undefined && { ignition }),
      }),
    );
  }
  return observations;
};

test.each([
  ["with the ignition off", false],
  ["without an ignition wire", undefined],
])(
  "a week parked under a drifting sky, %s, is no route, no tow, no crossing, no kilometre",
  (_case, ignition) => {
    for (const everyS of [30, 60, 300, 3_600]) {
      for (let seed = 1; seed <= (everyS === 30 ? 1 : 5); seed++) {
        const week = standing(7, everyS, seed, ignition);
        const { routes, detections } = tell(week, unchanging(settings));
        const types = detections
          .filter(({ evidence }) => evidence["alreadyInside"] !== true)
          .map(({ type }) => type);
        expect({ everyS, seed, routes, types }).toEqual({ everyS, seed, routes: [], types: [] });
      }
    }
  },
);
