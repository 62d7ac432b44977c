import type pg from "pg";
import { partitionOf } from "../contracts/subjects.ts";
import { lockPartition } from "../db/partitions.ts";
import { inTransaction } from "../db/pool.ts";
import { loadDueWakes } from "../db/vehicle-states.ts";
import { FencedError, type Claim } from "./apply-batch.ts";
import { noChange, project } from "./vehicle-change.ts";
import type { VehicleMemory } from "./vehicle-memory.ts";
import { writeChanges, type Written } from "./write-changes.ts";

/** Vehicles woken in one transaction. */
const WAKES_AT_ONCE = 200;

/**
 * The tick: a silent car sends no event that could end its route, so the clock does. Writes what
 * silence until `nowMs` means for the vehicles it changes something for.
 */
export const wakeSilentVehicles = async (
  pool: pg.Pool,
  memory: VehicleMemory,
  claim: Claim,
  nowMs: number,
): Promise<Written | undefined> => {
  const due = await loadDueWakes(pool, new Date(nowMs), WAKES_AT_ONCE);
  const ours = due.filter((vehicleId) => claim.epochs.has(partitionOf(vehicleId)));
  if (ours.length === 0) return undefined;
  try {
    return await inTransaction(pool, async (client) => {
      for (const partition of new Set(ours.map(partitionOf))) {
        const epoch = claim.epochs.get(partition) ?? -1;
        const locked = await lockPartition(client, claim.owner, partition, epoch);
        if (!locked) throw new FencedError(`partition ${partition} has changed hands`);
      }
      const vehicles = await memory.load(client, ours);
      const changes = [...vehicles.values()].map((vehicle) => {
        const change = noChange(vehicle);
        project(change, nowMs);
        return change;
      });
      return writeChanges(client, changes, nowMs);
    });
  } catch (error) {
    memory.forget(ours);
    throw error;
  }
};
