import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import {
  hasClock,
  isRecordingName,
  readRecording,
  shifted,
  type RecordedMessage,
} from "./recordings.ts";
import { carsOf } from "./replay/recorded-message.ts";
import { schedule } from "./replay/schedule.ts";

const folder = readConfig(process.env).RECORDINGS_DIR;
const isPresent = existsSync(folder);
if (!isPresent)
  console.warn(`no recordings in ${folder} (RECORDINGS_DIR): their tests are skipped`);

const count = (messages: readonly RecordedMessage[], key: string, value: unknown): number =>
  messages.filter(({ payload }) => payload[key] === value).length;
const reported = ({ payload }: RecordedMessage) =>
  (payload as { state: { reported: Record<string, unknown> } }).state.reported;

test("an absent folder is an error that names the setting", async () => {
  await expect(readRecording("envirocar", { folder: "/nowhere" })).rejects.toThrow(
    "RECORDINGS_DIR",
  );
  expect(isRecordingName("toString")).toBe(false);
});

describe.skipIf(!isPresent)("the recordings in RECORDINGS_DIR", () => {
  test("enviroCar: one car, seven trips, the key off at each one's last point", async () => {
    const known = await readRecording("envirocar", { folder, ignition: "known" });
    expect(known).toHaveLength(974);
    expect(carsOf(known)).toHaveLength(1);
    expect(count(known, "ignition", false)).toBe(7);
    expect(count(known, "ignition", true)).toBe(967);
    const none = await readRecording("envirocar", { folder, ignition: "none" });
    expect(JSON.stringify(none)).not.toContain("ignition");
    const headings = known.map(({ payload }) => Number(payload["headingDeg"] ?? 0));
    expect(headings.every((heading) => heading >= 0 && heading < 360)).toBe(true);
  });

  test("carOBD: 39 sessions, no position, every row at a time of its own", async () => {
    const messages = await readRecording("carobd", { folder });
    expect(messages).toHaveLength(24_698);
    expect(new Set(messages.map(({ payload }) => payload["session"])).size).toBe(39);
    expect(messages.some(({ payload }) => "lat" in payload)).toBe(false);
    const times = messages.map(({ tsMs }) => tsMs);
    expect(new Set(times).size).toBe(times.length);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  test("FMC003: codec JSON as it was on the wire, unset clocks and missing fixes included", async () => {
    const messages = await readRecording("fmc003", { folder });
    expect(messages).toHaveLength(762);
    expect(messages.filter((message) => !hasClock(message))).toHaveLength(12);
    expect(messages.filter((message) => reported(message)["latlng"] === "0,0")).toHaveLength(446);
    expect(reported(messages[0]!)).toMatchObject({
      239: 0,
      16: 10_876,
      66: 11_921,
      636: 94_054_758,
    });
    const unplugged = messages.filter((message) => reported(message)[66] === 0);
    expect(unplugged).toHaveLength(577); // rows 12 to 588
  });

  test("an unset clock stays in 2004 when everything else moves to the present", async () => {
    const nowMs = Date.UTC(2026, 10, 21);
    const messages = await readRecording("fmc003", { folder });
    const moved = schedule(messages, { repeat: 1, endMs: nowMs });
    expect(moved.filter(({ tsMs }) => new Date(tsMs).getUTCFullYear() < 2005)).toHaveLength(12);
    expect(moved.at(-1)?.tsMs).toBe(nowMs);
    expect(reported(moved.at(-1)!)["ts"]).toBe(nowMs);
    expect(reported(moved[0]!)["ts"]).toBe(1_072_915_236_000);
  });

  test("e-mission: ten phones in order of arrival, each ending now", async () => {
    const messages = await readRecording("emission", { folder });
    expect(messages).toHaveLength(4_431);
    expect(carsOf(messages)).toHaveLength(10);
    expect(messages.filter((message) => !hasClock(message)).length).toBeGreaterThan(0);
    const nowMs = Date.UTC(2026, 10, 21);
    const moved = schedule(messages, { repeat: 1, endMs: nowMs });
    for (const car of carsOf(messages)) {
      expect(
        Math.max(...moved.filter((each) => each.car === car).map((each) => each.sentAtMs)),
      ).toBe(nowMs);
    }
    const ofOne = (all: readonly RecordedMessage[]) =>
      all.filter(({ car }) => car === "gabe_2016-06-15").map(({ payload }) => payload["lat"]);
    expect(ofOne(moved)).toEqual(ofOne(messages));
  });

  test("shuffling by seed and repeating keep every message, no more and no less", async () => {
    const messages = await readRecording("envirocar", { folder });
    const shuffledTwice = schedule(messages, { repeat: 2, shuffleSeed: 7 });
    expect(shuffledTwice).not.toEqual(schedule(messages, { repeat: 2 }));
    expect(shuffledTwice).toEqual(schedule(messages, { repeat: 2, shuffleSeed: 7 }));
    const sorted = (all: readonly RecordedMessage[]) =>
      all.map((each) => JSON.stringify(each)).toSorted();
    expect(sorted(shuffledTwice)).toEqual(sorted([...messages, ...messages]));
  });

  test("shifting there and back changes nothing", async () => {
    for (const name of ["envirocar", "fmc003", "emission"] as const) {
      const messages = await readRecording(name, { folder });
      expect(messages.map((each) => shifted(shifted(each, 86_400_000), -86_400_000))).toEqual(
        messages,
      );
    }
  });
});
