import type { Position } from "geojson";

/** Metres per degree of latitude, mean over the ellipsoid. */
const METRES_PER_DEGREE = 111_320;

/** Distance in metres of `point` from the segment `a`–`b`, on a plane fitted at its latitude. */
const distanceM = (point: Position, a: Position, b: Position): number => {
  const [lon = 0, lat = 0] = point;
  const scaleX = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  const ax = ((a[0] ?? 0) - lon) * scaleX;
  const ay = ((a[1] ?? 0) - lat) * METRES_PER_DEGREE;
  const dx = ((b[0] ?? 0) - lon) * scaleX - ax;
  const dy = ((b[1] ?? 0) - lat) * METRES_PER_DEGREE - ay;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy);
};

/**
 * Drops points nearer than `toleranceM` to the line without them (Douglas–Peucker) and rounds to
 * 1e-6 degrees, about 10 cm. Both ends stay.
 */
export const simplify = (line: readonly Position[], toleranceM: number): Position[] => {
  const kept = new Set([0, line.length - 1]);
  const spans: [number, number][] = [[0, line.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span;
    let farthest = -1;
    let farthestM = toleranceM;
    for (let index = first + 1; index < last; index++) {
      const away = distanceM(line[index] ?? [], line[first] ?? [], line[last] ?? []);
      if (away > farthestM) [farthest, farthestM] = [index, away];
    }
    if (farthest < 0) continue;
    kept.add(farthest);
    spans.push([first, farthest], [farthest, last]);
  }
  return [...kept]
    .sort((a, b) => a - b)
    .map((index) => (line[index] ?? []).slice(0, 2).map((degrees) => +degrees.toFixed(6)));
};
