import type { FeatureCollection, LineString } from "geojson";
import type { Fix } from "./recording.ts";

/** Where one colour of the trail ends and the next begins, km/h: what towns and roads are signed. */
export const SPEED_STEPS_KMH = [30, 50, 80, 110] as const;
/** The band of a stretch whose speed nobody knows. */
export const UNKNOWN_BAND = -1;

/** The trail as lines, each of one band. */
export type SpeedTrail = FeatureCollection<LineString, { readonly band: number }>;

/** The band of a speed: 30 km/h belongs to the one that ends there. */
export const bandOf = (kmh: number | null): number =>
  kmh === null ? UNKNOWN_BAND : SPEED_STEPS_KMH.filter((step) => kmh > step).length;

/** Between two fixes the mean of what both say counts. */
const meanKmh = (one: Fix, other: Fix): number | null => {
  const { speedKmh } = other;
  if (one.speedKmh === null || speedKmh === null) return one.speedKmh ?? speedKmh;
  return (one.speedKmh + speedKmh) / 2;
};

const coordinatesOf = ({ place: [lon, lat] }: Fix): [number, number] => [lon, lat];

/**
 * The way a car went as lines of one speed band each (`band` in their properties). A silence is a
 * hole: nobody knows what lies in it.
 */
export const speedTrail = (fixes: readonly Fix[]): SpeedTrail => {
  const features: SpeedTrail["features"] = [];
  let band: number | undefined;
  for (const [index, fix] of fixes.entries()) {
    const before = fixes[index - 1];
    if (!before || fix.isApart) {
      band = undefined;
      continue;
    }
    const next = bandOf(meanKmh(before, fix));
    const line = features.at(-1);
    if (next === band && line) line.geometry.coordinates.push(coordinatesOf(fix));
    else {
      const coordinates = [coordinatesOf(before), coordinatesOf(fix)];
      features.push({
        type: "Feature",
        properties: { band: next },
        geometry: { type: "LineString", coordinates },
      });
    }
    band = next;
  }
  return { type: "FeatureCollection", features };
};
