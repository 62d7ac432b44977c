import { expect, test } from "vitest";
import { recordedObservations } from "../evaluation/recorded-observations.ts";
import { tell } from "../processor/detectors/testing.ts";
import { readRecording, type RecordingName } from "../simulators/recordings.ts";

const RECORDINGS_DIR = process.env["RECORDINGS_DIR"] ?? "../shared/data";
const HOUR_S = 3_600;

const detectionsOf = async (name: RecordingName) => {
  const messages = await readRecording(name, { folder: RECORDINGS_DIR, ignition: "known" });
  return { messages, detections: tell(recordedObservations(messages)).detections };
};

test("a tracker on a bench: one power cut, one silence of 63 hours, and nothing else worth an alert", async () => {
  const { messages, detections } = await detectionsOf("fmc003");
  const sure = detections.filter(({ certainty }) => certainty === "confirmed");
  expect(sure.map(({ type }) => type)).toEqual(["power_cut", "offline"]);
  const [cut, offline] = sure;
  // The rows before the twelfth have a clock of 2004 and never get here.
  expect(cut).toMatchObject({ startMs: messages[12]?.tsMs, endMs: messages[589]?.tsMs });
  expect(offline).toMatchObject({ startMs: messages[588]?.tsMs, endMs: messages[589]?.tsMs });
  expect(offline?.evidence["silentS"]).toBe(63 * HOUR_S + 1_040);
});

test("the bench's missing fixes are on record as device health", async () => {
  const { detections } = await detectionsOf("fmc003");
  const suspected = detections.filter(({ certainty }) => certainty === "suspected");
  expect(suspected).toMatchObject([{ type: "gnss_outage", endMs: expect.any(Number) as number }]);
});

test("a dongle that sleeps with the engine is never offline, and its battery never low", async () => {
  const { detections } = await detectionsOf("carobd");
  expect(detections.filter(({ type }) => type === "offline" || type === "low_battery")).toEqual([]);
});

test("a car that sends nothing while parked is offline only after more than a day", async () => {
  const { detections } = await detectionsOf("envirocar");
  expect(detections.map(({ type }) => type)).toEqual(["offline"]);
  expect(detections[0]?.evidence["silentS"]).toBeGreaterThan(25 * HOUR_S);
});
