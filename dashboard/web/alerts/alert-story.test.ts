import { beforeAll, expect, test } from "vitest";
import { anAlert } from "../../../contracts/testing-live.ts";
import { alertStory } from "./alert-story.ts";
import { storyText } from "./story-text.ts";

beforeAll(() => storyText.load());

const NOON = "2026-03-01T12:00:00.000Z";
const story = (endedAt: string | null, evidence = {}): string =>
  alertStory(anAlert({ startedAt: NOON, endedAt, evidence }), (ms) =>
    new Date(ms).toISOString().slice(11, 16),
  );

test("an alert is told in a sentence: which car, what, and whether it lasts, lasted or was a moment", () => {
  const what = "\u2068ABC 123\u2069: fuel left the tank faster than an engine can burn it";
  expect(story(null)).toBe(`${what}, since 12:00, and it lasts.`);
  expect(story("2026-03-01T12:20:00.000Z")).toBe(`${what}, from 12:00 on, for 20 min.`);
  expect(story(NOON)).toBe(`${what}, at 12:00.`);
});

test("what happened while the gauge slept is told to lie between its last reading and the next", () => {
  expect(story("2026-03-01T22:05:00.000Z", { wasGaugeAsleep: true })).toBe(
    "\u2068ABC 123\u2069: fuel left the tank faster than an engine can burn it, at some time between 12:00 and 22:05.",
  );
});
