import type { FigureName, VehicleSummary } from "../../../contracts/live-protocol.ts";

/** A figure this much older than the car's last message has stopped coming with its messages, ms. */
const LEFT_BEHIND_AFTER_MS = 10 * 60_000;

type Timed = Pick<VehicleSummary, "ts" | "figureTs">;

/** When a figure was measured, ISO 8601; null where nobody noted it. */
export const measuredAt = ({ ts, figureTs }: Timed, name: FigureName): string | null => {
  const own = figureTs?.[name];
  if (own !== undefined) return own;
  return figureTs ? ts : null;
};

/**
 * Whether a figure is not of now: much older than the last message, of unknown age, or of a car that
 * cannot be heard.
 */
export const isLeftBehind = (
  vehicle: Timed & Pick<VehicleSummary, "connection">,
  name: FigureName,
): boolean => {
  const at = measuredAt(vehicle, name);
  if (at === null || vehicle.ts === null || vehicle.connection !== "online") return true;
  return Date.parse(vehicle.ts) - Date.parse(at) > LEFT_BEHIND_AFTER_MS;
};
