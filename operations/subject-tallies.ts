import type { Behaviour } from "../db/analytics-behaviour.ts";
import { EMPTY_TALLY, plus, type UseTally } from "./use-tally.ts";

/** Gathers what was driven by nobody the viewer may know of. */
export const NOBODY = "none";

/** Tallies by car or driver. */
export type Tallies = {
  readonly ids: () => string[];
  readonly of: (id: string) => UseTally;
  readonly all: () => UseTally[];
  /** Adds sums to a subject's; it is listed from then on. */
  readonly add: (subjectId: string | null, sums?: Partial<UseTally>) => void;
  readonly addEvents: (behaviour: Behaviour) => void;
};

const conductOf = ({ type, events, severe, km }: Behaviour): Partial<UseTally> => {
  if (type === "harsh_braking") return { braking: { events, severe } };
  if (type === "harsh_acceleration") return { acceleration: { events, severe } };
  if (type === "harsh_cornering") return { cornering: { events, severe } };
  return { speedings: events, speedingKm: km };
};

/** Tallies of those who are known by name; whoever else drove is nobody. */
export const createTallies = (names: { readonly has: (id: string) => boolean }): Tallies => {
  const tallies = new Map<string, UseTally>();
  const of = (id: string): UseTally => tallies.get(id) ?? EMPTY_TALLY;
  const add = (subjectId: string | null, sums: Partial<UseTally> = {}): void => {
    const id = subjectId !== null && names.has(subjectId) ? subjectId : NOBODY;
    tallies.set(id, plus(of(id), sums));
  };
  return {
    of,
    add,
    ids: () => [...tallies.keys()],
    all: () => [...tallies.values()],
    addEvents: (behaviour) => add(behaviour.subjectId, conductOf(behaviour)),
  };
};
