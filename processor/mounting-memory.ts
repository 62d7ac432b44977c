import {
  holdMountings,
  loadMountingsChangedSince,
  loadMountingsOf,
  readMountingVersion,
  type Mounting,
} from "../db/mountings.ts";
import type { Queryable } from "../db/pool.ts";
import type { TelemetryMessage } from "./telemetry-batch.ts";

/** A device that has not been heard for this long, or twice as long, leaves memory, ms. */
const FORGET_AFTER_MS = 10 * 60_000;

/** A tracker was moved while a batch of its observations was written: it must be decided again. */
export class MountingsChangedError extends Error {
  override name = "MountingsChangedError";
}

/** Which car the devices that are being heard sat in when, as of one version of the mountings. */
export type MountingMemory = {
  /** Reads the mountings of devices that are not in memory. */
  load(db: Queryable, deviceIds: readonly string[]): Promise<void>;
  /**
   * A device's mountings, oldest first, now that it is heard; undefined when they are not loaded, or
   * when it never had one.
   */
  find(deviceId: string): readonly Mounting[] | undefined;
  /**
   * The last statement of a batch: what was decided by `find` holds, and no mounting changes before
   * the commit. Throws `MountingsChangedError` when it does not; `find` knows the change from then on.
   */
  confirm(db: Queryable, messages: readonly TelemetryMessage[]): Promise<void>;
  /** Drops silent devices. */
  sweep(nowMs: number): void;
};

/** `heard` since devices were swept last. */
type Known = { mountings: readonly Mounting[]; heard: boolean };

/** An empty memory. */
export const createMountingMemory = (): MountingMemory => {
  const devices = new Map<string, Known>();
  let nextSweepMs = 0;
  /** No change up to this one is missing from memory; later ones may be in it. */
  let version: number | undefined;

  /** Takes over what has changed since `version`; returns the devices concerned. */
  const catchUp = async (db: Queryable, since: number): Promise<ReadonlySet<string>> => {
    const changed = await loadMountingsChangedSince(db, since);
    for (const [deviceId, mountings] of changed) {
      const known = devices.get(deviceId);
      if (known) known.mountings = mountings;
    }
    return new Set(changed.keys());
  };

  return {
    async load(db, deviceIds) {
      version ??= await readMountingVersion(db);
      for (const [deviceId, mountings] of await loadMountingsOf(db, deviceIds)) {
        devices.set(deviceId, { mountings, heard: true });
      }
    },
    find(deviceId) {
      const known = devices.get(deviceId);
      if (known) known.heard = true;
      return known?.mountings;
    },
    async confirm(db, messages) {
      if (version === undefined) return; // nothing has been decided yet
      const current = await holdMountings(db);
      if (current === version) return;
      const changed = await catchUp(db, version);
      version = current;
      for (const { observations } of messages) {
        const moved = observations.find(({ origin }) => changed.has(origin.deviceId));
        if (moved)
          throw new MountingsChangedError(`device ${moved.origin.deviceId} was moved meanwhile`);
      }
    },
    sweep(nowMs) {
      if (nowMs < nextSweepMs) return;
      nextSweepMs = nowMs + FORGET_AFTER_MS;
      for (const [deviceId, known] of devices) {
        if (known.heard) known.heard = false;
        else devices.delete(deviceId);
      }
    },
  };
};
