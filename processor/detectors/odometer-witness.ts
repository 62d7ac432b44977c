import { z } from "zod";
import type { Observation } from "../../contracts/observation.ts";

/** What is known of how an odometer counts, and the counts it is known by. */
export const OdometerWitness = z.object({
  deviceId: z.string().nullable(),
  km: z.number().nullable(),
  readAtMs: z.number(),
  /** By how much this observation's reading was more than the one before, km. */
  grownKm: z.number(),
  /** Turns of the wheels, or the way between positions, also that of a car that is carried. */
  counts: z.enum(["wheels", "positions"]).nullable(),
  /** There was a position at the last reading or since. */
  sawPosition: z.boolean(),
  /** Counted since there is no position; since it stands; and on a way with the ignition off, km and m. */
  blindKm: z.number(),
  parkedKm: z.number(),
  offKm: z.number(),
  offM: z.number(),
});
export type OdometerWitness = z.infer<typeof OdometerWitness>;

/** Counted without any position, km: more than a receiver goes on guessing after it has lost the sky. */
const BLIND_KM = 0.2;
/** Between two readings farther apart, ms, there may well have been a position. */
const BLIND_GAP_MS = 180_000;
/** Counted on one stand, km, more than the circle a car stands in: computed from positions. */
const DRIFT_KM = 0.1;
/** Over so far with the ignition off, m, one that counts less than this part stands still: wheels do. */
const CARRIED_M = 3_000;
const CARRIED_PART = 0.05;
/** A way from this on, m, tells whether the wheels turn. */
const TURNING_M = 300;
/** A reading may grow by this much at once, km, and by so much a second: no car is faster. */
const STEP_KM = 1;
const FASTEST_KMPS = 0.07;

export const initialWitness = (): OdometerWitness => ({
  deviceId: null,
  km: null,
  readAtMs: 0,
  grownKm: 0,
  counts: null,
  sawPosition: false,
  blindKm: 0,
  parkedKm: 0,
  offKm: 0,
  offM: 0,
});

const growth = ({ km, readAtMs }: OdometerWitness, nextKm: number, atMs: number): number => {
  const grownKm = nextKm - (km ?? nextKm);
  const mostKm = STEP_KM + (FASTEST_KMPS * (atMs - readAtMs)) / 1_000;
  return grownKm > 0 && grownKm <= mostKm ? grownKm : 0;
};

/** What a reading without a position since the one before says: only wheels go on counting. */
const countBlind = (witness: OdometerWitness, tsMs: number): void => {
  const isBlind = !witness.sawPosition && tsMs - witness.readAtMs <= BLIND_GAP_MS;
  witness.blindKm = isBlind ? witness.blindKm + witness.grownKm : 0;
  if (witness.blindKm >= BLIND_KM) witness.counts ??= "wheels";
};

/** What a reading on a way with the ignition off says: wheels stand still while a car is carried. */
const countCarried = (witness: OdometerWitness): void => {
  if (witness.offM < CARRIED_M) return;
  if (witness.offKm * 1_000 < CARRIED_PART * witness.offM) witness.counts ??= "wheels";
  witness.offKm = 0;
  witness.offM = 0;
};

/**
 * Takes the odometer of an observation, in place, and learns what it counts: of a car that is parked,
 * now and at the fix before, or went a step of so many metres with its ignition off, or neither; of a
 * device that sees the sky, or may see it.
 */
export const readWitness = (
  witness: OdometerWitness,
  { odometerKm, tsMs }: Observation,
  isParked: boolean,
  offStepM: number,
  seesSky: boolean,
): void => {
  witness.grownKm = 0;
  witness.offM += offStepM;
  if (seesSky) witness.sawPosition = true;
  // A bus that sleeps or wakes up shows 0, which is no reading.
  if (odometerKm === undefined || odometerKm === 0) return;
  witness.grownKm = growth(witness, odometerKm, tsMs);
  countBlind(witness, tsMs);
  witness.parkedKm = isParked ? witness.parkedKm + witness.grownKm : 0;
  if (witness.parkedKm >= DRIFT_KM) witness.counts = "positions";
  if (witness.offM > 0) {
    witness.offKm += witness.grownKm;
    countCarried(witness);
  }
  witness.km = odometerKm;
  witness.readAtMs = tsMs;
  witness.sawPosition = seesSky;
};

/** Whether the wheels are seen to turn on a way with the ignition off: at least this part of it. */
export const showsWheels = ({ counts, offKm, offM }: OdometerWitness, part: number): boolean =>
  counts === "wheels" && offM >= TURNING_M && offKm * 1_000 >= part * offM;
