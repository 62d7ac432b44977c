import type pg from "pg";
import { loadDueWakes } from "../db/vehicle-states.ts";
import type { AlertPolicies } from "./alerting.ts";
import type { Claim } from "./apply-batch.ts";
import { inFencedTransaction, ownedVehicles } from "./fenced-transaction.ts";
import { noChange, project } from "./vehicle-change.ts";
import type { VehicleMemory } from "./vehicle-memory.ts";
import { writeChanges, type Written } from "./write-changes.ts";

/** Vehicles woken in one transaction. */
const WAKES_AT_ONCE = 200;

/**
 * The tick: a silent car sends no event that could end its route, so the clock does. Writes what
 * silence until `nowMs` means for the vehicles it changes something for. One of which anything has
 * come in since `heardBefore` is not silent, however old what it tells: it empties its memory.
 */
export const wakeSilentVehicles = async (
  pool: pg.Pool,
  memory: VehicleMemory,
  policies: AlertPolicies,
  claim: Claim,
  nowMs: number,
  heardBefore: Date,
): Promise<Written | undefined> => {
  const due = await loadDueWakes(pool, new Date(nowMs), heardBefore, WAKES_AT_ONCE);
  const ours = ownedVehicles(claim, due);
  if (ours.length === 0) return undefined;
  try {
    return await inFencedTransaction(pool, claim, ours, async (client) => {
      const vehicles = await memory.load(client, ours);
      const changes = [...vehicles.values()].map((vehicle) => {
        const change = noChange(vehicle);
        // What waits to be folded in is news first, and silence after it.
        if (vehicle.rewind === null) project(change, nowMs);
        return change;
      });
      return writeChanges(client, changes, policies, nowMs);
    });
  } catch (error) {
    memory.forget(ours);
    throw error;
  }
};
