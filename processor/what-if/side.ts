import type { AlertPolicy } from "../../contracts/detection/alert-policy.ts";
import type { Observation } from "../../contracts/observation.ts";
import type { WhatIfDetection } from "../../contracts/what-if.ts";
import { causeOf, judge } from "../alerting.ts";
import type { DetectionRecord, Output, RouteRecord, StopRecord } from "../detectors/output.ts";
import { unchanging, type Mountings, type VehicleSettings } from "../detectors/vehicle-settings.ts";
import {
  foldObservation,
  initialState,
  openOutputs,
  projectOutputs,
  VehicleState,
  wakeAtMs,
} from "../vehicle-fold.ts";
import type { Found } from "./compare.ts";
import { countAlerts, type Telling } from "./count-alerts.ts";
import type { PolicyOf } from "./draft.ts";

/** One of the two lives of a vehicle that are compared: the same history, settings of its own. */
export type Side = {
  readonly fold: (observation: Observation) => void;
  /** What it has found that touches the stretch, with silence until its end taken into account. */
  readonly found: (fromMs: number, toMs: number) => Found;
};

const iso = (ms: number): string => new Date(ms).toISOString();

const describe = (record: DetectionRecord, policy: AlertPolicy, nowMs: number): WhatIfDetection => {
  const verdict = judge(record, policy, nowMs);
  return {
    type: record.type,
    certainty: record.certainty,
    startTime: iso(record.startMs),
    endTime: record.endMs === null ? null : iso(record.endMs),
    detectedAt: iso(record.detectedAtMs),
    lat: record.lat,
    lon: record.lon,
    evidence: record.evidence,
    alert: verdict.kind === "alert" ? verdict.severity : null,
  };
};

const tellingOf = (record: DetectionRecord, { cooldownS }: AlertPolicy): Telling => ({
  cause: `${record.type}:${causeOf(record)}`,
  startMs: record.startMs,
  endMs: record.endMs,
  cooldownS,
});

/** How many routes and idling stops there are that end after a time. */
const motionSince = (
  records: ReadonlyMap<string, RouteRecord | StopRecord>,
  fromMs: number,
): Pick<Found, "routes" | "distanceKm" | "idlingStops"> => {
  const counts = { routes: 0, distanceKm: 0, idlingStops: 0 };
  for (const record of records.values()) {
    if ((record.endMs ?? Infinity) < fromMs) continue;
    if ("kind" in record) counts.idlingStops += record.kind === "idling" ? 1 : 0;
    else if (record.endMs !== null) {
      counts.routes++;
      counts.distanceKm += record.distanceKm;
    }
  }
  return counts;
};

/** A life from a stored checkpoint on, or from the beginning. */
export const openSide = (
  vehicleId: string,
  checkpoint: unknown,
  settings: VehicleSettings,
  mountings: Mountings,
  policyOf: PolicyOf,
): Side => {
  const history = unchanging(settings, mountings);
  const state = checkpoint === undefined ? initialState() : VehicleState.parse(checkpoint);
  const latest = new Map<string, DetectionRecord>();
  const motion = new Map<string, RouteRecord | StopRecord>();
  const keep = (outputs: readonly Output[]): void => {
    for (const { kind, record } of outputs) {
      if (kind === "detection") latest.set(record.id, record);
      else if (kind !== "learned_fuel") motion.set(record.id, record);
    }
  };
  keep(openOutputs(state, vehicleId));
  return {
    fold: (observation) => keep(foldObservation(state, observation, history, () => {})),
    found(fromMs, toMs) {
      const dueMs = wakeAtMs(state, history, null, toMs);
      if (dueMs !== null && dueMs <= toMs) keep(projectOutputs(state, vehicleId, history, toMs));
      const detections = new Map<string, WhatIfDetection>();
      const tellings: Telling[] = [];
      for (const [id, record] of latest) {
        const policy = policyOf(record.type);
        if (!policy.enabled || (record.endMs ?? Infinity) < fromMs) continue;
        const detection = describe(record, policy, toMs);
        detections.set(id, detection);
        if (detection.alert !== null) tellings.push(tellingOf(record, policy));
      }
      return { detections, alerts: countAlerts(tellings), ...motionSince(motion, fromMs) };
    },
  };
};
