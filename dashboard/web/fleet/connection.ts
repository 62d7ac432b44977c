import type { Connection, VehicleSummary } from "../../../contracts/live-protocol.ts";
import { hearingMs } from "../page/clock.ts";
import { freshUntilMs } from "./freshness.ts";

/**
 * How a car can be heard, whatever it does, in the order of chips and of the map's levels: `late` has
 * missed its usual report on the move, `offline` is silent past what its device is known for.
 */
export const CONNECTIONS = ["live", "late", "offline", "never"] as const;
export type VehicleConnection = (typeof CONNECTIONS)[number];

/** What decides it: what the server says, and until when a moving car need not report, ms. */
export type Heard = { readonly connection: Connection; readonly freshUntilMs: number };

/** How a car can be heard at a moment; while nothing can be heard, at the last one at which it could. */
export const connectionOf = (
  { connection, freshUntilMs: endMs }: Heard,
  nowMs: number,
): VehicleConnection => {
  if (connection !== "online") return connection;
  return hearingMs(nowMs) > endMs ? "late" : "live";
};

/** The same of a car as it is told. */
export const connectionOfSummary = (vehicle: VehicleSummary, nowMs: number): VehicleConnection =>
  connectionOf({ connection: vehicle.connection, freshUntilMs: freshUntilMs(vehicle) }, nowMs);
