import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { PARTITION_COUNT } from "../contracts/subjects.ts";
import { createBatcher, type DurablePublish } from "./batcher.ts";
import { eventually } from "./eventually.ts";

const Body = z.object({
  v: z.literal(1),
  batchId: z.uuid(),
  receivedAtMs: z.literal(5),
  observations: z.array(z.string()),
  rejects: z.array(z.string()),
});
type Sent = { subject: string; body: z.infer<typeof Body>; chars: number; done: () => void };

/** A stream whose acks the test gives. */
const heldStream = () => {
  const sent: Sent[] = [];
  const publish: DurablePublish = (subject, text) =>
    new Promise((done) => {
      sent.push({ subject, body: Body.parse(JSON.parse(text)), chars: text.length, done });
    });
  return { sent, publish };
};
const NEVER = (): void => {
  throw new Error("told that it is stored");
};
const now = () => 5;

test("what arrives together leaves as one message a partition, in order", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish, now);
  for (const name of ["a", "b", "c"]) batcher.addObservation(3, JSON.stringify(name), NEVER);
  batcher.addReject(3, '"bad"', NEVER);
  batcher.addObservation(4, '"other"', NEVER);
  await eventually("both messages", () => sent.length === 2);
  expect(sent).toMatchObject([
    { subject: "telemetry.3", body: { observations: ["a", "b", "c"], rejects: ["bad"] } },
    { subject: "telemetry.4", body: { observations: ["other"], rejects: [] } },
  ]);
});

test("nobody is told before the ack, and then each once", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish, now);
  const told: string[] = [];
  batcher.addObservation(0, '"a"', () => told.push("a"));
  batcher.addReject(0, '"b"', () => told.push("b"));
  await eventually("the message", () => sent.length === 1);
  expect(told).toEqual([]);
  expect(batcher.pending()).toBe(2);

  sent[0]?.done();
  await batcher.drain();
  expect(told).toEqual(["a", "b"]);
  expect([batcher.pending(), batcher.pendingChars()]).toEqual([0, 0]);
});

test("a partition has one message in flight; what comes meanwhile makes the next one larger", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish, now);
  batcher.addObservation(0, '"first"', () => {});
  await eventually("the first message", () => sent.length === 1);
  for (let index = 0; index < 100; index++) batcher.addObservation(0, `"${index}"`, () => {});
  batcher.addObservation(1, '"elsewhere"', () => {});
  await eventually("the other partition's message", () => sent.length === 2);
  expect(sent[1]?.subject).toBe("telemetry.1");

  sent[0]?.done();
  await eventually("the gathered message", () => sent.length === 3);
  expect(sent[2]?.body.observations).toHaveLength(100);
});

test("a message stays far below NATS' limit of 1 MB", async () => {
  const { sent, publish } = heldStream();
  const batcher = createBatcher(publish, now);
  const large = JSON.stringify("x".repeat(60_000));
  for (let index = 0; index < 40; index++) batcher.addObservation(0, large, () => {});
  const drained = batcher.drain();
  const count = () => sent.reduce((sum, { body }) => sum + body.observations.length, 0);
  for (let index = 0; count() < 40; index++) {
    (await eventually("the next message", () => sent[index])).done();
  }
  for (const { done } of sent) done();
  await drained;
  for (const { chars } of sent) expect(chars).toBeLessThan(300 * 1024);
});

test("draining an idle batcher is done at once", async () => {
  const { sent, publish } = heldStream();
  await createBatcher(publish, now).drain();
  expect(sent).toEqual([]);
});

test("whatever arrives when, each partition's order is kept and each waiter told once", async () => {
  const arrivals = fc.array(
    fc.record({
      partition: fc.integer({ min: 0, max: PARTITION_COUNT - 1 }),
      chars: fc.integer({ min: 1, max: 100_000 }),
      pause: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(arrivals, async (all) => {
      const stored = new Map<string, number[]>();
      const batcher = createBatcher(async (subject, text) => {
        await new Promise(setImmediate);
        const { observations } = Body.parse(JSON.parse(text));
        const before = stored.get(subject) ?? [];
        stored.set(subject, [...before, ...observations.map((each) => Number.parseInt(each))]);
      }, now);
      const told = all.map(() => 0);
      for (const [index, { partition, chars, pause }] of all.entries()) {
        const record = JSON.stringify(`${index} ${"x".repeat(chars)}`);
        batcher.addObservation(partition, record, () => told[index]!++);
        if (pause) await new Promise(setImmediate);
      }
      await batcher.drain();
      expect(told).toEqual(all.map(() => 1));
      for (const numbers of stored.values()) {
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }
      expect([...stored.values()].flat()).toHaveLength(all.length);
    }),
    { numRuns: 30 },
  );
});
