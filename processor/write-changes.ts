import type { RouteEvent, RouteRetracted, VehicleLive } from "../contracts/live-protocol.ts";
import { saveDetections } from "../db/detections.ts";
import { saveLearnedFuel } from "../db/learned-fuel.ts";
import { addToOutbox, type OutboxEvent } from "../db/outbox.ts";
import type { Queryable } from "../db/pool.ts";
import { retractIds, retractWindow } from "../db/retraction.ts";
import { saveRoutes, type RouteChange } from "../db/routes.ts";
import { saveStops } from "../db/stops.ts";
import {
  deleteCheckpoints,
  saveCheckpoints,
  saveVehicleStates,
  type VehicleStateUpdate,
} from "../db/vehicle-states.ts";
import { LATE_AFTER_MS, type AlertPolicies } from "./alerting.ts";
import type { Said } from "./alert-placement.ts";
import { deriveAlerts } from "./derive-alerts.ts";
import type { Output, RouteRecord, StopRecord } from "./detectors/output.ts";
import type { VehicleChange } from "./vehicle-change.ts";
import { liveView, wakeAtMs } from "./vehicle-fold.ts";
import type { Vehicle } from "./vehicle-memory.ts";

const isRoute = (output: Output): output is Extract<Output, { kind: "route" }> =>
  output.kind === "route";
const isStop = (output: Output): output is Extract<Output, { kind: "stop" }> =>
  output.kind === "stop";

const isLearnedFuel = (output: Output): output is Extract<Output, { kind: "learned_fuel" }> =>
  output.kind === "learned_fuel";

const announcement = ({ route, before }: RouteChange, nowMs: number): OutboxEvent => {
  const happenedAt = route.endTime ?? route.startTime;
  const late = nowMs - Date.parse(happenedAt) > LATE_AFTER_MS;
  const payload: RouteEvent = { route, late };
  if (before !== "COMPLETED" && route.status === "COMPLETED")
    return { event: "route:ended", payload };
  return { event: before === null ? "route:started" : "route:revised", payload };
};

/** A route that only went on: the next announcement replaces this one, so it may get lost. */
const isProgress = ({ route, before }: RouteChange): boolean =>
  before === "IN_PROGRESS" && route.status === "IN_PROGRESS";

/** What a change takes back of routes and detections. */
type Retracted = { readonly routeIds: string[]; readonly detectionIds: string[] };

const retract = async (db: Queryable, change: VehicleChange): Promise<Retracted> => {
  const { vehicle, outputs, window } = change;
  const ids = [...change.retractedIds];
  const routeIds = await retractIds(db, "routes", ids);
  const detectionIds = await retractIds(db, "detections", ids);
  await retractIds(db, "stops", ids);
  if (window) {
    const kept = [...outputs.keys(), ...change.keptIds];
    routeIds.push(...(await retractWindow(db, "routes", vehicle.id, window, kept)));
    detectionIds.push(...(await retractWindow(db, "detections", vehicle.id, window, kept)));
    await retractWindow(db, "stops", vehicle.id, window, kept);
    await retractWindow(db, "learned_fuel", vehicle.id, window, kept);
  }
  return { routeIds, detectionIds };
};

const retraction = (vehicleId: string, routeId: string): OutboxEvent => {
  const payload: RouteRetracted = { routeId, vehicleId };
  return { event: "route:retracted", payload };
};

const detectionsOf = (changes: readonly VehicleChange[]): Said[] =>
  changes.flatMap(({ outputs, saidBySilence }) =>
    [...outputs.values()].flatMap((output) =>
      output.kind === "detection"
        ? [
            {
              detection: output.record,
              by: saidBySilence.has(output.record.id) ? "silence" : "observation",
            },
          ]
        : [],
    ),
  );

/** Writes detections and brings alerts in line; what a rule has switched off is not recorded. */
const writeDetections = async (
  db: Queryable,
  said: readonly Said[],
  goneIds: readonly string[],
  policies: AlertPolicies,
  nowMs: number,
): Promise<OutboxEvent[]> => {
  const isOn = ({ detection: { vehicleId, type, detectedAtMs } }: Said): boolean =>
    policies.policyAt(vehicleId, type, detectedAtMs).enabled;
  const recorded = said.filter(isOn);
  const off = said.filter((each) => !isOn(each)).map(({ detection }) => detection.id);
  const gone = [...goneIds, ...(await retractIds(db, "detections", off))];
  const changed = await saveDetections(
    db,
    recorded.map(({ detection }) => detection),
  );
  const news = recorded.filter(({ detection }) => changed.has(detection.id));
  return deriveAlerts(db, news, gone, policies, nowMs);
};

/** So many observations are folded again when a vehicle is loaded … */
const SAVE_STATE_EVERY = 200;
/** … or what comes in this time, ms, because a backlog goes through thousands in a second … */
const SAVE_STATE_EVERY_MS = 1_000;
/** … but never more than this and one batch. */
const SAVE_STATE_AT_LATEST = 5_000;

/** A state that is many times as large as an observation is not written for each of them. */
const isStateDue = ({ vehicle, window }: VehicleChange, nowMs: number): boolean =>
  vehicle.unsaved === null ||
  vehicle.unsaved >= SAVE_STATE_AT_LATEST ||
  (vehicle.unsaved >= SAVE_STATE_EVERY && nowMs - vehicle.savedAtMs >= SAVE_STATE_EVERY_MS) ||
  // Silent for long: what it needs of the log may be dropped before it is heard again.
  (vehicle.projectedAtMs !== null && vehicle.unsaved > 0) ||
  // Only from a state that is in step can one tell what is behind it.
  vehicle.rewind !== null ||
  window !== null;

/** When to wake it: what is stored stays while it is not too late, because it costs an index entry. */
const wakeToStore = (vehicle: Vehicle, nowMs: number): number | null => {
  const { state, settings, rewind, projectedAtMs, storedWakeAtMs } = vehicle;
  if (rewind !== null) return null; // what waits to be folded in comes first
  const wake = wakeAtMs(state, settings, projectedAtMs, nowMs);
  const stays =
    wake !== null && storedWakeAtMs !== null && storedWakeAtMs <= wake && storedWakeAtMs > nowMs;
  return stays ? storedWakeAtMs : wake;
};

const stateUpdate = (
  change: VehicleChange,
  live: VehicleLive | undefined,
  nowMs: number,
): VehicleStateUpdate => {
  const { vehicle } = change;
  const stateJson = isStateDue(change, nowMs) ? JSON.stringify(vehicle.state) : null;
  if (stateJson !== null) {
    vehicle.unsaved = 0;
    vehicle.savedAtMs = nowMs;
  }
  vehicle.storedWakeAtMs = wakeToStore(vehicle, nowMs);
  return {
    vehicleId: vehicle.id,
    stateJson,
    foldedAtMs: vehicle.state.foldedAtMs,
    rewindFromMs: vehicle.rewind?.fromMs ?? null,
    rewindUntilMs: vehicle.rewind?.untilMs ?? null,
    wakeAtMs: vehicle.storedWakeAtMs,
    projectedAtMs: vehicle.projectedAtMs,
    live: live ?? liveView(vehicle.state, vehicle.id, vehicle.settings, nowMs),
  };
};

/** What is left to announce once it is committed. */
export type Written = {
  /** Live views and routes under way: best effort, because the next ones replace them. */
  readonly lives: readonly VehicleLive[];
  readonly progress: readonly OutboxEvent[];
  /** Events in the outbox, which the relay announces. */
  readonly announced: number;
};

/**
 * Writes what happened to vehicles, in the caller's transaction: records, announcements,
 * checkpoints and state.
 */
export const writeChanges = async (
  db: Queryable,
  changes: readonly VehicleChange[],
  policies: AlertPolicies,
  nowMs: number,
): Promise<Written> => {
  const events: OutboxEvent[] = [];
  const goneDetections: string[] = [];
  for (const change of changes) {
    if (change.window || change.retractedIds.size > 0) {
      const { routeIds, detectionIds } = await retract(db, change);
      events.push(...routeIds.map((id) => retraction(change.vehicle.id, id)));
      goneDetections.push(...detectionIds);
    }
    const { outdated } = change;
    if (outdated)
      await deleteCheckpoints(db, change.vehicle.id, outdated.fromMs, outdated.beforeMs);
  }
  const outputs = changes.flatMap((change) => [...change.outputs.values()]);
  const routes: RouteRecord[] = outputs.filter(isRoute).map(({ record }) => record);
  const stops: StopRecord[] = outputs.filter(isStop).map(({ record }) => record);
  const routeChanges = await saveRoutes(db, routes);
  await saveStops(db, stops);
  await saveLearnedFuel(
    db,
    outputs.filter(isLearnedFuel).map(({ record }) => record),
  );
  const progress: OutboxEvent[] = [];
  for (const change of routeChanges) {
    (isProgress(change) ? progress : events).push(announcement(change, nowMs));
  }
  events.push(
    ...(await writeDetections(db, detectionsOf(changes), goneDetections, policies, nowMs)),
  );
  await addToOutbox(db, events);
  await saveCheckpoints(
    db,
    changes.flatMap((change) => change.checkpoints),
  );
  const lives = changes.map(({ vehicle }) =>
    liveView(vehicle.state, vehicle.id, vehicle.settings, nowMs),
  );
  await saveVehicleStates(
    db,
    changes.map((change, index) => stateUpdate(change, lives[index], nowMs)),
  );
  return { lives, progress, announced: events.length };
};
