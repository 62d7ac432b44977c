import type { DeviceConnection } from "../db/device-connections.ts";

/** How often changed connection states are written, ms. A flapping device costs one row a second. */
const FLUSH_INTERVAL_MS = 1_000;

/** Why a session ended: closed by either side, socket or keep-alive failure, credential withdrawn. */
export type SessionEnd = "closed" | "error" | "revoked";

/** Knows which devices are connected to this process, and tells the database. */
export type Connections = {
  readonly opened: (deviceId: string) => void;
  readonly closed: (deviceId: string, reason: SessionEnd) => void;
  /** Open sessions over all devices. */
  readonly count: () => number;
  /** Writes what is left and stops. */
  readonly close: () => Promise<void>;
};

type Ports = {
  readonly store: (connections: readonly DeviceConnection[]) => Promise<void>;
  readonly now: () => number;
  readonly onStoreError: (error: unknown) => void;
};

/** Changes of presence that are not in the database yet; the latest one of each device. */
const createUnsaved = ({ store, onStoreError }: Ports) => {
  const changed = new Map<string, DeviceConnection>();
  return {
    add: (connection: DeviceConnection): void => void changed.set(connection.deviceId, connection),
    flush: async (): Promise<void> => {
      if (changed.size === 0) return;
      const batch = [...changed.values()];
      changed.clear();
      try {
        await store(batch);
      } catch (error) {
        onStoreError(error);
        // A newer change may have come meanwhile; it wins.
        for (const each of batch) if (!changed.has(each.deviceId)) changed.set(each.deviceId, each);
      }
    },
  };
};

/** Starts with no device connected. */
export const trackConnections = (ports: Ports): Connections => {
  const sessions = new Map<string, number>();
  const unsaved = createUnsaved(ports);
  const timer = setInterval(() => void unsaved.flush(), FLUSH_INTERVAL_MS);

  const record = (deviceId: string, count: number, reason: SessionEnd | null): void => {
    if (count > 0) sessions.set(deviceId, count);
    else sessions.delete(deviceId);
    const changedAt = new Date(ports.now());
    unsaved.add({ deviceId, connected: count > 0, sessions: count, changedAt, reason });
  };

  return {
    opened: (deviceId) => record(deviceId, (sessions.get(deviceId) ?? 0) + 1, null),
    closed: (deviceId, reason) => {
      const left = Math.max(0, (sessions.get(deviceId) ?? 0) - 1);
      record(deviceId, left, left > 0 ? null : reason);
    },
    count: () => [...sessions.values()].reduce((sum, count) => sum + count, 0),
    close: async () => {
      clearInterval(timer);
      await unsaved.flush();
    },
  };
};
