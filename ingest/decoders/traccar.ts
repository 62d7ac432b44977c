import type { Attributes } from "../../contracts/telemetry.ts";
import { idText, isObject, refused, type Decoded } from "./decoded.ts";
import { attributesOf, keys, KMH_PER_KNOT, oneOf, scaled, toSample } from "./sample.ts";
import type { ClockWindow } from "./timestamp.ts";

type Fields = Readonly<Record<string, unknown>>;

const ATTRIBUTES_CLAIMED = keys(
  "ignition odometer fuel fuelLevel power batteryLevel alarm hours sat hdop rpm speedLimit",
);
const FIELD_NAMES = {
  lat: "position.latitude",
  lon: "position.longitude",
  speedKmh: "position.speed",
  headingDeg: "position.course",
  altitudeM: "position.altitude",
  accuracyM: "position.accuracy",
  satellites: "position.attributes.sat",
  hdop: "position.attributes.hdop",
  ignition: "position.attributes.ignition",
  odometerKm: "position.attributes.odometer",
  engineHours: "position.attributes.hours",
  fuelLitres: "position.attributes.fuel",
  fuelPct: "position.attributes.fuelLevel",
  externalV: "position.attributes.power",
  batteryPct: "position.attributes.batteryLevel",
  rpm: "position.attributes.rpm",
  event: "position.attributes.alarm",
};
const MS_PER_HOUR = 3_600_000;

/** Traccar's names for what the contract calls otherwise. */
const EVENT_OF_ALARM: Readonly<Record<string, string>> = {
  accident: "crash",
  powerCut: "unplugged",
};

const eventOf = (alarm: unknown): unknown =>
  typeof alarm === "string" ? (EVENT_OF_ALARM[alarm] ?? alarm) : alarm;

/** Traccar repeats the last fix, time of the fix included, when a message brought none. */
const isOutdated = (position: Fields): boolean =>
  position["valid"] === false || position["outdated"] === true;

const timeOf = (position: Fields): { field: string; value: unknown } => {
  const [first, second] = isOutdated(position)
    ? (["deviceTime", "fixTime"] as const)
    : (["fixTime", "deviceTime"] as const);
  const name = position[first] === undefined || position[first] === null ? second : first;
  return { field: `position.${name}`, value: position[name] };
};

const measureFix = (position: Fields): Fields => ({
  lat: position["latitude"],
  lon: position["longitude"],
  speedKmh: scaled(position["speed"], KMH_PER_KNOT),
  headingDeg: position["course"],
  altitudeM: position["altitude"],
  // Traccar writes 0 when the protocol has no accuracy.
  accuracyM: position["accuracy"] === 0 ? undefined : position["accuracy"],
});

const measure = (position: Fields, attributes: Fields): Fields => ({
  ...(isOutdated(position) ? {} : measureFix(position)),
  satellites: attributes["sat"],
  hdop: attributes["hdop"],
  ignition: attributes["ignition"],
  odometerKm: scaled(attributes["odometer"], 0.001),
  engineHours: scaled(attributes["hours"], 1 / MS_PER_HOUR),
  fuelLitres: attributes["fuel"],
  fuelPct: attributes["fuelLevel"],
  externalV: attributes["power"],
  batteryPct: attributes["batteryLevel"],
  rpm: attributes["rpm"],
  event: eventOf(attributes["alarm"]),
});

/** Traccar's limit of the street is in knots, as its speeds are; processors know it in km/h. */
const keptOf = (attributes: Fields): Attributes | undefined => {
  const kept = attributesOf(attributes, ATTRIBUTES_CLAIMED);
  const limitKmh = scaled(attributes["speedLimit"], KMH_PER_KNOT);
  return typeof limitKmh === "number" ? { ...kept, speedLimitKmh: limitKmh } : kept;
};

/**
 * Traccar server's position forward (`forward.type=json`): speed and speed limit in knots, odometer in metres,
 * engine hours in milliseconds, power in volts. Whether the sender may speak for
 * `device.uniqueId` is the caller's business.
 */
export const decodeTraccar = (payload: unknown, clock: ClockWindow): Decoded => {
  if (!isObject(payload)) return refused("payload", "expected a JSON object");
  const { position, device } = payload;
  if (!isObject(device) || idText(device["uniqueId"]) === undefined) {
    return refused("device.uniqueId", "missing");
  }
  if (!isObject(position)) return refused("position", "missing");
  const attributes = isObject(position["attributes"]) ? position["attributes"] : {};
  return oneOf(
    toSample(
      { ...timeOf(position), clock },
      measure(position, attributes),
      keptOf(attributes),
      FIELD_NAMES,
    ),
  );
};
