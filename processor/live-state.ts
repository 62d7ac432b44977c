import { z } from "zod";
import type { VehicleLive } from "../contracts/live-protocol.ts";
import type { Observation } from "../contracts/observation.ts";
import type { Fix } from "./detectors/fix.ts";

/** Last known figures of a vehicle, each from the newest observation that carried it. */
export const LiveState = z.object({
  seenAtMs: z.number().nullable(),
  positionAtMs: z.number().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  accuracyM: z.number().nullable(),
  speedKmh: z.number().nullable(),
  headingDeg: z.number().nullable(),
  ignition: z.boolean().nullable(),
  odometerKm: z.number().nullable(),
  fuelPct: z.number().nullable(),
  fuelLitres: z.number().nullable(),
  externalV: z.number().nullable(),
  batteryPct: z.number().nullable(),
  satellites: z.number().nullable(),
});
export type LiveState = z.infer<typeof LiveState>;

export const initialLive = (): LiveState => ({
  seenAtMs: null,
  positionAtMs: null,
  lat: null,
  lon: null,
  accuracyM: null,
  speedKmh: null,
  headingDeg: null,
  ignition: null,
  odometerKm: null,
  fuelPct: null,
  fuelLitres: null,
  externalV: null,
  batteryPct: null,
  satellites: null,
});

/** Folds one observation in, in event-time order. Only a believed fix moves the position. */
export const stepLive = (
  state: LiveState,
  observation: Observation,
  fix: Fix | undefined,
): void => {
  state.seenAtMs = observation.tsMs;
  state.ignition = observation.ignition ?? state.ignition;
  state.odometerKm = observation.odometerKm ?? state.odometerKm;
  state.fuelPct = observation.fuelPct ?? state.fuelPct;
  state.fuelLitres = observation.fuelLitres ?? state.fuelLitres;
  state.externalV = observation.externalV ?? state.externalV;
  state.batteryPct = observation.batteryPct ?? state.batteryPct;
  state.satellites = observation.satellites ?? state.satellites;
  if (!fix) return;
  state.positionAtMs = fix.atMs;
  state.lat = fix.lat;
  state.lon = fix.lon;
  state.accuracyM = fix.accuracyM;
  state.speedKmh = fix.speedKmh;
  state.headingDeg = observation.headingDeg ?? state.headingDeg;
};

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** How the car moves, by the detectors, and which route it is on. */
export type LiveMotion = Pick<VehicleLive, "motion" | "routeId"> & {
  readonly sinceMs: number | null;
};

/** The state as dashboards receive it. */
export const toVehicleLive = (
  vehicleId: string,
  state: LiveState,
  live: LiveMotion,
): VehicleLive => ({
  vehicleId,
  ts: iso(state.seenAtMs),
  positionTs: iso(state.positionAtMs),
  lat: state.lat,
  lon: state.lon,
  accuracyM: state.accuracyM,
  // A speed from before the last message, or of a parked car, says nothing about now.
  speedKmh:
    live.motion === "driving" && state.positionAtMs === state.seenAtMs ? state.speedKmh : null,
  headingDeg: state.headingDeg,
  motion: live.motion,
  motionSince: iso(live.sinceMs),
  connection: state.seenAtMs === null ? "never" : "online",
  ignition: state.ignition,
  odometerKm: state.odometerKm,
  fuelPct: state.fuelPct,
  fuelLitres: state.fuelLitres,
  externalV: state.externalV,
  batteryPct: state.batteryPct,
  satellites: state.satellites,
  routeId: live.routeId,
});
