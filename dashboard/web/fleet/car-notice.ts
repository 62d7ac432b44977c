import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { isFresh } from "./freshness.ts";
import { fleetText } from "./text.ts";

/** A position so much older than the last message says that there is none any more, ms. */
const OLD_FIX_MS = 120_000;

const hasOldFix = ({ ts, positionTs }: VehicleSummary): boolean =>
  ts !== null && positionTs !== null && Date.parse(ts) - Date.parse(positionTs) > OLD_FIX_MS;

/** Says so when what is shown of a car is not of now; empty while it is. */
export const carNotice = (vehicle: VehicleSummary, nowMs: number): string => {
  const t = fleetText();
  if (vehicle.connection === "offline") return t.silent;
  if (vehicle.connection === "never") return t.silentEver;
  if (hasOldFix(vehicle)) return t.noFix;
  return isFresh(vehicle, nowMs) ? "" : t.overdue;
};
