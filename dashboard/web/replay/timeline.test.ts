import { expect, test } from "vitest";
import { entryAt, nextMark, previousMark, storyOf } from "./story.ts";
import { replayChart } from "./replay-chart.ts";
import { aDetection, aDrive, aLocation, aRecording, aRoute, aStop, atS } from "./testing.ts";
import {
  keySteps,
  momentAtShare,
  quietSpans,
  shareOf,
  silentSpans,
  worthWatching,
} from "./timeline.ts";

const parked = Array.from({ length: 4 }, (_, at) =>
  aLocation(600 + at * 600, 9_000, { speed: 0, ignition: false }),
);
const recording = aRecording([...aDrive(0, 600), ...parked, ...aDrive(2_700, 3_000)], {
  routes: [aRoute(2_700, 3_000), aRoute(0, 600)],
  stops: [aStop(600, 2_700), aStop(300, 330, { id: "light", kind: "idling" })],
  detections: [aDetection(200)],
});
const story = storyOf(recording, atS(3_000));

test("the story is told from the earliest on, stops numbered, traffic lights left out", () => {
  expect(story.map(({ id }) => id)).toEqual(["route-0", "event-200", "stop-600", "route-2700"]);
  expect(story[2]).toMatchObject({ kind: "stop", number: 1 });
});

test("an event without a place happened where the car was", () => {
  const event = story[1];
  expect(event?.kind === "event" && event.place?.[1]).toBeCloseTo(57.7);
});

test("one skips from stop to event and back, and not to what has only just begun", () => {
  expect(nextMark(story, atS(0))?.id).toBe("event-200");
  expect(nextMark(story, atS(200))?.id).toBe("stop-600");
  expect(nextMark(story, atS(600))).toBeUndefined();
  expect(previousMark(story, atS(602), 5_000)?.id).toBe("event-200");
  expect(previousMark(story, atS(650), 5_000)?.id).toBe("stop-600");
  expect(previousMark(story, atS(100), 5_000)).toBeUndefined();
});

test("a moment belongs to the route or stop that lasts then", () => {
  expect(entryAt(story, atS(200))?.id).toBe("route-0");
  expect(entryAt(story, atS(600))?.id).toBe("stop-600");
  expect(entryAt(story, atS(9_000))).toBeUndefined();
});

test("what is worth watching begins shortly before the car moves and ends shortly after", () => {
  const early = aLocation(-7_200, 0, { speed: 0 });
  const late = aLocation(9_000, 13_500, { speed: 0 });
  const long = aRecording([early, ...aDrive(0, 600), late], { routes: [aRoute(0, 600)] });
  expect(worthWatching(long, storyOf(long, atS(9_000)))).toEqual({
    fromMs: atS(-60),
    toMs: atS(660),
  });
});

test("a car that only stood is watched as long as it was heard", () => {
  const stood = aRecording(parked, { stops: [aStop(0, null)] });
  const span = worthWatching(stood, storyOf(stood, atS(2_400)));
  expect(span).toEqual({ fromMs: atS(600), toMs: atS(2_400) });
});

test("moments and places on the axis are each other's inverse, and nothing is beside it", () => {
  const span = { fromMs: atS(0), toMs: atS(100) };
  expect(shareOf(atS(25), span)).toBe(0.25);
  expect(momentAtShare(0.25, span)).toBe(atS(25));
  expect([shareOf(atS(-5), span), shareOf(atS(500), span)]).toEqual([0, 1]);
  expect([momentAtShare(-1, span), momentAtShare(2, span)]).toEqual([atS(0), atS(100)]);
  expect(shareOf(atS(0), { fromMs: atS(0), toMs: atS(0) })).toBe(0);
});

test.each([
  [600, 1, 10],
  [3_600, 5, 50],
  [86_400, 120, 1_200],
])("over %d s an arrow key goes %d s and a page key %d s", (lengthS, step, page) => {
  expect(keySteps({ fromMs: atS(0), toMs: atS(lengthS) })).toEqual({
    step: step * 1_000,
    page: page * 1_000,
  });
});

test("stands and silences are quiet, as one where they meet", () => {
  expect(quietSpans(recording, story)).toEqual([{ fromMs: atS(600), toMs: atS(2_700) }]);
});

test("a silence that a stop explains is not shown as one", () => {
  expect(silentSpans(recording, story)).toEqual([]);
  const cut = aRecording([...aDrive(0, 100), ...aDrive(600, 700)]);
  expect(silentSpans(cut, [])).toEqual([{ fromMs: atS(100), toMs: atS(600) }]);
});

const WORDS = { speed: "Speed", fuel: "Fuel" };

const charted = (locations: Parameters<typeof aRecording>[0], lengthS: number) => {
  const recording = aRecording(locations);
  const silent = silentSpans(recording, []);
  return { recording, story: [], silent, span: { fromMs: atS(0), toMs: atS(lengthS) } };
};

test("the chart has the speed, with a hole where nobody heard, and no fuel that nobody told", () => {
  const cut = charted([...aDrive(0, 100), ...aDrive(600, 700)], 700);
  const { atMs, series } = replayChart(cut, WORDS);
  expect(series).toHaveLength(1);
  const hole = atMs.findIndex((ms) => ms > atS(100));
  expect([series[0]?.values[hole - 1], series[0]?.values[hole]]).toEqual([54, null]);
});

test("a parked car is charted as standing, and a message without a speed as nothing", () => {
  const silent = aLocation(55, 800, { speed: null });
  const told = aRecording([...aDrive(0, 50), silent, ...aDrive(60, 100), ...aDrive(900, 950)], {
    stops: [aStop(100, 890)],
  });
  const scene = { recording: told, story: storyOf(told, atS(950)), silent: [] };
  const { atMs, series } = replayChart(
    { ...scene, span: { fromMs: atS(0), toMs: atS(950) } },
    WORDS,
  );
  expect(series[0]?.values).not.toContain(null);
  expect(series[0]?.values[atMs.indexOf(atS(890))]).toBe(0);
});

test("a long chart keeps the peak of each short time, and the fuel has its own scale", () => {
  const seconds = Array.from({ length: 5_000 }, (_, at) => at);
  const long = seconds.map((at) =>
    aLocation(at, at, { speed: at === 2_345 ? 131 : 50, fuelPct: 40 }),
  );
  const { atMs, series } = replayChart(charted(long, 4_999), WORDS);
  expect(atMs.length).toBeLessThanOrEqual(1_201);
  expect(Math.max(...(series[0]?.values ?? []).map((value) => value ?? 0))).toBe(131);
  expect(series[1]).toMatchObject({ unit: "%", scale: "second" });
  expect(new Set(series[1]?.values)).toEqual(new Set([40]));
});
