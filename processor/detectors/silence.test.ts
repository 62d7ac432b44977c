import { expect, test } from "vitest";
import { projectOutputs, wakeAtMs } from "../vehicle-fold.ts";
import { aJourney } from "./journey.ts";
import type { DetectionRecord } from "./output.ts";
import { tell } from "./testing.ts";
import { defaultSettings, unchanging } from "./vehicle-settings.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60;
const HOUR = 60 * MINUTE;
type Journey = ReturnType<typeof aJourney>;

const told = ({ observations }: Journey, type = "offline"): DetectionRecord[] =>
  tell(observations).detections.filter((each) => each.type === type);

/** What is said of the silence that has lasted `seconds` since the journey's last word. */
const silentFor = ({ observations, now }: Journey, seconds: number): DetectionRecord[] =>
  projectOutputs(
    tell(observations).state,
    observations[0]?.vehicleId ?? "",
    unchanging(defaultSettings),
    now() + seconds * 1_000,
  ).flatMap((output) => (output.kind === "detection" ? [output.record] : []));

/** A tracker that was heard while the car stood, so that it will be heard when it stands again. */
const driving = () =>
  aJourney(NOON)
    .ignite(false)
    .ignite(true)
    .drive(10 * MINUTE, 50);
/** Drives and parks, with a heartbeat every minute. */
const parkedAt = (seconds: number) => driving().ignite(false).stand(seconds, MINUTE);

test("a driving car is offline after five minutes of silence, since it was last heard", () => {
  const lost = driving();
  expect(silentFor(lost, 5 * MINUTE)).toEqual([]);
  expect(silentFor(lost, 5 * MINUTE + 1)).toMatchObject([
    { type: "offline", startMs: lost.now(), endMs: null, certainty: "confirmed" },
  ]);
});

test("the period ends when the car is heard again, and both versions agree on the rest", () => {
  const lost = driving();
  const [open] = silentFor(lost, 30 * MINUTE);
  const [closed, ...others] = told(lost.silence(20 * MINUTE, 9_000).drive(MINUTE, 50));
  expect(others).toEqual([]);
  expect(closed).toMatchObject({ id: open?.id, detectedAtMs: open?.detectedAtMs });
  expect(closed?.endMs).toBe(NOON + (30 * MINUTE + 5) * 1_000);
  expect(closed?.evidence).toMatchObject({ silentS: 20 * MINUTE + 5, usualIntervalS: 5 });
});

test("it is decided at the moment at which the processor asks to be woken", () => {
  const lost = driving();
  const { state } = tell(lost.observations);
  const settings = unchanging(defaultSettings);
  const decided: number[] = [];
  for (let next = wakeAtMs(state, settings, null, NOON); next !== null;) {
    if (silentFor(lost, (next - lost.now()) / 1_000).length > 0) decided.push(next - lost.now());
    next = wakeAtMs(state, settings, next, NOON);
  }
  expect(decided[0]).toBe(5 * MINUTE * 1_000 + 1);
});

/** What the journey has measured, sent every ten minutes. */
const inBatches = (journey: Journey): Journey => ({
  ...journey,
  observations: journey.observations.map((each) => ({
    ...each,
    receivedAtMs: Math.ceil(each.tsMs / 600_000) * 600_000,
  })),
});

test("a tracker that sends every ten minutes is missed ten minutes later than one that sends at once", () => {
  const lost = inBatches(driving().drive(30 * MINUTE, 50));
  expect(silentFor(lost, 15 * MINUTE - 10)).toEqual([]);
  expect(silentFor(lost, 16 * MINUTE)).toMatchObject([
    { evidence: { limitS: 5 * MINUTE, lateS: expect.closeTo(10 * MINUTE, -2) } },
  ]);
  const [prompt] = silentFor(driving(), 16 * MINUTE);
  expect(prompt?.evidence).not.toHaveProperty("lateS");
  expect(silentFor(lost, 15 * MINUTE + 1)).toMatchObject([{ startMs: lost.now(), endMs: null }]);
});

test("where such a tracker has measured nothing for a while it was offline, as any other", () => {
  const lost = driving().drive(30 * MINUTE, 50);
  const back = lost.silence(8 * MINUTE, 6_000).drive(MINUTE, 50);
  const [atOnce] = told(back);
  expect(told(inBatches(back))).toMatchObject([
    { id: atOnce?.id, startMs: atOnce?.startMs, endMs: atOnce?.endMs },
  ]);
});

test("a car whose clock has become eight minutes slow is offline five minutes after it was heard", () => {
  const lost = driving().drive(30 * MINUTE, 50);
  const last = lost.observations.pop();
  if (last) lost.observations.push({ ...last, receivedAtMs: last.tsMs + 8 * MINUTE * 1_000 });
  expect(silentFor(lost, 13 * MINUTE)).toEqual([]);
  expect(silentFor(lost, 13 * MINUTE + 1)).toHaveLength(1);
});

test("a parked car with a heartbeat a minute is offline after an hour", () => {
  const parked = parkedAt(2 * HOUR);
  expect(silentFor(parked, HOUR)).toEqual([]);
  expect(silentFor(parked, HOUR + 1)).toMatchObject([{ type: "offline", startMs: parked.now() }]);
});

test("a heartbeat every two hours is missed after the third, not before", () => {
  const slow = driving()
    .ignite(false)
    .stand(20 * HOUR, 2 * HOUR);
  expect(told(slow)).toEqual([]);
  expect(silentFor(slow, 6 * HOUR)).toEqual([]);
  expect(silentFor(slow, 6 * HOUR + 1)).toHaveLength(1);
});

test.each([
  ["a minute", MINUTE],
  ["five minutes", 5 * MINUTE],
  ["twenty minutes", 20 * MINUTE],
])("a tracker that reports every %s on the move is no stranger after a while", (_name, everyS) => {
  const slow = aJourney(NOON)
    .ignite(true)
    .drive(12 * HOUR, 50, everyS);
  expect(told(slow)).toEqual([]);
  expect(silentFor(slow, Math.max(5 * MINUTE, 3 * everyS))).toEqual([]);
});

test("a parked car of which nothing is known may be silent for a day", () => {
  const sleeper = driving()
    .ignite(false)
    .silence(20 * HOUR)
    .ignite(true)
    .drive(MINUTE, 50);
  expect(told(sleeper)).toEqual([]);
});

test("a tracker that sleeps every night is not offline every night", () => {
  const commuter = aJourney(NOON);
  for (let day = 0; day < 10; day++) {
    commuter
      .ignite(true)
      .drive(30 * MINUTE, 60)
      .ignite(false)
      .stand(40 * MINUTE, MINUTE)
      .silence(10 * HOUR);
  }
  // The first nights it is a stranger.
  expect(told(commuter).filter(({ startMs }) => startMs > NOON + 48 * HOUR * 1_000)).toEqual([]);
});

test("a phone that stops reporting whenever it stands is not offline whenever it stands", () => {
  const phone = aJourney(NOON, { ignition: "none" });
  for (let trip = 0; trip < 6; trip++) phone.drive(15 * MINUTE, 40).silence(5 * HOUR);
  expect(told(phone)).toEqual([]);
});

test.each([
  ["at once", aJourney(NOON).ignite(true)],
  [
    "after ten minutes on the road",
    aJourney(NOON)
      .ignite(true)
      .drive(10 * MINUTE, 50),
  ],
])(
  "a device whose first word was that the engine runs, silent %s, is missed after half an hour",
  (_when, lost) => {
    expect(silentFor(lost, HOUR / 2)).toEqual([]);
    expect(silentFor(lost, HOUR / 2 + 1)).toMatchObject([{ type: "offline", startMs: lost.now() }]);
  },
);

test.each([30, 45, 60])(
  "a parked tracker that is heard every %s min is missed after three times that",
  (minutes) => {
    const parked = driving()
      .ignite(false)
      .stand(10 * HOUR, minutes * MINUTE);
    expect(told(parked)).toEqual([]);
    expect(silentFor(parked, 3 * minutes * MINUTE)).toEqual([]);
    expect(silentFor(parked, 3 * minutes * MINUTE + 1)).toHaveLength(1);
  },
);

test("a parked tracker heard now after 30, now after 60 minutes is not lost in between", () => {
  const parked = driving().ignite(false);
  for (let turn = 0; turn < 20; turn++)
    parked.stand(30 * MINUTE, 30 * MINUTE).stand(61 * MINUTE, 61 * MINUTE);
  expect(told(parked)).toEqual([]);
  expect(silentFor(parked, 90 * MINUTE)).toEqual([]);
});

test("a parked tracker that is heard every minute at first and then every hour is missed no more after two", () => {
  const parked = driving().ignite(false);
  parked.stand(HOUR, MINUTE).stand(20 * HOUR, HOUR + 5);
  expect(told(parked)).toHaveLength(2);
  expect(silentFor(parked, 3 * HOUR)).toEqual([]);
});

test("a dongle that loses power with the engine is parked, not lost, from its second time on", () => {
  const plugged = aJourney(NOON);
  for (let trip = 0; trip < 6; trip++) {
    plugged
      .ignite(true)
      .drive(15 * MINUTE, 40)
      .stand(10)
      .silence(5 * HOUR);
  }
  expect(told(plugged)).toHaveLength(1);
});

test("a tracker that stops telling when it parks is trusted to be parked after two times", () => {
  const changed = driving().ignite(false);
  for (let trip = 0; trip < 6; trip++) {
    changed
      .ignite(true)
      .drive(15 * MINUTE, 40)
      .stand(10)
      .silence(5 * HOUR);
  }
  expect(told(changed)).toHaveLength(2);
});

const loud = { attributes: { "21": 5 } };
const jammed = () =>
  driving()
    .drive(30, 80, 5)
    .say({ speedKmh: 80, ...loud });

test("a strong signal that falls silent at speed is suspected to be jammed", () => {
  const suspect = jammed();
  expect(silentFor(suspect, 6 * MINUTE)).toMatchObject([
    { type: "offline", certainty: "confirmed" },
    { type: "gsm_jamming", certainty: "suspected", evidence: { signalBars: 5, speedKmh: 80 } },
  ]);
});

test.each([
  ["a weak signal", driving().say({ speedKmh: 80, attributes: { "21": 2 } })],
  ["a car that stands", driving().stand(30).say(loud)],
  ["a tracker without power", jammed().say({ speedKmh: 80, externalV: 0, ...loud })],
  ["a signal nobody tells of", driving()],
])("%s is no jamming", (_case, journey) => {
  const types = silentFor(journey, 20 * MINUTE).map(({ type }) => type);
  expect(types).toContain("offline");
  expect(types).not.toContain("gsm_jamming");
});

test("the backlog of a tracker takes the suspicion back", () => {
  const suspect = jammed();
  const back = suspect.drive(20 * MINUTE, 80).drive(5 * MINUTE, 50);
  expect(tell(back.observations).detections).toEqual([]);
});

test("where the network was lost on two days before, losing it again is no jamming", () => {
  const throughTheHole = () =>
    driving()
      .say({ speedKmh: 80, ...loud })
      .silence(8 * MINUTE, 10_000)
      .drive(MINUTE, 60)
      .ignite(false);
  const first = throughTheHole();
  expect(told(first, "gsm_jamming")).toHaveLength(1);
  const days = [0, 1, 2, 3].flatMap((day) =>
    throughTheHole().observations.map((each) =>
      Object.assign({}, each, { tsMs: each.tsMs + day * 24 * HOUR * 1_000 }),
    ),
  );
  const all = tell(days).detections;
  expect(all.filter(({ type }) => type === "gsm_jamming")).toHaveLength(2);
  expect(all.filter(({ type }) => type === "offline")).toHaveLength(4);
});

test("a phone on board does not make a stranger of the car's tracker", () => {
  const both = driving();
  for (let turn = 0; turn < 20; turn++)
    both.drive(20, 50).say({ deviceId: "phone", ignition: undefined, speedKmh: 50 });
  both.drive(5, 50);
  expect(silentFor(both, 5 * MINUTE + 1)).toMatchObject([{ type: "offline" }]);
});
