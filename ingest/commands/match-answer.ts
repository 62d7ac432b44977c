import type { CommandName } from "../../contracts/command.ts";
import type { Sample } from "../../contracts/telemetry.ts";
import type { Answerable } from "../../db/device-commands.ts";

export type Outcome = "complete" | "fail";

const FAILURE = /error|unknown|invalid|fail|not supported/i;

// A Teltonika's answer does not say what it answers, and a late one must not be taken for another's.
const WORDS: Readonly<Record<CommandName, RegExp>> = {
  locate: /\blat:/i,
  immobilise: /\bDOUT1:\s*1\b/i,
  release: /\bDOUT1:\s*0\b/i,
  custom: /(?:)/,
};

/** What speaks of itself comes before `custom`, which anything may answer. */
const byDistinction = (a: Answerable, b: Answerable): number =>
  Number(a.name === "custom") - Number(b.name === "custom");

/**
 * Which command a Teltonika's words answer, and whether it did as told. Words of failure are taken
 * for an answer only where one command waits, for they name none.
 */
export const matchWords = (
  waiting: readonly Answerable[],
  text: string,
): { readonly id: string; readonly outcome: Outcome } | undefined => {
  if (FAILURE.test(text)) {
    const [only, another] = waiting;
    return only && !another ? { id: only.id, outcome: "fail" } : undefined;
  }
  const found = waiting.toSorted(byDistinction).find(({ name }) => WORDS[name].test(text));
  return found && { id: found.id, outcome: "complete" };
};

/** How much older than the request a location may be to answer it, ms: phones' clocks differ. */
const CLOCK_TOLERANCE_MS = 30_000;

/**
 * Whether an OwnTracks location answers a request of that time: it says so itself (`t`: `r`), or it is
 * no older; what was buffered before says nothing of now.
 */
export const answersLocate = ({ tsMs, attributes }: Sample, sentAtMs: number): boolean =>
  attributes?.["t"] === "r" || tsMs >= sentAtMs - CLOCK_TOLERANCE_MS;
