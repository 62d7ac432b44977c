import type { VehicleLive } from "../../../contracts/live-protocol.ts";

/** What the map and the list show a car as: its motion, unless it cannot be heard. */
export const STATUSES = ["driving", "idling", "parked", "unknown", "offline"] as const;
export type VehicleStatus = (typeof STATUSES)[number];

/** When a car was last heard, by whichever of its two times is the later; null for never. */
export const heardAt = ({
  ts,
  positionTs,
}: Pick<VehicleLive, "ts" | "positionTs">): string | null => {
  if (ts === null || positionTs === null) return ts ?? positionTs;
  // Written alike, they are in the order of their letters; reading a time is dear for a large fleet.
  if (ts.length === positionTs.length) return ts >= positionTs ? ts : positionTs;
  return Date.parse(ts) >= Date.parse(positionTs) ? ts : positionTs;
};

/** A silent car is offline whatever it did last: its motion says nothing about now. */
export const statusOf = (vehicle: Pick<VehicleLive, "connection" | "motion">): VehicleStatus =>
  vehicle.connection === "online" ? vehicle.motion : "offline";
