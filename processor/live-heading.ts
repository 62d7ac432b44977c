import { z } from "zod";
import type { Fix } from "./detectors/fix.ts";
import { bearingDeg } from "./geo/bearing.ts";
import { distanceM } from "./geo/distance.ts";

/** Where movement is measured from, and when the car was last there. */
export const HeadingFrom = z.object({ lat: z.number(), lon: z.number(), atMs: z.number() });
type HeadingFrom = z.infer<typeof HeadingFrom>;

/** What is known of where a car points. */
type Heading = { headingDeg: number | null; headingFrom: HeadingFrom | null };

/** A way this long shows a direction, m: five times a receiver's usual error keeps it within 20°. */
const SHOWS_DIRECTION_M = 25;
/** Over a longer time a car takes turns that nobody saw, so that its way tells nothing, ms. */
const SHOWS_DIRECTION_WITHIN_MS = 120_000;

const measureFrom = (heading: Heading, { lat, lon, atMs }: Fix): void => {
  if (heading.headingFrom === null) {
    heading.headingFrom = { lat, lon, atMs };
    return;
  }
  heading.headingFrom.lat = lat;
  heading.headingFrom.lon = lon;
  heading.headingFrom.atMs = atMs;
};

/**
 * Takes a believed fix: the heading its device sent or, where it sent none, the way the car has
 * come. What a car that stays where it is was last known to point at still holds.
 */
export const stepHeading = (heading: Heading, fix: Fix, sentDeg: number | undefined): void => {
  const { headingFrom: from } = heading;
  if (sentDeg !== undefined || from === null) {
    heading.headingDeg = sentDeg ?? heading.headingDeg;
    measureFrom(heading, fix);
    return;
  }
  if (distanceM(from, fix) < Math.max(SHOWS_DIRECTION_M, fix.accuracyM ?? 0)) {
    from.atMs = fix.atMs;
    return;
  }
  const isSeen = fix.atMs - from.atMs <= SHOWS_DIRECTION_WITHIN_MS;
  heading.headingDeg = isSeen ? Math.round(bearingDeg(from, fix)) % 360 : null;
  measureFrom(heading, fix);
};
