import { isObject, refused, type Decoded } from "./decoded.ts";
import {
  attributesOf,
  keys,
  known,
  KMH_PER_KNOT,
  KMH_PER_MPS,
  oneOf,
  scaled,
  toNumber,
  toSample,
} from "./sample.ts";
import type { ClockWindow } from "./timestamp.ts";

type Fields = Readonly<Record<string, unknown>>;

const QUERY_CLAIMED = keys(
  "id deviceid secret timestamp lat lon location speed bearing heading altitude accuracy hdop batt alarm",
);
const QUERY_FIELD_NAMES = {
  speedKmh: "speed",
  headingDeg: "bearing",
  altitudeM: "altitude",
  accuracyM: "accuracy",
  batteryPct: "batt",
  event: "alarm",
};

const coordinates = (query: Fields): { lat: unknown; lon: unknown } => {
  // The app marks a repeated last position as not valid; it says nothing about now.
  if (query["valid"] === "false" || query["valid"] === "0")
    return { lat: undefined, lon: undefined };
  const [lat, lon] =
    typeof query["location"] === "string"
      ? query["location"].split(",")
      : [query["lat"], query["lon"]];
  return { lat: toNumber(lat), lon: toNumber(lon) };
};

const measureQuery = (query: Fields): Fields => ({
  ...coordinates(query),
  speedKmh: scaled(known(query["speed"]), KMH_PER_KNOT),
  headingDeg: toNumber(known(query["bearing"] ?? query["heading"])),
  altitudeM: toNumber(query["altitude"]),
  accuracyM: toNumber(known(query["accuracy"])),
  hdop: toNumber(query["hdop"]),
  batteryPct: toNumber(known(query["batt"])),
  event: query["alarm"],
});

/**
 * Traccar Client's older form (OsmAnd): query or form fields, speed in knots, time in Unix seconds
 * or milliseconds or as text. Who sent it (`id` or `deviceid`) is the caller's business.
 */
export const decodeOsmandQuery = (query: Fields, clock: ClockWindow): Decoded => {
  return oneOf(
    toSample(
      { field: "timestamp", value: query["timestamp"], clock },
      measureQuery(query),
      attributesOf(query, QUERY_CLAIMED),
      QUERY_FIELD_NAMES,
    ),
  );
};

const LOCATION_CLAIMED = keys("timestamp odometer alarm");
const COORDS_CLAIMED = keys("latitude longitude speed heading altitude accuracy");
const BATTERY_CLAIMED = keys("level");
const JSON_FIELD_NAMES = {
  lat: "location.coords.latitude",
  lon: "location.coords.longitude",
  speedKmh: "location.coords.speed",
  headingDeg: "location.coords.heading",
  altitudeM: "location.coords.altitude",
  accuracyM: "location.coords.accuracy",
  odometerKm: "location.odometer",
  batteryPct: "location.battery.level",
  event: "location.alarm",
};

/** What no measurement claims, inside `coords` and `battery` too. */
const locationAttributes = (location: Fields, coords: Fields, battery: Fields) =>
  attributesOf(
    {
      ...location,
      coords: attributesOf(coords, COORDS_CLAIMED),
      battery: attributesOf(battery, BATTERY_CLAIMED),
    },
    LOCATION_CLAIMED,
  );

const asObject = (value: unknown): Fields => (isObject(value) ? value : {});

const measureJson = (location: Fields, coords: Fields, battery: Fields): Fields => ({
  lat: coords["latitude"],
  lon: coords["longitude"],
  speedKmh: scaled(known(coords["speed"]), KMH_PER_MPS),
  headingDeg: known(coords["heading"]),
  altitudeM: coords["altitude"],
  accuracyM: known(coords["accuracy"]),
  odometerKm: scaled(location["odometer"], 0.001),
  batteryPct: scaled(known(battery["level"]), 100),
  event: location["alarm"],
});

/**
 * Traccar Client 9's JSON form: speed in m/s, odometer in metres, battery from 0 to 1; `coords` may
 * be absent when only the state changed.
 */
export const decodeOsmandJson = (payload: unknown, clock: ClockWindow): Decoded => {
  if (!isObject(payload)) return refused("payload", "expected a JSON object");
  const { location } = payload;
  if (!isObject(location)) return refused("location", "missing");
  const coords = asObject(location["coords"]);
  const battery = asObject(location["battery"]);
  return oneOf(
    toSample(
      { field: "location.timestamp", value: location["timestamp"], clock },
      measureJson(location, coords, battery),
      locationAttributes(location, coords, battery),
      JSON_FIELD_NAMES,
    ),
  );
};
