import { expect } from "vitest";

/** A minute ago, on a whole second: several formats know no finer time. */
export const AT_MS = Math.floor(Date.now() / 1_000 - 60) * 1_000;
/** The same in Unix seconds. */
export const AT_S = AT_MS / 1_000;
/** The same in ISO 8601. */
export const AT = new Date(AT_MS).toISOString();

/** Where the car was and went, as every format has to end up in the contract's units. */
export const PLACE = { timestamp: AT, latitude: 57.70887, longitude: 11.97456, direction: 90 };
/** The speed of that moment, km/h. */
export const SPEED_KMH = 54;
/** The same speed, m/s. */
export const MPS = 15;
/** The same speed; one international knot is 1.852 km/h. */
export const KNOTS = 54 / 1.852;

/** A number up to the last bits of a float: rows hold what was converted, 29.158 knots to 54 km/h. */
export const near = (value: number): unknown => expect.closeTo(value, 6);

/** The moment with everything native telemetry can say, and something it does not know. */
export const NATIVE = {
  ts: AT,
  lat: 57.70887,
  lon: 11.97456,
  speedKmh: SPEED_KMH,
  headingDeg: 90,
  altitudeM: 12,
  accuracyM: 4,
  hdop: 0.9,
  satellites: 11,
  ignition: true,
  odometerKm: 42_000.5,
  engineHours: 1_200.25,
  fuelPct: 61.5,
  fuelLitres: 33.8,
  rpm: 1_900,
  externalV: 13.9,
  batteryPct: 88,
  event: "sos",
  tyreBar: 2.4,
};
/** The row that makes. */
export const NATIVE_STORED = {
  ...PLACE,
  speed: SPEED_KMH,
  altitudeM: 12,
  accuracyM: 4,
  hdop: 0.9,
  satellites: 11,
  ignition: true,
  odometerKm: 42_000.5,
  engineHours: 1_200.25,
  fuelPct: 61.5,
  fuelLitres: 33.8,
  rpm: 1_900,
  externalV: 13.9,
  batteryPct: 88,
  event: "sos",
  attributes: { tyreBar: 2.4 },
};
/** The moment as a phone with OwnTracks tells it. */
export const OWNTRACKS = {
  _type: "location",
  tst: AT_S,
  lat: 57.70887,
  lon: 11.97456,
  vel: 54,
  cog: 90,
  alt: 12,
  acc: 4,
  batt: 88,
  tid: "v1",
};
/** The row that makes. */
export const OWNTRACKS_STORED = {
  ...PLACE,
  speed: SPEED_KMH,
  altitudeM: 12,
  accuracyM: 4,
  batteryPct: 88,
  ignition: null,
};
