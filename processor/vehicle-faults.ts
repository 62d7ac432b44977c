import type { Logger } from "pino";

/** Pause before a vehicle that could not be folded is tried again, ms. */
const RETRY_AFTER_MS = 10 * 60_000;

/** Detection failed on one vehicle: a fault of ours, or of its stored state, and of it alone. */
export class VehicleFaultError extends Error {
  override name = "VehicleFaultError";
  readonly vehicleId: string;
  constructor(vehicleId: string, cause: unknown) {
    super(`vehicle ${vehicleId} cannot be folded`, { cause });
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
 * Vehicles that detection fails on. Their observations are stored and wait, as late ones do, to be
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
  const retryAtMs = new Map<string, number>();
  return {
    note({ vehicleId, cause }) {
      if (!retryAtMs.has(vehicleId)) {
        log.error({ err: cause, vehicleId }, "detection fails on a vehicle; what it sends waits");
      }
      retryAtMs.set(vehicleId, now() + RETRY_AFTER_MS);
    },
    has: (vehicleId) => retryAtMs.has(vehicleId),
    isResting: (vehicleId, nowMs) => nowMs < (retryAtMs.get(vehicleId) ?? nowMs),
    clear(vehicleId) {
      if (retryAtMs.delete(vehicleId)) log.info({ vehicleId }, "detection is back on a vehicle");
    },
    size: () => retryAtMs.size,
  };
};
