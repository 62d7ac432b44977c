import type { Detection, FuelEvent } from "../../../contracts/detected.ts";
import type { Route, Stop } from "../../../contracts/live-protocol.ts";
import type { VehicleDay } from "./vehicle-day.ts";

/** A time of 3 March 2026, UTC. */
export const at = (time: string): string => `2026-03-03T${time}:00Z`;
/** The same in ms since the Unix epoch. */
export const ms = (time: string): number => Date.parse(at(time));

/** A drive that is under way. */
export const aRoute = (part: Partial<Route> = {}): Route => ({
  id: "route-1",
  vehicleId: "car-1",
  driverId: null,
  startLocationId: "l1",
  endLocationId: null,
  startTime: at("11:00"),
  endTime: null,
  startLat: 57.7,
  startLon: 11.97,
  endLat: null,
  endLon: null,
  distanceKm: 4,
  blindKm: 0,
  maxSpeedKmh: 52,
  movingS: 600,
  idlingS: 30,
  status: "IN_PROGRESS",
  revision: 1,
  ...part,
});
/** An hour parked. */
export const aStop = (part: Partial<Stop> = {}): Stop => ({
  id: "stop-1",
  vehicleId: "car-1",
  kind: "parked",
  startTime: at("10:00"),
  endTime: at("11:00"),
  lat: 57.7,
  lon: 11.97,
  revision: 1,
  ...part,
});
/** The day of a car that drives. */
export const aDay = (part: Partial<VehicleDay> = {}): VehicleDay => ({
  vehicleId: "car-1",
  span: { fromMs: ms("00:00"), toMs: ms("00:00") + 86_400_000 },
  routes: [aRoute()],
  ...{ stops: [], detections: [], fuelEvents: [], alerts: [], bookings: [] },
  tracks: new Map(),
  ...part,
});

/** A drain of twelve litres while parked, told of in the alert of `anAlert`. */
export const aDetection = (part: Partial<Detection> = {}): Detection => ({
  id: "drain-1",
  vehicleId: "car-1",
  licensePlate: "ABC 123",
  type: "drain",
  certainty: "confirmed",
  startTime: at("10:20"),
  endTime: at("10:30"),
  detectedAt: at("10:35"),
  lat: 57.7,
  lon: 11.97,
  evidence: { litres: 12 },
  alertId: null,
  revision: 1,
  ...part,
});

/** The same drain as an event of fuel. */
export const aFuelEvent = (part: Partial<FuelEvent> = {}): FuelEvent => ({
  ...{ id: "drain-1", vehicleId: "car-1", licensePlate: "ABC 123", type: "drain" },
  ...{ certainty: "confirmed", at: at("10:20"), endedAt: at("10:30"), litres: 12, pct: null },
  ...{ uncertaintyLitres: 1.5, uncertaintyPct: null, lat: 57.7, lon: 11.97 },
  ...{ evidence: { litres: 12 }, revision: 1 },
  ...part,
});
