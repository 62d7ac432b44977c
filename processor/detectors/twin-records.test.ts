import { expect, test } from "vitest";
import type { Observation } from "../../contracts/observation.ts";
import { indexFences } from "../geo/geofence-index.ts";
import { aCircle, aFence } from "../geo/testing.ts";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
const KM_PER_DEGREE = 111.195;

/** The story with a record after its `index`th one, sent as so many: an event's and the periodic one. */
const withRecords = (
  observations: readonly Observation[],
  index: number,
  records: number,
  changed: Partial<Observation>,
): Observation[] => {
  const before = observations.slice(0, index + 1);
  const at = before.at(-1);
  if (!at) throw new Error(`there is no record ${String(index)}`);
  const twins = Array.from({ length: records }, (_, twin) => ({
    ...{ ...at, tsMs: at.tsMs + 2_000, ...changed },
    id: `00000000-0000-4000-8000-00000000000${String(twin)}`,
  }));
  return [...before, ...twins, ...observations.slice(index + 1)];
};

const aDrive = () =>
  aJourney(NOON)
    .ignite(true)
    .drive(20 * MINUTE, 50, 10).observations;

test.each([
  ["17 km off", { lon: 12.26 }],
  ["17 km off, claiming 5 m", { lon: 12.26, accuracyM: 5 }],
  ["2 km off", { lon: 12.004 }],
])("one fix astray, %s, moves no car, whether it is sent once or twice", (_case, astray) => {
  const fence = aFence(aCircle(astray.lon, 57.775, 1_500), { purpose: "restricted" });
  const settings = unchanging({ ...defaultSettings, geofences: indexFences([fence]) });
  const clean = tell(aDrive(), settings);
  for (const records of [1, 2, 3]) {
    const { routes, detections } = tell(withRecords(aDrive(), 60, records, astray), settings);
    expect(routes.map(({ distanceKm }) => distanceKm)).toEqual(
      clean.routes.map(({ distanceKm }) => distanceKm),
    );
    expect(detections).toEqual([]);
  }
});

test("one fix astray within a car's reach, sent twice, is no entry into a fence", () => {
  const fence = aFence(aCircle(11.97186, 57.77494, 60));
  const settings = unchanging({ ...defaultSettings, geofences: indexFences([fence]) });
  for (const records of [1, 2]) {
    const observations = withRecords(aDrive(), 60, records, { lon: 11.97186, accuracyM: 30 });
    expect(tell(observations, settings).detections).toEqual([]);
  }
});

test.each([
  ["a speed of 20 km/h", 0, 20],
  ["a place 300 m off", 300, 0],
  ["a place 300 m off and a speed of 20 km/h", 300, 20],
])("%s, sent twice, neither ends an idling stop nor begins a route", (_case, offM, speedKmh) => {
  const { observations } = aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 50, 10)
    .stand(60 * MINUTE, 60);
  const lat = (observations.at(-1)?.lat ?? 0) + offM / 1_000 / KM_PER_DEGREE;
  const clean = tell(observations);
  for (const records of [1, 2, 3]) {
    const { routes, stops } = tell(withRecords(observations, 90, records, { lat, speedKmh }));
    expect(routes).toEqual(clean.routes);
    expect(stops).toEqual(clean.stops);
  }
});

/** Ten minutes of driving, half an hour parked, and ten minutes more, counted in tenths of a km. */
const counted = (): Observation[] => {
  const { observations } = aJourney(NOON)
    .ignite(true)
    .drive(10 * MINUTE, 50, 10)
    .ignite(false)
    .stand(30 * MINUTE, 300)
    .ignite(true)
    .stand(30, 10)
    .drive(10 * MINUTE, 50, 10);
  return observations.map((each) => {
    const drivenKm = ((each.lat ?? 57.7) - 57.7) * KM_PER_DEGREE;
    return { ...each, odometerKm: Math.round((20_000 + drivenKm) * 10) / 10 };
  });
};
const failures = (observations: readonly Observation[]) =>
  tell(observations)
    .detections.filter(({ type }) => type.startsWith("odometer"))
    .map(({ type, certainty }) => `${type}, ${certainty}`);

test.each([
  ["behind, on the road", 30, -300],
  ["ahead, on the road", 30, 300],
  ["behind, after a stand", 69, -300],
  ["ahead, after a stand", 69, 300],
])(
  "one odometer reading 300 km %s is none, whether it is sent once or twice",
  (_case, index, km) => {
    const observations = counted();
    const odometerKm = (observations[index]?.odometerKm ?? 0) + km;
    for (const records of [1, 2, 3])
      expect(failures(withRecords(observations, index, records, { odometerKm }))).toEqual([]);
  },
);

test("an odometer set back for good is told of where every reading is sent twice", () => {
  const observations = counted().flatMap((each, index) => {
    const odometerKm = (each.odometerKm ?? 0) - (index < 30 ? 0 : 300);
    return [
      { ...each, odometerKm },
      { ...each, odometerKm },
    ];
  });
  expect(failures(observations)).toEqual(["odometer_rollback, confirmed"]);
});
