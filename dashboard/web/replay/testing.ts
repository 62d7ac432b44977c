import type { Detection } from "../../../contracts/detected.ts";
import type { Route, Stop } from "../../../contracts/live-protocol.ts";
import type { GpsLocation } from "../../../contracts/location.ts";
import { fixesOf, readingsOf, type Recording } from "./recording.ts";

const START_MS = Date.parse("2026-03-03T10:00:00Z");

/** A moment so many seconds into the test's day, ms since the Unix epoch. */
export const atS = (seconds: number): number => START_MS + seconds * 1_000;
/** The same, ISO 8601. */
export const isoS = (seconds: number): string => new Date(atS(seconds)).toISOString();

/** Length of a degree of longitude where these tests drive, m. */
const M_PER_DEGREE_EAST = 111_195 * Math.cos((57.7 * Math.PI) / 180);

/** An observation `seconds` into the day, `eastM` metres east of where everything begins. */
export const aLocation = (
  seconds: number,
  eastM: number,
  part: Partial<GpsLocation> = {},
): GpsLocation => ({
  id: `location-${seconds}`,
  vehicleId: "car-1",
  deviceId: "device-1",
  timestamp: isoS(seconds),
  latitude: 57.7,
  longitude: 11.95 + eastM / M_PER_DEGREE_EAST,
  speed: 54,
  direction: 90,
  altitudeM: null,
  accuracyM: null,
  hdop: null,
  satellites: null,
  ignition: true,
  odometerKm: null,
  engineHours: null,
  fuelPct: null,
  fuelLitres: null,
  rpm: null,
  externalV: null,
  batteryPct: null,
  event: null,
  attributes: null,
  createdAt: isoS(seconds),
  ...part,
});

/** A drive east at 54 km/h from one second to another: an observation every ten seconds. */
export const aDrive = (fromS: number, toS: number): GpsLocation[] =>
  Array.from({ length: Math.floor((toS - fromS) / 10) + 1 }, (_, index) =>
    aLocation(fromS + index * 10, (fromS + index * 10) * 15),
  );

/** A recording of what was observed. */
export const aRecording = (
  locations: readonly GpsLocation[],
  part: Partial<Recording> = {},
): Recording => ({
  fixes: fixesOf(locations),
  readings: readingsOf(locations),
  routes: [],
  stops: [],
  detections: [],
  cutAtMs: undefined,
  ...part,
});

/** A car parked from one second to another, where everything begins. */
export const aStop = (fromS: number, toS: number | null, part: Partial<Stop> = {}): Stop => ({
  id: `stop-${fromS}`,
  vehicleId: "car-1",
  kind: "parked",
  startTime: isoS(fromS),
  endTime: toS === null ? null : isoS(toS),
  lat: 57.7,
  lon: 11.95,
  revision: 1,
  ...part,
});

/** A drive as the detectors tell it. */
export const aRoute = (fromS: number, toS: number): Route => ({
  id: `route-${fromS}`,
  vehicleId: "car-1",
  driverId: null,
  startLocationId: "l1",
  endLocationId: "l2",
  startTime: isoS(fromS),
  endTime: isoS(toS),
  startLat: 57.7,
  startLon: 11.95,
  endLat: 57.7,
  endLon: 11.96,
  distanceKm: ((toS - fromS) * 15) / 1_000,
  blindKm: 0,
  maxSpeedKmh: 54,
  movingS: toS - fromS,
  idlingS: 0,
  status: "COMPLETED",
  revision: 1,
});

/** A harsh braking, with no place of its own unless given. */
export const aDetection = (atSecond: number, part: Partial<Detection> = {}): Detection => ({
  id: `event-${atSecond}`,
  vehicleId: "car-1",
  licensePlate: "ABC 123",
  type: "harsh_braking",
  certainty: "confirmed",
  startTime: isoS(atSecond),
  endTime: isoS(atSecond),
  detectedAt: isoS(atSecond),
  lat: null,
  lon: null,
  evidence: {},
  alertId: null,
  revision: 1,
  ...part,
});
