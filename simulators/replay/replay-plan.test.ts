import { expect, test } from "vitest";
import { readConfig } from "../config.ts";
import type { RecordedMessage } from "./recorded-message.ts";
import { readReplayOptions } from "./replay-options.ts";
import { plan } from "./replay-plan.ts";

const config = readConfig({});
const END = "2026-03-01T12:00:00Z";
const END_MS = Date.parse(END);
/** When the first replay begins, and the second. */
const [NOW_MS, LATER_MS] = [END_MS + 86_400_000, END_MS + 86_500_000];

const at = (car: string, tsMs: number): RecordedMessage => ({
  car,
  kind: "native",
  tsMs,
  sentAtMs: tsMs,
  payload: { ts: tsMs },
});
/** Two cars that were recorded in different years. */
const RECORDED = [
  at("a", Date.UTC(2020, 0, 1)),
  at("a", Date.UTC(2020, 0, 1, 0, 1)),
  at("b", Date.UTC(2022, 0, 1)),
  at("b", Date.UTC(2022, 0, 1, 0, 2)),
];

const planned = (nowMs: number, ...args: string[]) =>
  plan(readReplayOptions(["drive.gpx", "--provision", ...args], config), RECORDED, nowMs);
const payloadsOf = (messages: readonly RecordedMessage[]) => messages.map(({ payload }) => payload);

test("without an end the recording ends when the replay does, so each replay has its own times", () => {
  expect(planned(NOW_MS, "--speed", "2").at(-1)?.tsMs).toBe(NOW_MS + 60_000);
  expect(payloadsOf(planned(NOW_MS))).not.toEqual(payloadsOf(planned(LATER_MS)));
});

test.each([["1"], ["10"], ["0"]])(
  "with --end each car ends there whenever it is replayed, at speed %s",
  (speed) => {
    const first = planned(NOW_MS, "--end", END, "--speed", speed);
    expect(first.map(({ car, tsMs }) => [car, tsMs - END_MS])).toEqual([
      ["b", -120_000],
      ["a", -60_000],
      ["a", 0],
      ["b", 0],
    ]);
    expect(planned(LATER_MS, "--end", END, "--speed", speed)).toEqual(first);
  },
);

test("--end is of the part that is chosen, with an offset as it is written", () => {
  const part = ["--to", "2022-01-01T00:01:00Z", "--end", "2026-03-01T14:00:00+02:00"];
  expect(planned(NOW_MS, ...part).map(({ tsMs }) => tsMs - END_MS)).toEqual([-60_000, 0, 0]);
});

test("--end and --keep-time contradict each other, and no time is no end", () => {
  expect(() => planned(NOW_MS, "--end", END, "--keep-time")).toThrow("--end: moves the recorded");
  expect(() => planned(NOW_MS, "--end", "yesterday")).toThrow("--end");
});
