import { isObject, nothing, refused, type Decoded } from "./decoded.ts";
import { attributesOf, keys, oneOf, scaled, toNumber, toSample } from "./sample.ts";
import type { ClockWindow } from "./timestamp.ts";

type Reported = Readonly<Record<string, unknown>>;

/** AVL ids of wiki.teltonika-gps.com that become measurements; all others stay attributes. */
const CLAIMED = keys(
  "ts latlng alt ang sat sp evt 239 182 66 113 36 85 103 389 105 87 16 390 84 89 48",
);
const FIELD_NAMES = {
  lat: "latlng",
  lon: "latlng",
  speedKmh: "sp",
  headingDeg: "ang",
  altitudeM: "alt",
  satellites: "sat",
  hdop: "182",
  ignition: "239",
  externalV: "66",
  batteryPct: "113",
};

/** Events of a record, told by the AVL id that triggered it (`evt`) or by a value that is set. */
const EVENTS: readonly (readonly [number, string])[] = [
  [247, "crash"],
  [252, "unplugged"],
  [246, "tow"],
  [249, "jamming"],
  [318, "gnss_jamming"],
];
/** AVL 69: 1 = fix; 0 off, 2 no fix and 3 sleep repeat the last position or 0,0. */
const GNSS_HAS_FIX = 1;

const eventOf = (reported: Reported): string | undefined => {
  const trigger = toNumber(reported["evt"]);
  const found = EVENTS.find(([id]) => {
    const value = toNumber(reported[id]);
    return typeof value === "number" && value > 0 && (trigger === undefined || trigger === id);
  });
  return found?.[1];
};

const positionOf = (reported: Reported): { lat?: unknown; lon?: unknown } => {
  const status = toNumber(reported["69"]);
  if (status !== undefined && status !== GNSS_HAS_FIX) return {};
  if (typeof reported["latlng"] !== "string") return {};
  const [lat, lon] = reported["latlng"].split(",");
  return { lat: toNumber(lat), lon: toNumber(lon) };
};

// Odometer and fuel by where they come from, best source first: OEM, CAN, the tracker itself.
const odometerKm = (reported: Reported): unknown =>
  reported["389"] === undefined
    ? scaled(reported["105"] ?? reported["87"] ?? reported["16"], 0.001)
    : toNumber(reported["389"]);

const toIgnition = (value: unknown): unknown => {
  const number = toNumber(value);
  return number === 0 || number === 1 ? number === 1 : number;
};

const measure = (reported: Reported) => ({
  ...positionOf(reported),
  speedKmh: toNumber(reported["sp"]),
  headingDeg: toNumber(reported["ang"]),
  altitudeM: toNumber(reported["alt"]),
  satellites: toNumber(reported["sat"]),
  hdop: scaled(reported["182"], 0.1),
  ignition: toIgnition(reported["239"]),
  odometerKm: odometerKm(reported),
  engineHours: scaled(reported["103"], 1 / 60),
  fuelPct: toNumber(reported["89"] ?? reported["48"]),
  fuelLitres: scaled(reported["390"] ?? reported["84"], 0.1),
  rpm: toNumber(reported["85"] ?? reported["36"]),
  externalV: scaled(reported["66"], 0.001),
  batteryPct: toNumber(reported["113"]),
  event: eventOf(reported),
});

/**
 * Teltonika codec JSON (`state.reported` with AVL ids as keys). Numbers may come as text, times
 * are Unix milliseconds, speed km/h. A command's answer (`RSP`) carries no telemetry.
 */
export const decodeTeltonika = (payload: unknown, clock: ClockWindow): Decoded => {
  if (!isObject(payload)) return refused("payload", "expected a JSON object");
  const { RSP: answer } = payload;
  if (typeof answer === "string") return { ...nothing, answer: { kind: "words", text: answer } };
  if (answer !== undefined) return nothing;
  const state = payload["state"];
  if (!isObject(state)) return refused("state", "missing");
  const reported = state["reported"];
  if (!isObject(reported)) return refused("state.reported", "missing");
  return oneOf(
    toSample(
      { field: "ts", value: reported["ts"], clock },
      measure(reported),
      attributesOf(reported, CLAIMED),
      FIELD_NAMES,
    ),
  );
};
