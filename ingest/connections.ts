import type { DeviceConnection } from "../db/device-connections.ts";
import { coalesced } from "./coalesced.ts";

/** How often changed connection states are written, ms. A flapping device costs one row a second. */
const FLUSH_INTERVAL_MS = 1_000;
/** How long what this process has said holds after its last word, ms. */
export const CONNECTION_LEASE_MS = 60_000;
/** How often it gives word though nothing has changed, ms: some may be late or get lost. */
const RENEWAL_INTERVAL_MS = CONNECTION_LEASE_MS / 4;

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
  /** Stores what has changed, if anything, and that this process lives; called one at a time. */
  readonly report: (changed: readonly DeviceConnection[]) => Promise<void>;
  readonly now: () => number;
  readonly onReportError: (error: unknown) => void;
};

/** Changes of presence that are not in the database yet; the latest one of each device. */
const createUnsaved = ({ report, now, onReportError }: Ports) => {
  const changed = new Map<string, DeviceConnection>();
  let reportedMs = Number.NEGATIVE_INFINITY;
  const flush = coalesced(async () => {
    const nowMs = now();
    if (changed.size === 0 && nowMs - reportedMs < RENEWAL_INTERVAL_MS) return;
    const batch = [...changed.values()];
    changed.clear();
    try {
      await report(batch);
      reportedMs = nowMs;
    } catch (error) {
      onReportError(error);
      // A newer change may have come meanwhile; it wins.
      for (const each of batch) if (!changed.has(each.deviceId)) changed.set(each.deviceId, each);
    }
  });
  return {
    add: (connection: DeviceConnection): void => void changed.set(connection.deviceId, connection),
    flush,
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
