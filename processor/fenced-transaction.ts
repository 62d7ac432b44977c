import type pg from "pg";
import { partitionOf } from "../contracts/subjects.ts";
import { lockPartition } from "../db/partitions.ts";
import { inTransaction } from "../db/pool.ts";
import { FencedError, type Claim } from "./apply-batch.ts";

/** The vehicles whose partitions the claim covers. */
export const ownedVehicles = (claim: Claim, vehicleIds: readonly string[]): string[] =>
  vehicleIds.filter((vehicleId) => claim.epochs.has(partitionOf(vehicleId)));

/**
 * Runs work on vehicles in one transaction, their partitions locked in order. Throws `FencedError`,
 * and nothing is written, when one of them has changed hands.
 */
export const inFencedTransaction = <Result>(
  pool: pg.Pool,
  { owner, epochs }: Claim,
  vehicleIds: readonly string[],
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> =>
  inTransaction(pool, async (client) => {
    const partitions = [...new Set(vehicleIds.map(partitionOf))].sort((a, b) => a - b);
    for (const partition of partitions) {
      const ours = await lockPartition(client, owner, partition, epochs.get(partition) ?? -1);
      if (!ours) throw new FencedError(`partition ${partition} has changed hands`);
    }
    return work(client);
  });
