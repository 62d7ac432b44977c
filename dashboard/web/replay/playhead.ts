import type { Stop } from "../../../contracts/live-protocol.ts";
import { between, type Place, turned } from "./geometry.ts";
import { type Fix, indexUpTo, type Reading, type Recording } from "./recording.ts";

/** What a car does at a moment of its recording: `silent` where nobody heard and no stop is known. */
export type Doing = "driving" | "idling" | "parked" | "silent";

/** A car at one moment of its recording. */
export type Playhead = {
  readonly atMs: number;
  readonly doing: Doing;
  /** Where it was, or was last known to be; undefined before its first fix. */
  readonly place: Place | undefined;
  readonly headingDeg: number | null;
  /** Null where it is not known. */
  readonly speedKmh: number | null;
  /** The last thing it had said. */
  readonly reading: Reading | undefined;
};

/** The stop a moment lies in. A parked one counts before an idling one that it overlaps. */
export const stopAt = (stops: readonly Stop[], ms: number): Stop | undefined => {
  const inside = stops.filter(
    ({ startTime, endTime }) =>
      Date.parse(startTime) <= ms && (endTime === null || ms < Date.parse(endTime)),
  );
  return inside.find(({ kind }) => kind === "parked") ?? inside[0];
};

type Way = Pick<Playhead, "place" | "headingDeg" | "speedKmh"> & { readonly isHeard: boolean };

/** The last known place, where there is nothing to go on to. */
const standing = ({ place, headingDeg, speedKmh }: Fix, isHeard: boolean): Way => ({
  place,
  headingDeg,
  speedKmh: isHeard ? speedKmh : null,
  isHeard,
});

/** Between two fixes of one unbroken stretch everything changes evenly; across a silence, nothing. */
const wayAt = (fixes: readonly Fix[], ms: number): Way => {
  const index = indexUpTo(fixes, ms);
  const from = fixes[index];
  const to = fixes[index + 1];
  if (!from) return { place: to?.place, headingDeg: null, speedKmh: null, isHeard: false };
  if (!to) return standing(from, ms === from.atMs);
  if (to.isApart) return standing(from, ms === from.atMs);
  const share = (ms - from.atMs) / (to.atMs - from.atMs);
  const hasSpeeds = from.speedKmh !== null && to.speedKmh !== null;
  return {
    place: between(from.place, to.place, share),
    headingDeg:
      from.headingDeg === null || to.headingDeg === null
        ? (from.headingDeg ?? to.headingDeg)
        : turned(from.headingDeg, to.headingDeg, share),
    speedKmh: hasSpeeds ? from.speedKmh + (to.speedKmh - from.speedKmh) * share : from.speedKmh,
    isHeard: true,
  };
};

/** Where a car was at a moment, what it did and what it had last said. */
export const playheadAt = ({ fixes, readings, stops }: Recording, ms: number): Playhead => {
  const { isHeard, ...way } = wayAt(fixes, ms);
  const stop = stopAt(stops, ms);
  return {
    atMs: ms,
    ...way,
    doing: stop?.kind ?? (isHeard ? "driving" : "silent"),
    speedKmh: stop ? 0 : way.speedKmh,
    reading: readings[indexUpTo(readings, ms)],
  };
};
