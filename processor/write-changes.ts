import type { RouteEvent, RouteRetracted, VehicleLive } from "../contracts/live-protocol.ts";
import { saveDetections } from "../db/detections.ts";
import { markLateStretches, type LateStretch } from "../db/fuel-books.ts";
import { saveLearnedFuel } from "../db/learned-fuel.ts";
import { addToOutbox, type OutboxEvent } from "../db/outbox.ts";
import type { Queryable } from "../db/pool.ts";
import {
  retractIds,
  retractWindows,
  type RetractableTable,
  type RetractedRecord,
} from "../db/retraction.ts";
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
import { liveView, wakeAtMs, type VehicleState } from "./vehicle-fold.ts";
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
type Retracted = {
  readonly routes: readonly RetractedRecord[];
  readonly detections: readonly RetractedRecord[];
};

const retract = async (db: Queryable, changes: readonly VehicleChange[]): Promise<Retracted> => {
  const ids = changes.flatMap(({ retractedIds }) => [...retractedIds]);
  const windows = changes.flatMap(({ vehicle, window }) =>
    window ? [{ vehicleId: vehicle.id, ...window }] : [],
  );
  const kept = changes.flatMap(({ window, outputs, keptIds }) =>
    window ? [...outputs.keys(), ...keptIds] : [],
  );
  const from = async (table: RetractableTable): Promise<RetractedRecord[]> => [
    ...(await retractIds(db, table, ids)),
    ...(await retractWindows(db, table, windows, kept)),
  ];
  await from("stops");
  await retractWindows(db, "learned_fuel", windows, kept);
  return { routes: await from("routes"), detections: await from("detections") };
};

const retraction = ({ id: routeId, vehicleId }: RetractedRecord): OutboxEvent => {
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
  const retracted = await retractIds(db, "detections", off);
  const gone = [...goneIds, ...retracted.map(({ id }) => id)];
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

/** Whether what is stored of a vehicle that is a little late lacks something, or is old. */
const isBaseDue = ({ vehicle, outdated, base }: VehicleChange, nowMs: number): boolean =>
  vehicle.unsaved === null ||
  vehicle.storedAtMs === null ||
  (outdated !== null && outdated.fromMs <= vehicle.storedAtMs) ||
  (vehicle.unsaved >= SAVE_STATE_EVERY + (base?.folded ?? 0) &&
    nowMs - vehicle.savedAtMs >= SAVE_STATE_EVERY_MS);

/**
 * The state to be written now, if any. A vehicle that is a little late is written as the state it was
 * folded from, because the one it is in now will lack what comes late next; not one that has fallen silent.
 */
const stateToStore = (change: VehicleChange, nowMs: number): VehicleState | null => {
  const { vehicle, base } = change;
  if (!base || vehicle.projectedAtMs !== null)
    return isStateDue(change, nowMs) ? vehicle.state : null;
  return isBaseDue(change, nowMs) ? base.state : null;
};

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
  const { vehicle, base } = change;
  const state = stateToStore(change, nowMs);
  if (state) {
    vehicle.unsaved = state === vehicle.state ? 0 : (base?.folded ?? 0);
    vehicle.savedAtMs = nowMs;
    vehicle.storedAtMs = state.foldedAtMs;
  }
  vehicle.storedWakeAtMs = wakeToStore(vehicle, nowMs);
  return {
    vehicleId: vehicle.id,
    stored: state && { stateJson: JSON.stringify(state), stateAtMs: state.foldedAtMs },
    foldedAtMs: vehicle.state.foldedAtMs,
    rewindFromMs: vehicle.rewind?.fromMs ?? null,
    rewindUntilMs: vehicle.rewind?.untilMs ?? null,
    wakeAtMs: vehicle.storedWakeAtMs,
    projectedAtMs: vehicle.projectedAtMs,
    live: live ?? liveView(vehicle.state, vehicle.id, vehicle.settings, nowMs),
  };
};

/** What of the log was added to and folded again at once. */
const lateStretchOf = ({ vehicle, base, outdated }: VehicleChange): LateStretch[] => {
  const untilMs = vehicle.state.foldedAtMs;
  if (!base || !outdated || untilMs === null) return [];
  return [{ vehicleId: vehicle.id, fromMs: outdated.fromMs, untilMs }];
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
  const retracted = await retract(db, changes);
  const events = retracted.routes.map(retraction);
  await deleteCheckpoints(
    db,
    changes.flatMap(({ vehicle, outdated }) =>
      outdated ? [{ vehicleId: vehicle.id, ...outdated }] : [],
    ),
  );
  await markLateStretches(db, changes.flatMap(lateStretchOf));
  const outputs = changes.flatMap((change) => [...change.outputs.values()]);
  const routes: RouteRecord[] = outputs.filter(isRoute).map(({ record }) => record);
  const stops: StopRecord[] = outputs.filter(isStop).map(({ record }) => record);
  const routeChanges = await saveRoutes(db, routes);
  await saveStops(db, stops);
  await saveLearnedFuel(
    db,
    outputs.filter(isLearnedFuel).map(({ record }) => record),
  );
  const goneIds = retracted.detections.map(({ id }) => id);
  const progress: OutboxEvent[] = [];
  for (const change of routeChanges) {
    (isProgress(change) ? progress : events).push(announcement(change, nowMs));
  }
  events.push(...(await writeDetections(db, detectionsOf(changes), goneIds, policies, nowMs)));
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
