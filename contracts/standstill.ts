import type { FieldError } from "./problem.ts";

/** What one observation says of whether a car stands. */
export type Witness = {
  readonly atMs: number;
  /** From the tracker that is to be told, not from another in the same car. */
  readonly isOwn: boolean;
  readonly hasFix: boolean;
  readonly speedKmh: number | null;
  readonly ignition: boolean | null;
  readonly rpm: number | null;
};

/** Oldest fix that tells of now, s. */
export const FRESH_FIX_S = 30;
/** How long every fix must have said 0 km/h, s: longer than traffic lights and level crossings hold. */
export const STANDSTILL_S = 120;
/** How old the fix may be that shows how the car stood before, s: an older one knows nothing of it. */
export const OLDEST_WITNESS_S = 300;

const ageS = ({ atMs }: Witness, nowMs: number): number => (nowMs - atMs) / 1_000;

const fixFault = (fix: Witness | undefined, nowMs: number): string | undefined => {
  if (!fix) return `is unknown: a fix of the last ${FRESH_FIX_S} s is needed`;
  if (fix.atMs > nowMs) return "cannot be dated: the tracker's clock is ahead";
  const age = Math.round(ageS(fix, nowMs));
  return age < FRESH_FIX_S ? undefined : `is ${age} s old: less than ${FRESH_FIX_S} s is needed`;
};

const speedFault = (witnesses: readonly Witness[], nowMs: number): string | undefined => {
  const moving = witnesses.find(
    ({ isOwn, hasFix, speedKmh }) =>
      (speedKmh !== null && speedKmh > 0) || (isOwn && hasFix && speedKmh === null),
  );
  if (moving) {
    const age = Math.round(ageS(moving, nowMs));
    if (age < STANDSTILL_S && moving.speedKmh === null) return `was not told ${age} s ago`;
    if (age < STANDSTILL_S)
      return `was ${moving.speedKmh} ${age} s ago: 0 for ${STANDSTILL_S} s is needed`;
  }
  const before = witnesses.find(
    (each) => each.isOwn && each.hasFix && ageS(each, nowMs) >= STANDSTILL_S,
  );
  if (before?.speedKmh === 0) return undefined;
  return `was not seen to be 0 for ${STANDSTILL_S} s: a fix from before is needed`;
};

/** Told with the fresh fix or about then: what was off minutes ago may have been started since. */
const engineFault = (witnesses: readonly Witness[], nowMs: number): string | undefined => {
  const fresh = witnesses.filter((each) => each.isOwn && ageS(each, nowMs) < FRESH_FIX_S);
  const ignition = fresh.find((each) => each.ignition !== null)?.ignition ?? null;
  if (ignition === null) return "is not reported: it must be off";
  if (ignition) return "is on: it must be off";
  const rpm = fresh.find((each) => each.rpm !== null)?.rpm ?? 0;
  return rpm > 0 ? "is off, but the engine turns" : undefined;
};

/**
 * What speaks against keeping a car's engine from starting now; nothing when it stands with its
 * engine off, and that is known. `witnesses` are the observations of the car no older than
 * `OLDEST_WITNESS_S`, latest first.
 */
export const standstillFaults = (witnesses: readonly Witness[], nowMs: number): FieldError[] => {
  const fix = witnesses.find(({ isOwn, hasFix }) => isOwn && hasFix);
  const known = witnesses.filter((each) => ageS(each, nowMs) <= OLDEST_WITNESS_S);
  const faults: readonly (readonly [string, string | undefined])[] = [
    ["position", fixFault(fix, nowMs)],
    ["speedKmh", speedFault(known, nowMs)],
    ["ignition", engineFault(known, nowMs)],
  ];
  return faults.flatMap(([field, message]) => (message === undefined ? [] : [{ field, message }]));
};
