import type { Logger } from "pino";

/** Pauses before a vehicle that could not be folded is tried again, ms: each is twice the one before. */
const FIRST_RETRY_AFTER_MS = 10_000;
const LONGEST_RETRY_AFTER_MS = 10 * 60_000;

/**
 * One vehicle cannot be brought up to date: detection fails on it, or the database refuses what detection
 * made of it. A fault of ours, or of what is stored of it, and of it alone.
 */
export class VehicleFaultError extends Error {
  override name = "VehicleFaultError";
  readonly vehicleId: string;
  constructor(vehicleId: string, cause: unknown) {
    super(`vehicle ${vehicleId} cannot be brought up to date`, { cause });
    this.vehicleId = vehicleId;
  }
}

/** Runs what concerns one vehicle alone; whatever it throws names the vehicle. */
export const blaming = <Result>(vehicleId: string, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    throw error instanceof VehicleFaultError ? error : new VehicleFaultError(vehicleId, error);
  }
};

/**
 * Vehicles that cannot be brought up to date. Their observations are stored and wait, as late ones do, to be
 * folded in; the others go on.
 */
export type VehicleFaults = {
  /** Notes a failure, and logs it the first time. */
  note(error: VehicleFaultError): void;
  has(vehicleId: string): boolean;
  /** Whether it is to be left alone for now. */
  isResting(vehicleId: string, nowMs: number): boolean;
  /** It could be folded after all. */
  clear(vehicleId: string): void;
  size(): number;
};

export const createVehicleFaults = (log: Logger, now: () => number): VehicleFaults => {
  const retries = new Map<string, { readonly atMs: number; readonly pauseMs: number }>();
  return {
    note({ vehicleId, cause }) {
      const before = retries.get(vehicleId);
      if (!before) {
        log.error(
          { err: cause, vehicleId },
          "a vehicle cannot be brought up to date; what it sends is stored and waits",
        );
      }
      const pauseMs = before
        ? Math.min(2 * before.pauseMs, LONGEST_RETRY_AFTER_MS)
        : FIRST_RETRY_AFTER_MS;
      retries.set(vehicleId, { atMs: now() + pauseMs, pauseMs });
    },
    has: (vehicleId) => retries.has(vehicleId),
    isResting: (vehicleId, nowMs) => nowMs < (retries.get(vehicleId)?.atMs ?? nowMs),
    clear(vehicleId) {
      if (retries.delete(vehicleId)) log.info({ vehicleId }, "a vehicle is up to date again");
    },
    size: () => retries.size,
  };
};
