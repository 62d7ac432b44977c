import { takesCommand } from "../contracts/command-life.ts";
import type { CommandName } from "../contracts/command.ts";
import type { Device } from "../contracts/device.ts";
import { listDevices } from "../db/devices.ts";
import type { Queryable } from "../db/pool.ts";
import { conflict, invalid, type Refusal } from "./refusal.ts";

/** More trackers than one car ever has. */
const MAX_TRACKERS = 100;

/** Who is connected first, then who was heard last. */
const byReach = (a: Device, b: Device): number =>
  Number(b.connected ?? false) - Number(a.connected ?? false) ||
  (b.lastSeenAt ?? "").localeCompare(a.lastSeenAt ?? "");

/** The tracker of a vehicle that is to be told a command: the named one, or the one best reached. */
export const chooseTracker = async (
  db: Queryable,
  vehicleId: string,
  name: CommandName,
  deviceId: string | undefined,
): Promise<Device | Refusal> => {
  const inUse = { vehicleId, status: "ACTIVE" };
  const { items } = await listDevices(db, null, inUse, { limit: MAX_TRACKERS });
  if (deviceId === undefined) {
    const [best] = items.filter(({ kind }) => takesCommand(kind, name)).sort(byReach);
    return best ?? conflict("vehicleId", "no_tracker_for", { command: name });
  }
  const named = items.find(({ id }) => id === deviceId);
  if (!named) return invalid("deviceId", "no_tracker");
  return takesCommand(named.kind, name)
    ? named
    : conflict("deviceId", "tracker_cannot", { kind: named.kind, command: name });
};
