import { fault, type Fault } from "./faults.ts";
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

const fixFault = (fix: Witness | undefined, nowMs: number): Fault | undefined => {
  if (!fix) return fault("position_unknown", { seconds: FRESH_FIX_S });
  if (fix.atMs > nowMs) return fault("position_ahead");
  const age = Math.round(ageS(fix, nowMs));
  return age < FRESH_FIX_S ? undefined : fault("position_old", { age, seconds: FRESH_FIX_S });
};

const speedFault = (witnesses: readonly Witness[], nowMs: number): Fault | undefined => {
  const moving = witnesses.find(
    ({ isOwn, hasFix, speedKmh }) =>
      (speedKmh !== null && speedKmh > 0) || (isOwn && hasFix && speedKmh === null),
  );
  if (moving) {
    const age = Math.round(ageS(moving, nowMs));
    if (age < STANDSTILL_S && moving.speedKmh === null) return fault("speed_untold", { age });
    if (age < STANDSTILL_S && moving.speedKmh !== null) {
      const { speedKmh } = moving;
      return fault("speed_above_zero", { speedKmh, age, seconds: STANDSTILL_S });
    }
  }
  const before = witnesses.find(
    (each) => each.isOwn && each.hasFix && ageS(each, nowMs) >= STANDSTILL_S,
  );
  if (before?.speedKmh === 0) return undefined;
  return fault("standstill_unseen", { seconds: STANDSTILL_S });
};

/** Told with the fresh fix or about then: what was off minutes ago may have been started since. */
const engineFault = (witnesses: readonly Witness[], nowMs: number): Fault | undefined => {
  const fresh = witnesses.filter((each) => each.isOwn && ageS(each, nowMs) < FRESH_FIX_S);
  const ignition = fresh.find((each) => each.ignition !== null)?.ignition ?? null;
  if (ignition === null) return fault("ignition_untold");
  if (ignition) return fault("ignition_on");
  const rpm = fresh.find((each) => each.rpm !== null)?.rpm ?? 0;
  return rpm > 0 ? fault("engine_turns") : undefined;
};

/**
 * What speaks against keeping a car's engine from starting now; nothing when it stands with its
 * engine off, and that is known. `witnesses` are the observations of the car no older than
 * `OLDEST_WITNESS_S`, latest first.
 */
export const standstillFaults = (witnesses: readonly Witness[], nowMs: number): FieldError[] => {
  const fix = witnesses.find(({ isOwn, hasFix }) => isOwn && hasFix);
  const known = witnesses.filter((each) => ageS(each, nowMs) <= OLDEST_WITNESS_S);
  const faults: readonly (readonly [string, Fault | undefined])[] = [
    ["position", fixFault(fix, nowMs)],
    ["speedKmh", speedFault(known, nowMs)],
    ["ignition", engineFault(known, nowMs)],
  ];
  return faults.flatMap(([field, why]) => (why === undefined ? [] : [{ field, ...why }]));
};
