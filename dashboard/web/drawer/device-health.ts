import { Device } from "../../../contracts/device.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { RejectEntry } from "../../../contracts/reject-entry.ts";
import { loadFaultWords } from "../faults/fault-words.ts";
import { getJson } from "../session/api.ts";

const DevicePage = pageOf(Device);
const RejectPage = pageOf(RejectEntry);

/** More trackers than one car has. */
const MOST_DEVICES = 20;
/** Refused messages that are looked through; the same one again only counts up. */
const MOST_REJECTS = 200;
/** Refusals older than this say nothing of how a tracker does, ms: a day. */
export const RECENT_MS = 86_400_000;

/** What was refused for one reason. */
export type RefusedFor = {
  readonly field: string;
  readonly reason: string;
  readonly count: number;
  /** When the last of them came in, ISO 8601. */
  readonly lastAt: string;
};

/** A tracker and how it does; refusals are undefined for who may not see them. */
export type DeviceHealth = {
  readonly device: Device;
  readonly refused: readonly RefusedFor[] | undefined;
};

/**
 * Refusals of the last day by their reason, the most frequent first. The count of a line that began
 * earlier holds those of earlier too.
 */
export const refusedFor = (entries: readonly RejectEntry[], nowMs: number): RefusedFor[] => {
  const byReason = new Map<string, RefusedFor>();
  for (const { field, reason, count, lastReceivedAt } of entries) {
    if (nowMs - Date.parse(lastReceivedAt) > RECENT_MS) continue;
    const before = byReason.get(reason);
    byReason.set(reason, {
      ...{ field, reason },
      count: (before?.count ?? 0) + count,
      lastAt: before && before.lastAt > lastReceivedAt ? before.lastAt : lastReceivedAt,
    });
  }
  return [...byReason.values()].sort((one, other) => other.count - one.count);
};

/** Reads the trackers of a car, and what was refused of each. Throws `ApiError`. */
export const loadDeviceHealth = async (
  vehicleId: string,
  mayViewRejects: boolean,
  nowMs: number,
  signal: AbortSignal,
): Promise<DeviceHealth[]> => {
  const list = new URLSearchParams({ vehicleId, limit: String(MOST_DEVICES) });
  const { items } = await getJson(`/api/devices?${list}`, DevicePage, signal);
  const read = async (device: Device): Promise<DeviceHealth> => {
    if (!mayViewRejects) return { device, refused: undefined };
    const query = new URLSearchParams({ deviceId: device.id, limit: String(MOST_REJECTS) });
    const rejects = await getJson(`/api/rejects?${query}`, RejectPage, signal);
    const words = await loadFaultWords();
    const told = rejects.items.map((each) => ({
      ...each,
      reason: words({ ...each, message: each.reason }),
    }));
    return { device, refused: refusedFor(told, nowMs) };
  };
  return Promise.all(items.map(read));
};
