import { expect, test } from "vitest";
import { projectOutputs } from "../vehicle-fold.ts";
import { aJourney } from "./journey.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
type Journey = ReturnType<typeof aJourney>;

const cuts = ({ observations }: Journey) =>
  tell(observations).detections.filter(({ type }) => type === "power_cut");

const supplied = () => aJourney(NOON).ignite(true).stand(MINUTE, 5, { externalV: 14.1 });

test("the supply that falls to zero is a cut from the first reading without it to the first with it", () => {
  const journey = supplied()
    .stand(10 * MINUTE, 5, { externalV: 0 })
    .stand(MINUTE, 5, { externalV: 12.4 });
  expect(cuts(journey)).toMatchObject([
    {
      certainty: "confirmed",
      startMs: NOON + (MINUTE + 5) * 1_000,
      detectedAtMs: NOON + (MINUTE + 10) * 1_000,
      endMs: NOON + (11 * MINUTE + 5) * 1_000,
      evidence: { fromV: 14.1, toV: 0, saidByDevice: false },
    },
  ]);
});

test("it lasts as long as the supply is away", () => {
  expect(cuts(supplied().stand(MINUTE, 5, { externalV: 0 }))).toMatchObject([{ endMs: null }]);
});

test("a wired tracker that starts without a supply is cut off", () => {
  const journey = aJourney(NOON).stand(MINUTE, 5, { externalV: 0 });
  expect(cuts(journey)).toMatchObject([{ evidence: { fromV: null, toV: 0 } }]);
});

const DRIVEN = { externalV: 28 };
const aTruck = () => aJourney(NOON).ignite(true).stand(MINUTE, 5, DRIVEN);

test.each([
  ["to nothing", 0],
  ["to what its own battery has", 4.1],
])("a tracker on a phone's charger that falls %s is cut off until 5 V are back", (_how, toV) => {
  const journey = aJourney(NOON)
    .ignite(true)
    .stand(MINUTE, 5, { externalV: 5 })
    .stand(10 * MINUTE, 5, { externalV: toV })
    .stand(MINUTE, 5, { externalV: 4.9 });
  expect(cuts(journey)).toMatchObject([
    {
      startMs: NOON + (MINUTE + 5) * 1_000,
      endMs: NOON + (11 * MINUTE + 5) * 1_000,
      evidence: { fromV: 5, toV },
    },
  ]);
});

test("the car's 12 V that become the 5 V of a power bank are a cut until they are back", () => {
  const journey = supplied().stand(10 * MINUTE, 5, { externalV: 5.1 });
  expect(cuts(journey)).toMatchObject([{ certainty: "confirmed", endMs: null }]);
  journey.stand(MINUTE, 5, { externalV: 12.4 });
  expect(cuts(journey)).toMatchObject([{ endMs: NOON + (11 * MINUTE + 5) * 1_000 }]);
});

test("a 24 V truck is not back at 9 V", () => {
  const journey = aTruck().stand(MINUTE, 5, { externalV: 0 }).stand(MINUTE, 5, { externalV: 9 });
  expect(cuts(journey)).toMatchObject([{ endMs: null }]);
});

test.each([
  [
    "one reading of a starting engine",
    supplied().say({ externalV: 4.6 }).stand(MINUTE, 5, { externalV: 14 }),
  ],
  ["a weak battery", supplied().stand(MINUTE, 5, { externalV: 9.8 })],
  [
    "a tracker on a phone's charger",
    aJourney(NOON)
      .ignite(true)
      .stand(MINUTE, 5, { externalV: 5 })
      .stand(MINUTE, 5, { externalV: 4.85 })
      .stand(MINUTE, 5, { externalV: 4.6 })
      .stand(MINUTE, 5, { externalV: 5.1 }),
  ],
  ["a 24 V truck that starts", aTruck().stand(5, 1, { externalV: 16 }).stand(MINUTE, 5, DRIVEN)],
  ["a tracker without a voltmeter", aJourney(NOON).ignite(true).drive(MINUTE, 50)],
])("%s is no cut", (_case, journey) => {
  expect(cuts(journey)).toEqual([]);
});

test("one reading of a supply in between does not end it and begin another", () => {
  const journey = supplied()
    .stand(MINUTE, 5, { externalV: 0 })
    .say({ externalV: 12 })
    .stand(MINUTE, 5, { externalV: 0 });
  expect(cuts(journey)).toMatchObject([{ endMs: null }]);
});

test("a device that says it was unplugged is believed at once", () => {
  const journey = supplied().say({ event: "unplugged", externalV: 0 });
  expect(cuts(journey)).toMatchObject([
    { startMs: journey.now(), detectedAtMs: journey.now(), evidence: { saidByDevice: true } },
  ]);
});

test("without a voltmeter what the device says has no end, and saying it again adds nothing", () => {
  const journey = aJourney(NOON)
    .ignite(true)
    .say({ event: "unplugged" })
    .say({ event: "unplugged" })
    .drive(MINUTE, 30);
  const [cut, ...others] = cuts(journey);
  expect(others).toEqual([]);
  expect(cut?.endMs).toBe(cut?.startMs);
});

test("a last word without a supply, then silence, is suspected to be a cut", () => {
  const journey = supplied().say({ externalV: 0 });
  const project = (seconds: number) =>
    projectOutputs(
      tell(journey.observations).state,
      "",
      unchanging(defaultSettings),
      journey.now() + seconds * 1_000,
    ).filter((each) => each.kind === "detection" && each.record.type === "power_cut");
  expect(project(5 * MINUTE)).toEqual([]);
  expect(project(5 * MINUTE + 1)).toMatchObject([
    { record: { certainty: "suspected", startMs: journey.now(), endMs: null } },
  ]);
  const heardAgain = journey.silence(10 * MINUTE);
  const decidedMs = heardAgain.now() + 5_000;
  heardAgain.stand(MINUTE, 5, { externalV: 0 });
  expect(cuts(heardAgain)).toMatchObject([
    { certainty: "confirmed", endMs: null, detectedAtMs: decidedMs },
  ]);
});

test("a phone on board neither ends the cut nor hides it", () => {
  const phone = { deviceId: "phone", externalV: undefined };
  const journey = supplied();
  for (let turn = 0; turn < 5; turn++) journey.stand(10, 5, { externalV: 0 }).say(phone);
  expect(cuts(journey)).toMatchObject([{ startMs: NOON + (MINUTE + 5) * 1_000, endMs: null }]);
});

test("a second tracker with a supply of its own says nothing of the first one's", () => {
  const second = { deviceId: "tracker-b", externalV: 12.5 };
  const journey = supplied();
  for (let turn = 0; turn < 5; turn++) journey.stand(10, 5, { externalV: 0 }).say(second);
  expect(cuts(journey)).toMatchObject([{ endMs: null }]);
});

test("a cut lasts, whatever another tracker reads, until the one that was cut off has left the car", () => {
  const journey = supplied()
    .stand(MINUTE, 5, { externalV: 0 })
    .silence(2 * 60 * MINUTE)
    .say({ deviceId: "tracker-b", externalV: 12.5 });
  expect(cuts(journey)).toMatchObject([{ endMs: null }]);
  const isMounted = (deviceId: string) => deviceId === "tracker-b";
  const { detections } = tell(journey.observations, unchanging(defaultSettings, { isMounted }));
  expect(detections.filter(({ type, endMs }) => type === "power_cut" && endMs === null)).toEqual(
    [],
  );
});
