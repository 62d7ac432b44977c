import { z } from "zod";
import {
  type FigureName,
  FIGURES,
  type FigureTimes,
  type VehicleLive,
} from "../contracts/live-protocol.ts";
import type { Observation } from "../contracts/observation.ts";
import type { Owners } from "./detectors/channels.ts";
import type { Fix } from "./detectors/fix.ts";
import { HeadingFrom, stepHeading } from "./live-heading.ts";

const AtMs = z.number().nullable();

/** When each figure was last carried, event time; null while never, or before it was kept. */
const FiguresAtMs = z.object({
  ignition: AtMs,
  odometerKm: AtMs,
  fuelPct: AtMs,
  fuelLitres: AtMs,
  externalV: AtMs,
  batteryPct: AtMs,
  satellites: AtMs,
} satisfies Record<FigureName, typeof AtMs>);
type FiguresAtMs = z.infer<typeof FiguresAtMs>;

const noTimes = (): FiguresAtMs => ({
  ignition: null,
  odometerKm: null,
  fuelPct: null,
  fuelLitres: null,
  externalV: null,
  batteryPct: null,
  satellites: null,
});

/** Last known figures of a vehicle, each from the newest observation that carried it. */
export const LiveState = z.object({
  /** The last word of any of its devices, and of the one that says where it is. */
  seenAtMs: z.number().nullable(),
  placedAtMs: z.number().nullable().default(null),
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
  // States stored by older releases have neither.
  headingFrom: HeadingFrom.nullable().default(null),
  figuresAtMs: FiguresAtMs.prefault(noTimes),
});
export type LiveState = z.infer<typeof LiveState>;

export const initialLive = (): LiveState => ({
  seenAtMs: null,
  placedAtMs: null,
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
  headingFrom: null,
  figuresAtMs: noTimes(),
});

/** Takes each figure the observation carries, with its time. */
const takeFigures = (state: LiveState, observation: Observation): void => {
  const { figuresAtMs: at } = state;
  const { tsMs, ignition, odometerKm, fuelPct, fuelLitres } = observation;
  const { externalV, batteryPct, satellites } = observation;
  state.ignition = ignition ?? state.ignition;
  state.odometerKm = odometerKm ?? state.odometerKm;
  state.fuelPct = fuelPct ?? state.fuelPct;
  state.fuelLitres = fuelLitres ?? state.fuelLitres;
  state.externalV = externalV ?? state.externalV;
  state.batteryPct = batteryPct ?? state.batteryPct;
  state.satellites = satellites ?? state.satellites;
  if (ignition !== undefined) at.ignition = tsMs;
  if (odometerKm !== undefined) at.odometerKm = tsMs;
  if (fuelPct !== undefined) at.fuelPct = tsMs;
  if (fuelLitres !== undefined) at.fuelLitres = tsMs;
  if (externalV !== undefined) at.externalV = tsMs;
  if (batteryPct !== undefined) at.batteryPct = tsMs;
  if (satellites !== undefined) at.satellites = tsMs;
};

/**
 * Folds one observation in, in event-time order: its figures as far as `heard` has them, what its
 * device is believed for. Only a believed fix moves the position.
 */
export const stepLive = (
  state: LiveState,
  { tsMs, deviceId }: Observation,
  heard: Observation | null,
  fix: Fix | undefined,
  owners: Owners,
): void => {
  state.seenAtMs = tsMs;
  if (owners.position === deviceId) state.placedAtMs = tsMs;
  if (!heard) return;
  takeFigures(state, heard);
  if (!fix) return;
  state.positionAtMs = fix.atMs;
  state.lat = fix.lat;
  state.lon = fix.lon;
  state.accuracyM = fix.accuracyM;
  state.speedKmh = fix.speedKmh;
  stepHeading(state, fix, heard.headingDeg);
};

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** The times of the figures that the last message did not carry. */
const figureTimes = (state: LiveState): FigureTimes => {
  const times: FigureTimes = {};
  for (const name of FIGURES) {
    const atMs = state.figuresAtMs[name];
    if (state[name] !== null && atMs !== state.seenAtMs) times[name] = iso(atMs);
  }
  return times;
};

/** How the car moves, by the detectors, and which route it is on. */
export type LiveMotion = Pick<VehicleLive, "motion" | "routeId"> & {
  readonly sinceMs: number | null;
};

/** What silence would mean, by the habits of its device. */
export type LiveHabits = {
  readonly offlineAfterMs: number | null;
  readonly paceMs: number | null;
};

/** The state as dashboards receive it. */
export const toVehicleLive = (
  vehicleId: string,
  state: LiveState,
  live: LiveMotion,
  { offlineAfterMs, paceMs }: LiveHabits,
): VehicleLive => ({
  vehicleId,
  ts: iso(state.seenAtMs),
  positionTs: iso(state.positionAtMs),
  lat: state.lat,
  lon: state.lon,
  accuracyM: state.accuracyM,
  // A speed from before the last message, or of a parked car, says nothing about now.
  speedKmh:
    live.motion === "driving" && state.positionAtMs === state.placedAtMs ? state.speedKmh : null,
  headingDeg: state.headingDeg,
  motion: live.motion,
  motionSince: iso(live.sinceMs),
  connection: state.seenAtMs === null ? "never" : "online",
  offlineAfter: iso(offlineAfterMs),
  usualIntervalS: paceMs === null ? null : Math.round(paceMs / 1_000),
  ignition: state.ignition,
  odometerKm: state.odometerKm,
  fuelPct: state.fuelPct,
  fuelLitres: state.fuelLitres,
  externalV: state.externalV,
  batteryPct: state.batteryPct,
  satellites: state.satellites,
  figureTs: figureTimes(state),
  routeId: live.routeId,
});
