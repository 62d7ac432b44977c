import { z } from "zod";

/** Places where a car was lost from sight before and soon came back: tunnels, garages, valleys. */
export const KnownHoles = z.object({ cells: z.array(z.tuple([z.number(), z.number()])) });
export type KnownHoles = z.infer<typeof KnownHoles>;

/** Edge of a cell, degrees: about 550 m north–south, 300 m east–west in northern Europe. */
const CELL_DEGREES = 0.005;
/** The oldest of more than this many is forgotten. */
const MOST_CELLS = 8;

export const noHoles = (): KnownHoles => ({ cells: [] });

const cellOf = (degrees: number): number => Math.floor(degrees / CELL_DEGREES);

/** Whether a place lies in the cell of a known hole or next to it. */
export const isKnownHole = ({ cells }: KnownHoles, lat: number, lon: number): boolean => {
  const [row, column] = [cellOf(lat), cellOf(lon)];
  return cells.some(
    ([atRow, atColumn]) => Math.abs(atRow - row) <= 1 && Math.abs(atColumn - column) <= 1,
  );
};

/** Remembers a place, in place; one that is known already only once. */
export const rememberHole = (holes: KnownHoles, lat: number, lon: number): void => {
  if (isKnownHole(holes, lat, lon)) return;
  if (holes.cells.length === MOST_CELLS) holes.cells.shift();
  holes.cells.push([cellOf(lat), cellOf(lon)]);
};
