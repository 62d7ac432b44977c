import type pg from "pg";
import { PARTITION_COUNT } from "../contracts/subjects.ts";
import {
  claimPartitions,
  heartbeatProcessor,
  releasePartitions,
  removeProcessor,
  renewLeases,
  type OwnedPartition,
} from "../db/partitions.ts";

/** How long a partition stays with a processor that is no longer heard, ms. */
const LEASE_MS = 5_000;
/** How often leases are prolonged and shares evened out, ms. */
export const RENEW_EVERY_MS = 1_000;

/** What changed hands. */
export type OwnershipChange = {
  readonly gained: readonly OwnedPartition[];
  readonly lost: readonly number[];
};

/** The partitions this processor owns: an even share among the processors that live. */
export type Ownership = {
  /** Epoch of each owned partition. */
  readonly epochs: Map<number, number>;
  /** Prolongs leases, gives up what is above the share, takes what is free. */
  renew(): Promise<OwnershipChange>;
  /** Gives everything up. */
  release(): Promise<void>;
};

export const createOwnership = (pool: pg.Pool, owner: string): Ownership => {
  const epochs = new Map<number, number>();
  let begun = false;

  const findLost = (held: readonly OwnedPartition[]): number[] => {
    const current = new Map(held.map(({ partition, epoch }) => [partition, epoch]));
    return [...epochs]
      .filter(([partition, epoch]) => current.get(partition) !== epoch)
      .map(([partition]) => partition);
  };

  return {
    epochs,
    async renew() {
      if (!begun) {
        // What an earlier run of this name held: its last writes are fenced out by the new epoch.
        await releasePartitions(pool, owner, "all");
        begun = true;
      }
      const processors = await heartbeatProcessor(pool, owner, LEASE_MS);
      const share = Math.ceil(PARTITION_COUNT / processors);
      const lost = findLost(await renewLeases(pool, owner, LEASE_MS));
      for (const partition of lost) epochs.delete(partition);
      const surplus = [...epochs.keys()].slice(share);
      if (surplus.length > 0) {
        await releasePartitions(pool, owner, surplus);
        for (const partition of surplus) epochs.delete(partition);
      }
      const wanted = share - epochs.size;
      const gained = wanted > 0 ? await claimPartitions(pool, owner, LEASE_MS, wanted) : [];
      for (const { partition, epoch } of gained) epochs.set(partition, epoch);
      return { gained, lost: [...lost, ...surplus] };
    },
    async release() {
      await releasePartitions(pool, owner, "all");
      await removeProcessor(pool, owner);
      epochs.clear();
    },
  };
};
