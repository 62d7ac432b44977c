import { type VehicleLive, WatchedVehicles } from "../../../contracts/live-protocol.ts";
import { changedAfter, type LiveFleet } from "./live-fleet.ts";
import type { LiveSocket } from "./live-socket.ts";

/** Before any flush: what was never sent is due. */
const NEVER_SENT = -1;

/**
 * Takes from a connection which cars it wants in full. It may name any: what it may see is looked at
 * whenever something is sent, for a car may move to another branch meanwhile.
 */
export const followWatching = (socket: LiveSocket): void => {
  socket.on("vehicles:watch", (message) => {
    const asked = WatchedVehicles.safeParse(message);
    if (!asked.success) {
      socket.disconnect(true);
      return;
    }
    const before = socket.data.watched;
    socket.data.watched = new Map(asked.data.map((id) => [id, before?.get(id) ?? NEVER_SENT]));
  });
};

/**
 * Sends a connection the full states of the cars it watches that have changed since they were sent, and
 * answers how many; one that takes nothing now gets the latest later.
 */
export const sendWatched = (socket: LiveSocket, fleet: LiveFleet, nowMs: number): number => {
  const { watched, scope, encoding } = socket.data;
  if (!watched || encoding !== "packed" || !socket.conn.transport.writable) return 0;
  const vehicles: VehicleLive[] = [];
  for (const [vehicleId, flush] of watched) {
    const live = changedAfter(fleet, vehicleId, { flush, scope, nowMs });
    if (!live) continue;
    watched.set(vehicleId, fleet.flushes);
    vehicles.push(live);
  }
  if (vehicles.length > 0) {
    socket.emit("positions", { serverTime: new Date(nowMs).toISOString(), vehicles });
  }
  return vehicles.length;
};
