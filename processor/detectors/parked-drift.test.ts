import { describe, expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { anObservation } from "../../contracts/testing.ts";
import { indexFences } from "../geo/geofence-index.ts";
import { aCircle, aCorridor, aFence, aPolygon, lngLat } from "../geo/testing.ts";
import { parkedDrift, type ReceiverError } from "./receiver-error.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const MONDAY = Date.UTC(2026, 2, 2);
const DAY_MS = 24 * 60 * 60_000;

/** Fences around the car and beside it, some with their edge where it stands. */
const settings = {
  ...defaultSettings,
  geofences: indexFences([
    aFence(aCircle(...lngLat(60, 0), 100), { purpose: "yard" }),
    aFence(aPolygon([lngLat(0, -500), lngLat(900, -500), lngLat(900, 900), lngLat(0, 900)])),
    aFence(aCorridor(20, lngLat(-60, -900), lngLat(-60, 900)), { purpose: "border" }),
  ]),
};

/** What a receiver says of its own error beside the position. */
const CLAIMS = {
  accuracy: ({ accuracyM }: ReceiverError) => ({ accuracyM }),
  hdop: ({ eastM }: ReceiverError) => ({
    accuracyM: undefined,
    satellites: 8,
    hdop: 0.8 + (Math.abs(eastM) % 1),
  }),
  nothing: () => ({ accuracyM: undefined }),
};
type Claim = keyof typeof CLAIMS;
const EVERY_CLAIM: readonly Claim[] = ["accuracy", "hdop", "nothing"];
const SEEDS = 10;
/** A week at 10 s is 60,000 observations for each sky. */
const TIMEOUT_MS = 180_000;

/** A car that stands, for a week unless told, under a receiver that errs as the recorded ones did. */
const standing = (
  everyS: number,
  seed: number,
  ignition: boolean | undefined,
  claim: Claim,
  forMs = 7 * DAY_MS,
) => {
  const drift = parkedDrift(seed, everyS);
  const observations: Observation[] = [];
  for (let tsMs = MONDAY; tsMs < MONDAY + forMs; tsMs += everyS * 1_000) {
    const error = drift();
    const [lon, lat] = lngLat(error.eastM, error.northM);
    observations.push(
      anObservation({
        tsMs,
        lat,
        lon,
        speedKmh: error.speedKmh,
        ...CLAIMS[claim](error),
        ...(ignition !== undefined && { ignition }),
      }),
    );
  }
  return observations;
};

/** What is told of a stand, but that the car was there. */
const toldOf = (observations: readonly Observation[]) => {
  const { routes, detections } = tell(observations, unchanging(settings));
  const types = detections
    .filter(({ evidence }) => evidence["alreadyInside"] !== true)
    .map(({ type }) => type);
  return { routes, types };
};

test.each([1, 2, 5])("a day parked with a fix every %i s is no harsh driving either", (everyS) => {
  for (let seed = 1; seed <= 4; seed++) {
    for (const ignition of [false, undefined]) {
      const { routes, types } = toldOf(standing(everyS, seed, ignition, "accuracy", DAY_MS));
      expect({ routes, types }).toEqual({ routes: [], types: [] });
    }
  }
});

test.each([5, 10, 30, 60, 300])(
  "an hour of idling under a drifting sky is no route, a fix every %i s",
  (everyS) => {
    for (let seed = 301; seed < 321; seed++) {
      const observations = standing(everyS, seed, true, "accuracy", 3 * 3_600_000).map((each) => ({
        ...each,
        ignition: Math.floor((each.tsMs - MONDAY) / 3_600_000) === 1,
      }));
      const { routes, types } = toldOf(observations);
      const isTrue = (type: string) => type === "excessive_idling"; // so it is
      expect({ seed, routes, others: types.filter((type) => !isTrue(type)) }).toEqual({
        seed,
        routes: [],
        others: [],
      });
    }
  },
);

describe.each([
  ["with the ignition off", false],
  ["without an ignition wire", undefined],
])("a week parked under a drifting sky, %s", (_case, ignition) => {
  test.each([10, 15, 20, 30, 60, 120, 300, 3_600])(
    "is no route, no tow, no crossing, no kilometre, a fix every %s s",
    (everyS) => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        // A week of short intervals is long: there each sky is seen with one claim, else with all.
        const turn = seed % EVERY_CLAIM.length;
        const claims = everyS < 60 ? EVERY_CLAIM.slice(turn, turn + 1) : EVERY_CLAIM;
        for (const claim of claims) {
          const told = toldOf(standing(everyS, seed, ignition, claim));
          expect({ seed, claim, ...told }).toEqual({ seed, claim, routes: [], types: [] });
        }
      }
    },
    TIMEOUT_MS,
  );
});
