import { isObject, nothing, refused, type Decoded } from "./decoded.ts";
import { attributesOf, keys, known, oneOf, scaled, toNumber, toSample } from "./sample.ts";
import type { ClockWindow } from "./timestamp.ts";

type Fields = Readonly<Record<string, unknown>>;

/** OwnTracks booklet, `docs/tech/json.md`; from `odometer` on Queclink trackers' additions. */
const CLAIMED = keys("_type tst lat lon vel cog alt acc batt event odometer hmc uext ign rpm flvl");
const FIELD_NAMES = {
  speedKmh: "vel",
  headingDeg: "cog",
  altitudeM: "alt",
  accuracyM: "acc",
  batteryPct: "batt",
  odometerKm: "odometer",
  engineHours: "hmc",
  externalV: "uext",
  ignition: "ign",
  fuelPct: "flvl",
};
const SECONDS_PER_HOUR = 3_600;

const toBoolean = (value: unknown): unknown => {
  const number = toNumber(value);
  return number === 0 || number === 1 ? number === 1 : value;
};

const measure = (payload: Fields, event: string | undefined): Fields => ({
  lat: payload["lat"],
  lon: payload["lon"],
  speedKmh: known(payload["vel"]),
  headingDeg: known(payload["cog"]),
  altitudeM: payload["alt"],
  accuracyM: known(payload["acc"]),
  batteryPct: known(payload["batt"]),
  odometerKm: payload["odometer"],
  engineHours: scaled(payload["hmc"], 1 / SECONDS_PER_HOUR),
  externalV: payload["uext"],
  ignition: toBoolean(payload["ign"]),
  rpm: payload["rpm"],
  fuelPct: payload["flvl"],
  event,
});

const decodeFix = (payload: Fields, event: string | undefined, clock: ClockWindow): Decoded => {
  if (payload["lat"] === undefined || payload["lat"] === null) return refused("lat", "missing");
  return oneOf(
    toSample(
      { field: "tst", value: payload["tst"], clock },
      measure(payload, event),
      attributesOf(payload, CLAIMED),
      FIELD_NAMES,
    ),
  );
};

/**
 * OwnTracks JSON, by MQTT or HTTP: `location` and `transition` are observations, other types
 * (waypoints, cards, `lwt`: the broker itself knows when a connection ends) carry no telemetry.
 * Speed is km/h, times are Unix seconds.
 */
export const decodeOwntracks = (payload: unknown, clock: ClockWindow): Decoded => {
  if (!isObject(payload)) return refused("payload", "expected a JSON object");
  switch (payload["_type"]) {
    case "location":
      return decodeFix(payload, payload["tow"] === 1 ? "tow" : undefined, clock);
    case "transition":
      return decodeFix(
        payload,
        payload["event"] === "leave" ? "region_leave" : "region_enter",
        clock,
      );
    case "encrypted":
      return refused("_type", "encrypted payloads cannot be read; switch encryption off, use TLS");
    case undefined:
      return refused("_type", "missing");
    default:
      return nothing;
  }
};
