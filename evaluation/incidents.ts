import { circle } from "../processor/geo/shape.ts";
import type { Observation } from "../contracts/observation.ts";
import type { Kind, Truth } from "./happening.ts";
import {
  changedBetween,
  type Day,
  firstDrive,
  longestStand,
  momentIn,
  wordsAround,
} from "./incident-day.ts";

/** What is reported of a day with an incident, and the truth of it. */
export type Incident = {
  readonly observations: readonly Observation[];
  readonly truths: readonly Truth[];
};

const MINUTE_MS = 60_000;
/** How long before it ends a stand of the day is left as it was, min. */
const MARGIN_MIN = 20;
/** Nothing is heard for so long, ms: longer than any tracker of a rental car sleeps on the road. */
const SILENT_MS = 2.5 * 60 * MINUTE_MS;
/** A tracker is known after so long, ms, with a word of the parked car every so often. */
const HABIT_MS = 3 * 24 * 60 * MINUTE_MS;
const HEARTBEAT_MS = 10 * MINUTE_MS;
/** A discharged battery at rest, V; that of a running alternator. */
const DISCHARGED_V = 11.3;
const CHARGING_V = 14.1;
/** An engine that idles, 1/min. */
const IDLE_RPM = 800;
/** Stands with the engine running for so long, ms, and reports every so often. */
const IDLED_MS = 15 * MINUTE_MS;
const IDLE_EVERY_MS = 10_000;

const at = (kind: Kind, startMs: number, endMs: number | null): Truth => ({ kind, startMs, endMs });
/** Within a period, of which nobody knows more. */
const within = (kind: Kind, startMs: number, endMs: number): Truth => ({
  ...at(kind, startMs, endMs),
  isWithin: true,
});

const withoutPlace = ({ lat, lon, speedKmh, headingDeg, ...rest }: Observation): Observation => {
  void [lat, lon, speedKmh, headingDeg];
  return { ...rest, satellites: 0 };
};

const offline = (day: Day): Incident => {
  const { fromMs, toMs } = longestStand(day);
  const sinceMs = momentIn(day, { fromMs: fromMs + 60 * MINUTE_MS, toMs: toMs - SILENT_MS }, 5);
  const left = day.observations.filter(({ tsMs }) => tsMs < sinceMs || tsMs >= sinceMs + SILENT_MS);
  const { beforeMs, afterMs } = wordsAround({ observations: left }, sinceMs);
  return { observations: left, truths: [at("offline", beforeMs, afterMs)] };
};

const odometerFrozen = (day: Day): Incident => {
  const { startMs } = firstDrive(day);
  const first = day.observations.find(({ tsMs }) => tsMs >= startMs)?.odometerKm;
  const observations = changedBetween(day, startMs, Infinity, (each) =>
    first === undefined ? each : { ...each, odometerKm: first },
  );
  return { observations, truths: [at("odometer_frozen", startMs, null)] };
};

const odometerJump = (day: Day): Incident => {
  const stand = longestStand(day);
  const atMs = momentIn(day, stand, MARGIN_MIN);
  const km = 5 + Math.round(day.random() * 40);
  const observations = changedBetween(day, atMs, Infinity, (each) =>
    each.odometerKm === undefined ? each : { ...each, odometerKm: each.odometerKm + km },
  );
  return { observations, truths: [within("odometer_jump", stand.fromMs, stand.toMs)] };
};

/** A button pressed or a shock felt on the way, repeated for half a minute as devices do. */
const alarm =
  (kind: "sos" | "crash") =>
  (day: Day): Incident => {
    const { startMs, endMs } = firstDrive(day);
    const atMs = momentIn(day, { fromMs: startMs, toMs: endMs }, 2);
    const { afterMs } = wordsAround(day, atMs);
    const observations = changedBetween(day, afterMs, afterMs + 30_000, (each) => ({
      ...each,
      event: kind,
    }));
    return { observations, truths: [at(kind, afterMs, null)] };
  };

const lowBattery = (day: Day): Incident => {
  const stand = longestStand(day);
  const fromMs = momentIn(day, { ...stand, fromMs: stand.fromMs + 60 * MINUTE_MS }, MARGIN_MIN);
  const { afterMs } = wordsAround(day, fromMs);
  const observations = changedBetween(day, fromMs, stand.toMs, (each) => ({
    ...each,
    externalV: DISCHARGED_V - 0.1 * day.random(),
  }));
  return { observations, truths: [at("low_battery", afterMs, null)] };
};

/** The car stands on with its engine running after the first drive; all that follows is later. */
const excessiveIdling = (day: Day): Incident => {
  const offMs = firstDrive(day).ignitionOffMs;
  const before = day.observations.filter(({ tsMs }) => tsMs < offMs);
  const last = before.at(-1);
  if (!last) throw new Error("nothing is reported of the first drive");
  const idling: Observation[] = [];
  for (let tsMs = last.tsMs + IDLE_EVERY_MS; tsMs < offMs + IDLED_MS; tsMs += IDLE_EVERY_MS)
    idling.push({
      ...last,
      ...{ id: `${last.id}-${String(tsMs)}`, tsMs, receivedAtMs: tsMs },
      ...{ speedKmh: 0, ignition: true, rpm: IDLE_RPM, externalV: CHARGING_V },
    });
  const after = day.observations
    .filter(({ tsMs }) => tsMs >= offMs)
    .map((each) => ({ ...each, tsMs: each.tsMs + IDLED_MS }));
  const truths = [at("excessive_idling", firstDrive(day).endMs, offMs + IDLED_MS)];
  return { observations: [...before, ...idling, ...after], truths };
};

/** The receiver has lost its aerial while the car idles at the end of its first drive. */
const gnssOutage = (day: Day): Incident => {
  const { observations: idled, truths } = excessiveIdling(day);
  const fromMs = firstDrive(day).ignitionOffMs;
  const { afterMs } = wordsAround({ observations: idled }, fromMs + IDLED_MS);
  const observations = changedBetween(
    { ...day, observations: idled },
    fromMs,
    fromMs + IDLED_MS,
    withoutPlace,
  );
  return { observations, truths: [...truths, at("gnss_outage", fromMs, afterMs)] };
};

/** The wire to the ignition has come off at a stand: the next drive is one with the key off. */
const ignitionSensorFault = (day: Day): Incident => {
  const { fromMs, toMs } = longestStand(day);
  const next = day.routes.find(({ ignitionOnMs }) => ignitionOnMs === toMs);
  if (!next) throw new Error("nothing is driven after the longest stand");
  const observations = changedBetween(day, fromMs, Infinity, (each) => ({
    ...each,
    ignition: false,
  }));
  return { observations, truths: [at("ignition_sensor_fault", next.startMs, next.endMs)] };
};

/** A loose plug at the sender: up and down by a third of the tank while the car stands. */
const fuelSensorFault = (day: Day): Incident => {
  const stand = longestStand(day);
  const fromMs = momentIn(day, stand, 60);
  const observations = changedBetween(day, fromMs, fromMs + 60 * MINUTE_MS, (each) => {
    const { fuelPct, fuelLitres, ...rest } = each;
    void fuelLitres;
    if (fuelPct === undefined) return each;
    return { ...rest, fuelPct: Math.max(1, fuelPct - (day.random() < 0.5 ? 35 : 0)) };
  });
  return { observations, truths: [at("fuel_sensor_fault", fromMs, null)] };
};

/** Days on which the car stood where it stands in the morning: what its trackers are used to is known. */
const standingBefore = ({ observations: [first] }: Day): Observation[] => {
  if (!first) throw new Error("nothing is reported of this day");
  return Array.from({ length: HABIT_MS / HEARTBEAT_MS }, (_, index) => {
    const tsMs = first.tsMs - HABIT_MS + index * HEARTBEAT_MS;
    return { ...first, id: `${first.id}-${String(index)}`, tsMs };
  });
};

/** A second tracker beside the first; it is wired as well, and dies early in the longest stand. */
const deviceOffline = (day: Day): Incident => {
  const stand = longestStand(day);
  const diesMs = stand.fromMs + 60 * MINUTE_MS;
  const own = [...standingBefore(day), ...day.observations];
  const second = own
    .filter(({ tsMs }) => tsMs < diesMs)
    .map((each) => ({
      ...each,
      ...{ id: `${each.id}-2`, deviceId: "second", tsMs: each.tsMs + 7_000 },
    }));
  const observations = [...own, ...second].sort((one, other) => one.tsMs - other.tsMs);
  return { observations, truths: [at("device_offline", second.at(-1)?.tsMs ?? diesMs, null)] };
};

/** The circle of a depot that the first drive ends in, as the map has it. */
export const depotOf = ({ observations, routes }: Day) => {
  const endMs = routes[0]?.endMs ?? 0;
  const place = observations.find(({ tsMs, lat }) => tsMs >= endMs && lat !== undefined);
  if (place?.lat === undefined || place.lon === undefined)
    throw new Error("nobody knows where the first drive ended");
  return { lat: place.lat, lon: place.lon, radiusM: 300 };
};

/** When a car that came into the depot was first inside, and when it was outside again, ms. */
export const depotVisits = (day: Day): Truth[] => {
  const { lat, lon, radiusM } = depotOf(day);
  const depot = circle({ lat, lon }, radiusM);
  const truths: Truth[] = [];
  let isIn: boolean | null = null;
  for (const { tsMs, lat: atLat, lon: atLon } of day.observations) {
    if (atLat === undefined || atLon === undefined) continue;
    const isInside = depot.signedDistanceM({ lat: atLat, lon: atLon }) <= 0;
    if (isIn !== null && isInside !== isIn)
      truths.push(at(isInside ? "geofence_enter" : "geofence_exit", tsMs, tsMs));
    isIn = isInside;
  }
  return truths;
};

/** Incidents that are written into a simulated day, one at a time. */
export const INCIDENTS: readonly ((day: Day) => Incident)[] = [
  ...[offline, gnssOutage, odometerFrozen, odometerJump, alarm("sos"), alarm("crash")],
  ...[lowBattery, excessiveIdling, ignitionSensorFault, fuelSensorFault, deviceOffline],
];
