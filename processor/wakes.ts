import type pg from "pg";
import { loadDueWakes } from "../db/vehicle-states.ts";
import type { AlertPolicies } from "./alerting.ts";
import type { Claim } from "./apply-batch.ts";
import { findFault } from "./fault-isolation.ts";
import { inFencedTransaction, ownedVehicles } from "./fenced-transaction.ts";
import { noChange, project } from "./vehicle-change.ts";
import type { VehicleFaultError, VehicleFaults } from "./vehicle-faults.ts";
import type { VehicleMemory } from "./vehicle-memory.ts";
import { writeChanges, type Written } from "./write-changes.ts";

/** Vehicles woken in one transaction. */
const WAKES_AT_ONCE = 200;

type Parts = {
  readonly pool: pg.Pool;
  readonly memory: VehicleMemory;
  readonly policies: AlertPolicies;
  readonly faults: VehicleFaults;
  /** A vehicle could not be woken; it is to be brought up to date by a rewind. */
  readonly onFault: (error: VehicleFaultError) => void;
};

const wake = async (
  { pool, memory, policies }: Parts,
  claim: Claim,
  vehicleIds: readonly string[],
  nowMs: number,
): Promise<Written> => {
  try {
    return await inFencedTransaction(pool, claim, vehicleIds, async (client) => {
      const vehicles = await memory.load(client, vehicleIds);
      const changes = [...vehicles.values()].map((vehicle) => {
        const change = noChange(vehicle);
        // What waits to be folded in is news first, and silence after it.
        if (vehicle.rewind === null) project(change, nowMs);
        return change;
      });
      return writeChanges(client, changes, policies, nowMs);
    });
  } catch (error) {
    memory.forget(vehicleIds);
    throw error;
  }
};

/** Wakes each by itself; those that it fails for stand in nobody's way. */
const wakeOneByOne = async (
  parts: Parts,
  claim: Claim,
  vehicleIds: readonly string[],
  nowMs: number,
): Promise<Written> => {
  const written: Written[] = [];
  for (const vehicleId of vehicleIds) {
    try {
      written.push(await wake(parts, claim, [vehicleId], nowMs));
    } catch (error) {
      const fault = await findFault(parts.pool, vehicleId, error);
      if (!fault) throw error;
      parts.onFault(fault);
    }
  }
  return {
    lives: written.flatMap(({ lives }) => lives),
    progress: written.flatMap(({ progress }) => progress),
    announced: written.reduce((sum, { announced }) => sum + announced, 0),
  };
};

/**
 * The tick: a silent car sends no event that could end its route, so the clock does. Writes what
 * silence until `nowMs` means for the vehicles it changes something for. One of which anything has
 * come in since `heardBefore` is not silent, however old what it tells: it empties its memory.
 */
export const wakeSilentVehicles = async (
  parts: Parts,
  claim: Claim,
  nowMs: number,
  heardBefore: Date,
): Promise<Written | undefined> => {
  const due = await loadDueWakes(parts.pool, new Date(nowMs), heardBefore, WAKES_AT_ONCE);
  const ours = ownedVehicles(claim, due).filter((id) => !parts.faults.isResting(id, nowMs));
  if (ours.length === 0) return undefined;
  try {
    return await wake(parts, claim, ours, nowMs);
  } catch {
    return wakeOneByOne(parts, claim, ours, nowMs);
  }
};
