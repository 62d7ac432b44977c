import fc from "fast-check";
import { expect, test } from "vitest";
import { PARTITION_COUNT, TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import { originOf, type Origin } from "../db/location-row.ts";
import { readSection, splitFrame } from "../db/telemetry-frame.ts";
import { createBatcher, type DurablePublish } from "./batcher.ts";
import { eventually } from "./eventually.ts";

/** What a frame holds of one partition: event times stand for the observations. */
type Part = { partition: number; times: number[]; rejects: string[] };
type Sent = { subject: string; parts: Part[]; bytes: number; done: () => void };

const readFrame = (frame: Uint8Array): Part[] =>
  splitFrame(frame).map(({ partition, section }) => {
    const { observations, rejects } = readSection(section);
    return {
      partition,
      times: observations.map(({ tsMs }) => tsMs),
      rejects: rejects.map(({ field }) => field),
    };
  });

/** A stream whose acks the test gives. */
const heldStream = () => {
  const sent: Sent[] = [];
  const publish: DurablePublish = (subject, frame) =>
    new Promise((done) => {
      sent.push({ subject, parts: readFrame(frame), bytes: frame.length, done });
    });
  return { sent, publish };
};
const NEVER = (): void => {
  throw new Error("told that it is stored");
};
const NOW_MS = 5;

/** What follows from an ack at once has happened, and no timer has run. */
const noTimeLater = () => new Promise<void>((resolve) => process.nextTick(resolve));

/** A car of each partition. */
const originIn = (partition: number): Origin => {
  for (let number = 0; ; number++) {
    const origin = originOf(
      "car",
      `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`,
    );
    if (origin.partition === partition) return origin;
  }
};
const ORIGINS = Array.from({ length: PARTITION_COUNT }, (_, partition) => originIn(partition));
const [first, second] = [ORIGINS[3]!, ORIGINS[4]!];

const aReject = (field: string): string =>
  JSON.stringify({
    id: "id",
    transport: "mqtt",
    format: "native",
    deviceId: "car",
    address: "topic",
    field,
    reason: `${field}: bad`,
    excerpt: "",
    payloadBytes: 0,
    receivedAtMs: NOW_MS,
  });

test("what arrives together leaves as one message with a section a partition, in order", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish);
  for (const tsMs of [1, 2, 3]) batcher.addObservation(first, { tsMs }, NOW_MS, NEVER);
  batcher.addReject(3, aReject("lat"), NEVER);
  batcher.addObservation(second, { tsMs: 4 }, NOW_MS, NEVER);
  await eventually("the message", () => sent.length === 1);
  expect(sent[0]).toMatchObject({
    subject: TELEMETRY_SUBJECT,
    parts: [
      { partition: 3, times: [1, 2, 3], rejects: ["lat"] },
      { partition: 4, times: [4], rejects: [] },
    ],
  });
});

test("nobody is told before the ack, and then each once", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish);
  const told: string[] = [];
  batcher.addObservation(first, { tsMs: 1 }, NOW_MS, () => told.push("a"));
  batcher.addReject(0, aReject("lat"), () => told.push("b"));
  await eventually("the message", () => sent.length === 1);
  expect(told).toEqual([]);
  expect(batcher.pending()).toBe(2);

  sent[0]?.done();
  await batcher.drain();
  expect(told).toEqual(["a", "b"]);
  expect([batcher.pending(), batcher.pendingBytes()]).toEqual([0, 0]);
});

test("one message is in flight; what comes meanwhile makes the next one larger", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish);
  batcher.addObservation(first, { tsMs: 1 }, NOW_MS, () => {});
  await eventually("the first message", () => sent.length === 1);
  for (let tsMs = 0; tsMs < 100; tsMs++) batcher.addObservation(second, { tsMs }, NOW_MS, () => {});

  sent[0]?.done();
  await eventually("the gathered message", () => sent.length === 2);
  expect(sent[1]?.parts[0]?.times).toHaveLength(100);
});

test("behind another message the window opens at its ack: what comes in it leaves with what came before", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish);
  batcher.addObservation(first, { tsMs: 1 }, NOW_MS, () => {});
  await eventually("the first message", () => sent.length === 1);
  batcher.addObservation(second, { tsMs: 2 }, NOW_MS, () => {});

  sent[0]?.done();
  await noTimeLater();
  expect(sent).toHaveLength(1);
  batcher.addObservation(second, { tsMs: 3 }, NOW_MS, () => {});
  await eventually("the next message", () => sent.length === 2);
  expect(sent[1]?.parts).toMatchObject([{ partition: 4, times: [2, 3] }]);
});

test("what is full leaves at the ack before it, without a window", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish);
  const attributes = { text: "x".repeat(60_000) };
  for (let tsMs = 0; tsMs < 20; tsMs++) {
    batcher.addObservation(first, { tsMs, attributes }, NOW_MS, () => {});
  }
  await noTimeLater();
  expect(sent).toEqual([]); // the first one waits for its window, full or not
  await eventually("the first message", () => sent.length === 1);
  sent[0]?.done();
  await noTimeLater();
  expect(sent).toHaveLength(2);
});

test("a message stays far below NATS' limit of 1 MB", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish);
  const attributes = { text: "x".repeat(60_000) };
  for (let tsMs = 0; tsMs < 40; tsMs++) {
    batcher.addObservation(first, { tsMs, attributes }, NOW_MS, () => {});
  }
  const drained = batcher.drain();
  const count = () => sent.reduce((sum, { parts }) => sum + (parts[0]?.times.length ?? 0), 0);
  for (let index = 0; count() < 40; index++) {
    (await eventually("the next message", () => sent[index])).done();
  }
  for (const { done } of sent) done();
  await drained;
  for (const { bytes } of sent) expect(bytes).toBeLessThan(500 * 1024);
});

test("nor does it grow beyond that by whose the observations are", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish);
  for (let device = 0; device < 8_000; device++) {
    const deviceId = String(device).padStart(64, "x");
    const origin = originOf(deviceId, "00000000-0000-4000-8000-00000000000a");
    batcher.addObservation(origin, { tsMs: 1 }, NOW_MS, () => {});
  }
  const drained = batcher.drain();
  for (let index = 0; batcher.pending() > 0; index++) {
    (await eventually("the next message", () => sent[index])).done();
    await new Promise(setImmediate);
  }
  await drained;
  for (const { bytes } of sent) expect(bytes).toBeLessThan(500 * 1024);
});

test("draining an idle batcher is done at once", async () => {
  const { sent, publish } = heldStream();
  await createBatcher(publish).drain();
  expect(sent).toEqual([]);
});

test("whatever arrives when, each partition's order is kept and each waiter told once", async () => {
  const arrivals = fc.array(
    fc.record({
      partition: fc.integer({ min: 0, max: PARTITION_COUNT - 1 }),
      chars: fc.integer({ min: 1, max: 50_000 }),
      pause: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(arrivals, async (all) => {
      const stored = new Map<number, number[]>();
      const batcher = createBatcher(async (_subject, frame) => {
        await new Promise(setImmediate);
        for (const { partition, times } of readFrame(frame)) {
          stored.set(partition, [...(stored.get(partition) ?? []), ...times]);
        }
      });
      const told = all.map(() => 0);
      for (const [index, { partition, chars, pause }] of all.entries()) {
        const attributes = { text: "x".repeat(chars) };
        batcher.addObservation(
          ORIGINS[partition]!,
          { tsMs: index, attributes },
          NOW_MS,
          () => told[index]!++,
        );
        if (pause) await new Promise(setImmediate);
      }
      await batcher.drain();
      expect(told).toEqual(all.map(() => 1));
      for (const times of stored.values()) {
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }
      expect([...stored.values()].flat()).toHaveLength(all.length);
    }),
    { numRuns: 30 },
  );
});
