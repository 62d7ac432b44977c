import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { momentText } from "../i18n/dates.ts";
import { isFresh } from "./freshness.ts";
import { heardAt } from "./status.ts";
import { fleetText } from "./text.ts";

/** A position so much older than the last message says that there is none any more, ms. */
const OLD_FIX_MS = 120_000;

const hasOldFix = ({ ts, positionTs }: VehicleSummary): boolean =>
  ts !== null && positionTs !== null && Date.parse(ts) - Date.parse(positionTs) > OLD_FIX_MS;

/** Says so when what is shown of a car is not of now, and since when; empty while it is. */
export const carNotice = (vehicle: VehicleSummary, nowMs: number, zone: string): string => {
  const t = fleetText();
  const heard = heardAt(vehicle);
  if (vehicle.connection === "never" || heard === null) return t.silentEver;
  const moment = momentText(Date.parse(heard), nowMs, zone);
  if (vehicle.connection === "offline") return t.silent(moment);
  if (hasOldFix(vehicle)) return t.noFix;
  return isFresh(vehicle, nowMs) ? "" : t.overdue(moment);
};
