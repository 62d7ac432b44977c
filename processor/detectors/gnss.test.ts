import { expect, test } from "vitest";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
type Journey = ReturnType<typeof aJourney>;
const BLIND = { lat: undefined, lon: undefined, satellites: 0 };

const told = ({ observations }: Journey, type: string) =>
  tell(observations).detections.filter((each) => each.type === type);

/** Drives with eleven satellites in sight. */
const driving = (seconds = 5 * MINUTE) => {
  const journey = aJourney(NOON).ignite(true).drive(seconds, 50);
  for (const each of journey.observations) each.satellites = 11;
  return journey;
};

test("all satellites gone at once from a moving car, and messages go on: suspected jamming", () => {
  const journey = driving().stand(3 * MINUTE, 5, BLIND);
  const lostMs = NOON + (5 * MINUTE + 5) * 1_000;
  expect(told(journey, "gnss_jamming")).toMatchObject([
    {
      certainty: "suspected",
      startMs: lostMs,
      detectedAtMs: lostMs + 2 * MINUTE * 1_000,
      endMs: null,
      evidence: { satellitesBefore: 11, speedBeforeKmh: 50 },
    },
  ]);
  journey.silence(0).drive(MINUTE, 50);
  expect(told(journey, "gnss_jamming")).toMatchObject([{ endMs: lostMs + 3 * MINUTE * 1_000 }]);
});

test.each([
  ["a short tunnel", driving().stand(MINUTE, 5, BLIND).drive(MINUTE, 50)],
  [
    "a car that drives into a garage and parks",
    driving()
      .stand(MINUTE, 5, BLIND)
      .say({ ...BLIND, ignition: false })
      .ignite(false)
      .stand(5 * MINUTE, 5, { ...BLIND, ignition: false }),
  ],
  [
    "satellites that leave one by one",
    driving()
      .drive(20, 50)
      .stand(5 * MINUTE, 5, { ...BLIND, satellites: 2 }),
  ],
  [
    "a car that stood",
    driving()
      .stand(MINUTE, 5, { satellites: 11 })
      .stand(5 * MINUTE, 5, BLIND),
  ],
  [
    "a receiver that tells no satellites",
    aJourney(NOON)
      .ignite(true)
      .drive(MINUTE, 50)
      .stand(5 * MINUTE, 5, BLIND),
  ],
])("%s is no jamming", (_case, journey) => {
  expect(told(journey, "gnss_jamming")).toEqual([]);
});

/** The same journey on several days. */
const daily = ({ observations }: Journey, days: readonly number[]) =>
  days.flatMap((day) =>
    observations.map((each) =>
      Object.assign({}, each, {
        tsMs: each.tsMs + day * 24 * 3_600_000,
        id: `${each.id}-${String(day)}`,
      }),
    ),
  );
const suspected = (observations: Journey["observations"]) =>
  tell(observations).detections.filter(({ type }) => type === "gnss_jamming");

test("a tunnel is suspected on two days, and known from then on until it is not met for a season", () => {
  const tunnel = driving()
    .stand(4 * MINUTE, 5, BLIND)
    .drive(MINUTE, 50)
    .ignite(false);
  expect(suspected(daily(tunnel, [0, 1, 2, 3]))).toHaveLength(2);
  expect(suspected(daily(tunnel, [0, 1, 2, 100]))).toHaveLength(3);
});

test("a jammer at the car's own yard is suspected again the next night", () => {
  const attacked = driving();
  for (let attempt = 0; attempt < 3; attempt++)
    attacked
      .stand(4 * MINUTE, 5, BLIND)
      .drive(MINUTE, 1)
      .drive(2 * MINUTE, -50)
      .drive(2 * MINUTE, 50);
  for (const each of attacked.observations) if (each.satellites !== 0) each.satellites = 11;
  expect(suspected(daily(attacked.ignite(false), [0, 1])).length).toBeGreaterThan(3);
});

test("what lasts longer than any crossing is suspected at a known hole too", () => {
  const tunnel = driving()
    .stand(4 * MINUTE, 5, BLIND)
    .drive(MINUTE, 50)
    .ignite(false);
  const jammed = driving().stand(16 * MINUTE, 5, BLIND);
  const days = [...daily(tunnel, [0, 1]), ...daily(jammed, [2])];
  expect(suspected(days)).toHaveLength(3);
});

test.each([
  [12, 4, 0],
  [12, 9, 3, 0],
  [7, 5, 2, 2, 1, 0],
])("satellites that are gone within seconds, %s … %s, are a collapse", (...counts) => {
  const journey = driving();
  for (const satellites of counts) {
    const sees = satellites > 3 ? {} : BLIND;
    journey.silence(0, 14).say({ speedKmh: 50, ...sees, satellites });
  }
  journey.stand(3 * MINUTE, 5, BLIND);
  expect(told(journey, "gnss_jamming")).toMatchObject([{ certainty: "suspected" }]);
});

test("the device's own word makes it certain, and keeps its beginning", () => {
  const journey = driving()
    .stand(MINUTE, 5, BLIND)
    .say({ ...BLIND, event: "jamming" });
  expect(told(journey, "gnss_jamming")).toMatchObject([
    { certainty: "confirmed", startMs: NOON + (5 * MINUTE + 5) * 1_000 },
  ]);
});

test("what was suspected for long is decided when the device says so", () => {
  const journey = driving()
    .stand(30 * MINUTE, 5, BLIND)
    .say({ ...BLIND, event: "jamming" });
  expect(told(journey, "gnss_jamming")).toMatchObject([
    {
      ...{ certainty: "confirmed", startMs: NOON + (5 * MINUTE + 5) * 1_000 },
      detectedAtMs: journey.now(),
    },
  ]);
});

test("ten minutes without a fix while the engine runs are an outage until it is back", () => {
  const journey = driving().stand(11 * MINUTE, 5, {
    lat: undefined,
    lon: undefined,
    satellites: 3,
  });
  const lostMs = NOON + (5 * MINUTE + 5) * 1_000;
  expect(told(journey, "gnss_outage")).toMatchObject([{ startMs: lostMs, endMs: null }]);
  journey.drive(MINUTE, 50);
  expect(told(journey, "gnss_outage")).toMatchObject([
    { certainty: "confirmed", endMs: lostMs + 11 * MINUTE * 1_000 },
  ]);
});

test("a receiver that never had a fix is suspected, though the car is parked", () => {
  const journey = aJourney(NOON).stand(20 * MINUTE, 30, BLIND);
  expect(told(journey, "gnss_outage")).toMatchObject([{ certainty: "suspected", lat: null }]);
});

test.each([
  [
    "a car parked under a roof",
    driving()
      .ignite(false)
      .stand(60 * MINUTE, 60, BLIND),
  ],
  [
    "a device without a receiver",
    aJourney(NOON)
      .say({ ...BLIND, satellites: undefined, ignition: true })
      .stand(60 * MINUTE, 5, { ...BLIND, satellites: undefined, ignition: true }),
  ],
  [
    "a pause between messages",
    driving()
      .say(BLIND)
      .silence(20 * MINUTE)
      .say(BLIND),
  ],
])("%s is no outage", (_case, journey) => {
  expect(told(journey, "gnss_outage")).toEqual([]);
});
