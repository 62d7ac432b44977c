import type { Motion, VehicleLive } from "../../../contracts/live-protocol.ts";

/** What a car does, or did when it was last heard, in the order of chips, colours and lists. */
export const STATUSES = [
  "driving",
  "idling",
  "parked",
  "unknown",
] as const satisfies readonly Motion[];
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
