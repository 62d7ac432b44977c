import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { CarOut } from "../../../contracts/today.ts";
import { connectionOfSummary } from "../fleet/connection.ts";
import { statusText } from "../fleet/doing-text.ts";
import { heardAt } from "../fleet/status.ts";
import { agoText, durationText, kmText } from "../i18n/figures.ts";
import { metresBetween } from "../replay/geometry.ts";
import { todayText } from "./text.ts";

/** Nearer than this a car stands at the branch: its yard, or the street before it, m. */
const AT_BRANCH_M = 300;

type Branch = Pick<CarOut, "returnBranchName" | "returnLat" | "returnLon">;

/** How far a car is from where it comes back to; undefined where either is not known. */
const distanceText = (
  { returnBranchName: name, returnLat, returnLon }: Branch,
  { lat, lon }: VehicleSummary,
): string | undefined => {
  if (returnLat === null || returnLon === null || lat === null || lon === null) return undefined;
  const metres = metresBetween([lon, lat], [returnLon, returnLat]);
  const t = todayText();
  return metres < AT_BRANCH_M ? t.atBranch(name) : t.fromBranch(kmText(metres / 1_000), name);
};

const doingText = (vehicle: VehicleSummary, nowMs: number): string => {
  const t = todayText();
  const heard = heardAt(vehicle);
  if (heard === null) return t.neverHeard;
  const connection = connectionOfSummary(vehicle, nowMs);
  const ago = t.silent(agoText(Date.parse(heard), nowMs));
  const word = statusText(vehicle, nowMs);
  if (connection === "late") return `${word} · ${ago}`;
  if (connection !== "live") return ago;
  if (vehicle.motionSince === null) return word;
  return t.where(word, durationText((nowMs - Date.parse(vehicle.motionSince)) / 1_000));
};

/** What a car that is out does and since when, and how far it is from where it is expected. */
export const placeText = (branch: Branch, vehicle: VehicleSummary, nowMs: number): string =>
  [doingText(vehicle, nowMs), distanceText(branch, vehicle)].filter(Boolean).join(" · ");
