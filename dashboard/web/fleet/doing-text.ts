import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { durationText } from "../i18n/figures.ts";
import { connectionOfSummary } from "./connection.ts";
import { speedText } from "./freshness.ts";
import { fleetText } from "./text.ts";

/** What a car does, in a word; of one that is not heard in time, what it did: `Parked`, `Was parked`. */
export const statusText = (vehicle: VehicleSummary, nowMs: number): string => {
  const t = fleetText();
  const connection = connectionOfSummary(vehicle, nowMs);
  if (connection === "never") return t.connection.never;
  return (connection === "live" ? t.status : t.lastStatus)[vehicle.motion];
};

/** The same in a few words: its speed when it drives, else for how long: `54 km/h`, `Parked 3 h`. */
export const doingText = (vehicle: VehicleSummary, nowMs: number): string => {
  const speed = speedText(vehicle, nowMs);
  if (speed !== undefined) return speed;
  const status = statusText(vehicle, nowMs);
  const { motionSince } = vehicle;
  if (motionSince === null || connectionOfSummary(vehicle, nowMs) !== "live") return status;
  const seconds = (nowMs - Date.parse(motionSince)) / 1_000;
  return seconds < 60 ? status : `${status} ${durationText(seconds)}`;
};
