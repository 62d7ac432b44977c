import { LIVE_CONNECTIONS_SUBJECT } from "../contracts/subjects.ts";
import type { LiveConnection } from "../contracts/live-announcement.ts";
import type { DeviceConnection } from "../db/device-connections.ts";

/** How often changed connection states are written, ms. A flapping device costs one row a second. */
const FLUSH_INTERVAL_MS = 1_000;

/** Why a session ended: closed by either side, socket or keep-alive failure, credential withdrawn. */
export type SessionEnd = "closed" | "error" | "revoked";

/** Knows which devices are connected to this process, and tells the database and the dashboards. */
export type Connections = {
  opened(deviceId: string): void;
  closed(deviceId: string, reason: SessionEnd): void;
  /** Open sessions over all devices. */
  count(): number;
  /** Writes what is left and stops. */
  close(): Promise<void>;
};

type Ports = {
  /** The vehicle the device sits in now, if any. */
  readonly vehicleOf: (deviceId: string) => string | undefined;
  readonly announce: (subject: string, body: string) => void;
  readonly store: (connections: readonly DeviceConnection[]) => Promise<void>;
  readonly now: () => number;
  readonly onStoreError: (error: unknown) => void;
};

export const trackConnections = (ports: Ports): Connections => {
  const sessions = new Map<string, number>();
  const changed = new Map<string, DeviceConnection>();

  const flush = async (): Promise<void> => {
    if (changed.size === 0) return;
    const batch = [...changed.values()];
    changed.clear();
    try {
      await ports.store(batch);
    } catch (error) {
      ports.onStoreError(error);
      // A newer change may have come meanwhile; it wins.
      for (const each of batch) if (!changed.has(each.deviceId)) changed.set(each.deviceId, each);
    }
  };
  const timer = setInterval(() => void flush(), FLUSH_INTERVAL_MS);

  const record = (deviceId: string, count: number, reason: SessionEnd | null): void => {
    if (count > 0) sessions.set(deviceId, count);
    else sessions.delete(deviceId);
    const at = new Date(ports.now());
    const connected = count > 0;
    changed.set(deviceId, { deviceId, connected, sessions: count, changedAt: at, reason });
    const vehicleId = ports.vehicleOf(deviceId);
    if (vehicleId === undefined) return;
    const announcement: LiveConnection = {
      v: 1,
      deviceId,
      vehicleId,
      connected,
      at: at.toISOString(),
    };
    ports.announce(LIVE_CONNECTIONS_SUBJECT, JSON.stringify(announcement));
  };

  return {
    opened: (deviceId) => record(deviceId, (sessions.get(deviceId) ?? 0) + 1, null),
    closed(deviceId, reason) {
      const left = Math.max(0, (sessions.get(deviceId) ?? 0) - 1);
      record(deviceId, left, left > 0 ? null : reason);
    },
    count: () => [...sessions.values()].reduce((sum, count) => sum + count, 0),
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
};
