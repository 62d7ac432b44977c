import fc from "fast-check";
import { expect, test } from "vitest";
import {
  moveCommand,
  retryPauseMs,
  takesCommand,
  type CommandMove,
  type CommandStanding,
} from "./command-life.ts";
import { CommandName } from "./command.ts";

const MOVES: readonly CommandMove[] = [
  ...(["confirm", "cancel", "send", "refuse"] as const),
  ...(["receive", "complete", "fail", "expire"] as const),
];

const aCommand = (overrides: Partial<CommandStanding> = {}): CommandStanding => ({
  name: "locate",
  state: "queued",
  attempts: 0,
  expiresAtMs: 100_000,
  sendAfterMs: 0,
  ...overrides,
});

/** The command after a move that is allowed, as the queue stores it. */
const moved = (command: CommandStanding, move: CommandMove, nowMs: number): CommandStanding => {
  const state = moveCommand(command, move, nowMs);
  if (state === undefined) return command;
  if (move !== "send") return { ...command, state };
  const attempts = command.attempts + 1;
  return { ...command, state, attempts, sendAfterMs: nowMs + retryPauseMs(attempts) };
};

const anyStory = fc.record({
  name: fc.constantFrom(...CommandName.options),
  state: fc.constantFrom("unconfirmed", "queued"),
  steps: fc.array(fc.tuple(fc.constantFrom(...MOVES), fc.nat(30_000)), { maxLength: 40 }),
});

type Story = typeof anyStory extends fc.Arbitrary<infer Value> ? Value : never;

/** The command as it stood whenever it was sent, with the time. */
const sendsOf = ({ name, state, steps }: Story) => {
  const sends: { readonly before: CommandStanding; readonly nowMs: number }[] = [];
  let command = aCommand({ name, state });
  let nowMs = 0;
  for (const [move, laterMs] of steps) {
    nowMs += laterMs;
    const next = moved(command, move, nowMs);
    if (next.attempts > command.attempts) sends.push({ before: command, nowMs });
    command = next;
  }
  return sends;
};

test("whatever happens, nothing is sent after its expiry or before its time", () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      for (const { before, nowMs } of sendsOf(story)) {
        expect(nowMs).toBeLessThan(before.expiresAtMs);
        expect(nowMs).toBeGreaterThanOrEqual(before.sendAfterMs);
      }
    }),
  );
});

test("whatever happens, only what waits or is unanswered is sent", () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      for (const { before } of sendsOf(story))
        expect(["queued", "sent", "delivered"]).toContain(before.state);
    }),
  );
});

test("whatever happens, an immobilisation is sent once at most", () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      expect(sendsOf({ ...story, name: "immobilise" }).length).toBeLessThanOrEqual(1);
    }),
  );
});

test("a command that was sent is sent again, with longer and longer pauses, until it is answered", () => {
  const first = moved(aCommand(), "send", 0);
  expect(first).toMatchObject({ state: "sent", attempts: 1, sendAfterMs: 5_000 });
  expect(moveCommand(first, "send", 4_999)).toBeUndefined();
  const second = moved(first, "send", 5_000);
  expect(second).toMatchObject({ attempts: 2, sendAfterMs: 15_000 });
  const received = moved(second, "receive", 6_000);
  expect(moved(received, "send", 15_000)).toMatchObject({ state: "delivered", attempts: 3 });
  const done = moved(received, "complete", 7_000);
  expect(done.state).toBe("done");
  expect(moveCommand(done, "send", 20_000)).toBeUndefined();
});

test("an answer counts although it comes after the expiry, but not before anything was sent", () => {
  const sent = moved(aCommand(), "send", 0);
  const expired = moved(sent, "expire", 100_000);
  expect(expired.state).toBe("expired");
  expect(moveCommand(expired, "complete", 130_000)).toBe("done");
  expect(moveCommand(aCommand({ state: "expired" }), "complete", 130_000)).toBeUndefined();
  expect(moveCommand(aCommand(), "complete", 10)).toBeUndefined();
});

test("an immobilisation that was sent can no longer be called back, a locate can", () => {
  const wait = aCommand({ name: "immobilise", state: "unconfirmed" });
  expect(moveCommand(wait, "cancel", 0)).toBe("cancelled");
  expect(moveCommand(wait, "send", 0)).toBeUndefined();
  const sent = moved(moved(wait, "confirm", 0), "send", 1);
  expect(sent.state).toBe("sent");
  expect(moveCommand(sent, "cancel", 2)).toBeUndefined();
  expect(moveCommand(moved(aCommand(), "send", 0), "cancel", 1)).toBe("cancelled");
});

test("only kinds that can do it are told", () => {
  expect(takesCommand("owntracks", "locate")).toBe(true);
  expect(takesCommand("owntracks", "immobilise")).toBe(false);
  expect(takesCommand("native", "custom")).toBe(false);
  expect(takesCommand("osmand", "locate")).toBe(false);
});
