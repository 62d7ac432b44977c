import type { Detection, FuelEvent, FuelEventType } from "../../contracts/detected.ts";
import type { DetectionType, Evidence } from "../../contracts/detection/detection.ts";

const DETECTION_TYPE: Readonly<Record<FuelEventType, DetectionType>> = {
  refuel: "refuel",
  drain: "drain",
  leak: "leak",
  sensor_fault: "fuel_sensor_fault",
};
const FUEL_EVENT_TYPE: ReadonlyMap<DetectionType, FuelEventType> = new Map([
  ["refuel", "refuel"],
  ["drain", "drain"],
  ["leak", "leak"],
  ["fuel_sensor_fault", "sensor_fault"],
]);

/** The detections that fuel events of a type, or of every type, are made of. */
export const fuelDetectionTypes = (type: FuelEventType | undefined): DetectionType[] =>
  type ? [DETECTION_TYPE[type]] : Object.values(DETECTION_TYPE);

const figure = (evidence: Evidence, name: string): number | null => {
  const value = evidence[name];
  return typeof value === "number" ? value : null;
};

/** Amount as share of the tank: as stated, else the difference of the levels. */
const pctOf = (evidence: Evidence): number | null => {
  const stated = figure(evidence, "pct");
  const [from, to] = [figure(evidence, "fromPct"), figure(evidence, "toPct")];
  return stated ?? (from === null || to === null ? null : Math.abs(to - from));
};

/** A detection about fuel as the API of fuel events shows it. Throws on any other: a bug. */
export const toFuelEvent = (detection: Detection): FuelEvent => {
  const type = FUEL_EVENT_TYPE.get(detection.type);
  if (!type) throw new Error(`${detection.type} is no fuel event`);
  const { id, vehicleId, licensePlate, certainty, lat, lon, evidence, revision } = detection;
  return {
    ...{ id, vehicleId, licensePlate, type, certainty, lat, lon, evidence, revision },
    at: detection.startTime,
    endedAt: detection.endTime,
    litres: figure(evidence, "litres"),
    pct: pctOf(evidence),
    uncertaintyLitres: figure(evidence, "uncertaintyLitres"),
    uncertaintyPct: figure(evidence, "uncertaintyPct"),
  };
};

/** Whether a detection is about fuel. */
export const isFuelDetection = (detection: Detection | undefined): boolean =>
  detection !== undefined && FUEL_EVENT_TYPE.has(detection.type);

/** The level is shown from this long before an event to this long after it, ms. */
const AROUND_MS = 2 * 60 * 60_000;

/** When the curve of an event begins and ends. */
export const curveWindow = ({ startTime, endTime, detectedAt }: Detection) => {
  const lastMs = Math.max(Date.parse(endTime ?? detectedAt), Date.parse(detectedAt));
  return {
    from: new Date(Date.parse(startTime) - AROUND_MS),
    to: new Date(lastMs + AROUND_MS),
  };
};
