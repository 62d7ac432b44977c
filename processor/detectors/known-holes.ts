import { z } from "zod";

/**
 * Places where a car was lost from sight before and soon came back: tunnels, garages, valleys. Of
 * each its cell, on how many occasions that was, and when the last of them was, event time, ms.
 */
export const KnownHoles = z.object({
  met: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])).default([]),
});
export type KnownHoles = z.infer<typeof KnownHoles>;

/** Edge of a cell, degrees: about 550 m north–south, 300 m east–west in northern Europe. */
const CELL_DEGREES = 0.005;
/** The one that was met longest ago of more than this many is forgotten. */
const MOST_CELLS = 8;
/**
 * Once may as well have been a jammer, at the car's own yard too: a place is known from so many
 * occasions on, which lie at least so far apart, ms. An attack is over by then, a tunnel is not.
 */
const KNOWN_FROM = 2;
const OCCASIONS_APART_MS = 12 * 3_600_000;
/** A place that was not met for so long is known no more, ms: 90 days, a season of one way to work. */
const FORGOTTEN_AFTER_MS = 90 * 24 * 3_600_000;

export const noHoles = (): KnownHoles => ({ met: [] });

const cellOf = (degrees: number): number => Math.floor(degrees / CELL_DEGREES);

type Cell = KnownHoles["met"][number];

/** The cell that holds a place or lies next to the one that does. */
const cellAt = ({ met }: KnownHoles, lat: number, lon: number): Cell | undefined => {
  const [row, column] = [cellOf(lat), cellOf(lon)];
  return met.find(
    ([atRow, atColumn]) => Math.abs(atRow - row) <= 1 && Math.abs(atColumn - column) <= 1,
  );
};

/** Whether a place lies at a hole that was met more than once, and not too long ago. */
export const isKnownHole = (holes: KnownHoles, lat: number, lon: number, atMs: number): boolean => {
  const [, , times = 0, lastMs = 0] = cellAt(holes, lat, lon) ?? [];
  return times >= KNOWN_FROM && atMs - lastMs <= FORGOTTEN_AFTER_MS;
};

/** Notes, in place, that a car was lost at a place and soon came back. */
export const rememberHole = (holes: KnownHoles, lat: number, lon: number, atMs: number): void => {
  const known = cellAt(holes, lat, lon);
  if (known && atMs - known[3] < OCCASIONS_APART_MS) return;
  const isFresh = known && atMs - known[3] <= FORGOTTEN_AFTER_MS;
  const times = isFresh ? Math.min(known[2] + 1, KNOWN_FROM) : 1;
  const others = holes.met.filter((each) => each !== known).slice(1 - MOST_CELLS);
  holes.met = [...others, [cellOf(lat), cellOf(lon), times, atMs]];
};
