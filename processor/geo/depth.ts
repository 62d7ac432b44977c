import type { Position } from "./distance.ts";
import { lonScale, M_PER_DEGREE, type Box } from "./shape.ts";

/** Deeper than this nobody asks for, m: twice the deepest that a rule may want of a car. */
const DEEP_ENOUGH_M = 2_000;
/** A cell that can add less than this part is not divided. */
const TOLERANCE_PART = 0.05;
/** Most places looked at: enough for a strip a thousand times as long as it is wide. */
const MOST_PLACES = 8_192;

type Cell = { readonly at: Position; readonly halfM: number; readonly depthM: number };

/** Squares over bounds, each as wide as the bounds are narrow. */
const cellsOver = (box: Box, cellAt: (at: Position, halfM: number) => Cell): Cell[] => {
  const scale = lonScale((box.south + box.north) / 2);
  const widthM = (box.east - box.west) * scale;
  const heightM = (box.north - box.south) * M_PER_DEGREE;
  const sideM = Math.max(Math.min(widthM, heightM), Math.max(widthM, heightM) / MOST_PLACES);
  const cells: Cell[] = [];
  for (let eastM = sideM / 2; eastM < widthM + sideM / 2; eastM += sideM)
    for (let northM = sideM / 2; northM < heightM + sideM / 2; northM += sideM)
      cells.push(
        cellAt(
          { lat: box.south + northM / M_PER_DEGREE, lon: box.west + eastM / scale },
          sideM / 2,
        ),
      );
  return cells;
};

const quarters = (
  { at, halfM }: Cell,
  cellAt: (at: Position, halfM: number) => Cell,
): readonly Cell[] => {
  const north = halfM / 2 / M_PER_DEGREE;
  const east = halfM / 2 / lonScale(at.lat);
  return [
    [north, east],
    [north, -east],
    [-north, east],
    [-north, -east],
  ].map(([up = 0, right = 0]) => cellAt({ lat: at.lat + up, lon: at.lon + right }, halfM / 2));
};

/**
 * How far the deepest place within a shape lies from its edges, m, to a twentieth; no farther is
 * looked than anybody asks for.
 */
export const depthOf = (box: Box, signedDistanceM: (at: Position) => number): number => {
  let deepestM = 0;
  let places = 0;
  const cellAt = (at: Position, halfM: number): Cell => {
    const depthM = -signedDistanceM(at);
    places++;
    deepestM = Math.max(deepestM, depthM);
    return { at, halfM, depthM };
  };
  const mayBeDeeper = ({ halfM, depthM }: Cell): boolean =>
    depthM + halfM * Math.SQRT2 > Math.max(deepestM * (1 + TOLERANCE_PART), 1);
  let cells = cellsOver(box, cellAt);
  while (cells.length > 0) {
    if (deepestM >= DEEP_ENOUGH_M || places >= MOST_PLACES) break;
    cells = cells.filter(mayBeDeeper).flatMap((cell) => quarters(cell, cellAt));
  }
  return deepestM;
};
