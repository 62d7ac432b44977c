import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { Logger } from "pino";
import type { Sample } from "../../contracts/telemetry.ts";
import { answerCommand, loadAnswerable } from "../../db/device-commands.ts";
import type { CommandAnswer } from "../decoders/decoded.ts";
import { answersLocate, matchWords } from "./match-answer.ts";

/** Time between two attempts to store an answer, ms, and how many there are. */
const RETRY_MS = 1_000;
const MAX_ATTEMPTS = 60;
/** Longest result that is kept, characters of JSON. */
const MAX_RESULT_CHARS = 8_192;

const MOVES = { received: "receive", done: "complete", failed: "fail" } as const;

const kept = (result: unknown): unknown => {
  const json = JSON.stringify(result);
  return json.length <= MAX_RESULT_CHARS ? result : { excerpt: json.slice(0, MAX_RESULT_CHARS) };
};

/** Brings what devices answer to the commands it answers. */
export type Answers = {
  /**
   * Stores an answer. `stored` runs once that is durable, and is told whether the device was ever
   * given such a command; it never runs when it could not be stored, so that the device sends again.
   */
  readonly take: (
    deviceId: string,
    answer: CommandAnswer,
    stored: (isKnown: boolean) => void,
  ) => void;
  /** Of a device that answers by a location: from now on, one is waited for. */
  readonly awaitLocation: (deviceId: string, commandId: string, sentAtMs: number) => void;
  /** A location came in; it may be the one that is waited for. */
  readonly located: (deviceId: string, samples: readonly Sample[]) => void;
  readonly stop: () => void;
};

type Ports = {
  readonly pool: pg.Pool;
  readonly log: Logger;
  /** Called after something has changed. */
  readonly changed: () => void;
};

/** Stores what a device said; false when it was never given such a command. */
const storeAnswer = async (
  pool: pg.Pool,
  deviceId: string,
  answer: CommandAnswer,
): Promise<boolean> => {
  if (answer.kind === "named") {
    const { id, status, result } = answer;
    return answerCommand(pool, deviceId, id, MOVES[status], kept(result));
  }
  const matched = matchWords(await loadAnswerable(pool, deviceId), answer.text);
  // Words that answer nothing are no fault: a tracker also answers what it was told by SMS.
  if (!matched) return true;
  return answerCommand(pool, deviceId, matched.id, matched.outcome, kept(answer.text));
};

/** Waits for no answer yet. */
export const createAnswers = ({ pool, log, changed }: Ports): Answers => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const awaited = new Map<string, { readonly commandId: string; readonly sentAtMs: number }>();

  const take: Answers["take"] = async (deviceId, answer, stored) => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS && !signal.aborted; attempt++) {
      try {
        const isKnown = await storeAnswer(pool, deviceId, answer);
        changed();
        return stored(isKnown);
      } catch (err) {
        log.error({ err, deviceId }, "an answer was not stored; tried again");
        await wait(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  };

  return {
    take,
    awaitLocation: (deviceId, commandId, sentAtMs) =>
      void awaited.set(deviceId, { commandId, sentAtMs }),
    located: (deviceId, samples) => {
      const wanted = awaited.get(deviceId);
      const found = wanted && samples.find((sample) => answersLocate(sample, wanted.sentAtMs));
      if (!wanted || !found) return;
      awaited.delete(deviceId);
      const result = { at: new Date(found.tsMs).toISOString() };
      const answer = { kind: "named", id: wanted.commandId, status: "done", result } as const;
      take(deviceId, answer, () => undefined);
    },
    stop: () => stopping.abort(),
  };
};
