import type { Observation } from "../contracts/observation.ts";
import type { Checkpoint } from "../db/vehicle-states.ts";
import type { RetractWindow } from "../db/retraction.ts";
import type { Output } from "./detectors/output.ts";
import {
  foldObservation,
  openOutputs,
  projectOutputs,
  wakeAtMs,
  type VehicleState,
} from "./vehicle-fold.ts";
import { blaming } from "./vehicle-faults.ts";
import type { Vehicle } from "./vehicle-memory.ts";

/** What a piece of work did to one vehicle, to be written in the transaction that covers it. */
export type VehicleChange = {
  readonly vehicle: Vehicle;
  /** Latest version of each record, by id. */
  readonly outputs: Map<string, Output>;
  /** Those of the outputs that silence has said, not an observation. */
  readonly saidBySilence: Set<string>;
  readonly checkpoints: Checkpoint[];
  /** Records that are no longer true. */
  readonly retractedIds: Set<string>;
  /** Records that stay as they are stored, though detected in the window. */
  readonly keptIds: Set<string>;
  /** What was detected in this window and is neither among the outputs nor kept is untrue. */
  window: RetractWindow | null;
  /** Checkpoints in this range are outdated. */
  outdated: { readonly fromMs: number; readonly beforeMs: number | null } | null;
  /** The state it was folded from anew, and how many observations have been since. */
  base: { readonly state: VehicleState; readonly folded: number } | null;
};

export const noChange = (vehicle: Vehicle): VehicleChange => ({
  vehicle,
  outputs: new Map(),
  saidBySilence: new Set(),
  checkpoints: [],
  retractedIds: new Set(),
  keptIds: new Set(),
  window: null,
  outdated: null,
  base: null,
});

const collect = (change: VehicleChange, outputs: readonly Output[]): void => {
  for (const output of outputs) change.outputs.set(output.record.id, output);
};

const addMissing = (change: VehicleChange, outputs: readonly Output[]): void => {
  for (const output of outputs) {
    if (!change.outputs.has(output.record.id)) change.outputs.set(output.record.id, output);
  }
};

/** Keeps the state from before an observation that is later than all it holds, if it is to be kept. */
export const offerRecent = (
  { recent, state }: Vehicle,
  { tsMs }: Observation,
  headMs: number,
): void => {
  if (recent && state.foldedAtMs !== null && tsMs > state.foldedAtMs) recent.offer(state, headMs);
};

/**
 * Folds observations, in order and none older than the state, into the vehicle. Throws
 * `VehicleFaultError` when detection fails on it; its state is then neither here nor there.
 */
export const fold = (change: VehicleChange, observations: readonly Observation[]): void =>
  blaming(change.vehicle.id, () => foldAll(change, observations));

const foldAll = (change: VehicleChange, observations: readonly Observation[]): void => {
  const { vehicle } = change;
  const { projectedAtMs } = vehicle;
  const projected =
    projectedAtMs === null
      ? []
      : projectOutputs(vehicle.state, vehicle.id, vehicle.settings, projectedAtMs);
  const headMs = observations.at(-1)?.tsMs ?? 0;
  for (const observation of observations) {
    offerRecent(vehicle, observation, headMs);
    const outputs = foldObservation(vehicle.state, observation, vehicle.settings, (atMs, state) =>
      change.checkpoints.push({ vehicleId: vehicle.id, atMs, stateJson: JSON.stringify(state) }),
    );
    collect(change, outputs);
  }
  if (vehicle.unsaved !== null) vehicle.unsaved += observations.length;
  if (projectedAtMs === null || observations.length === 0) return;
  // The silence was not the end after all: what it ended is open again unless the fold said so too.
  vehicle.projectedAtMs = null;
  addMissing(change, openOutputs(vehicle.state, vehicle.id));
  for (const { record } of projected) {
    if (!change.outputs.has(record.id)) change.retractedIds.add(record.id);
  }
};

/** Adds what silence until `nowMs` means, if it means anything. */
export const project = (change: VehicleChange, nowMs: number): void =>
  blaming(change.vehicle.id, () => projectAll(change, nowMs));

const projectAll = (change: VehicleChange, nowMs: number): void => {
  const { vehicle } = change;
  const dueMs = wakeAtMs(vehicle.state, vehicle.settings, vehicle.projectedAtMs, nowMs);
  if (dueMs === null || dueMs > nowMs) return;
  const said = projectOutputs(vehicle.state, vehicle.id, vehicle.settings, nowMs);
  collect(change, said);
  for (const { record } of said) change.saidBySilence.add(record.id);
  vehicle.projectedAtMs = nowMs;
};

/** Records that are open in the vehicle's state, as a base that later outputs replace. */
export const collectOpen = (change: VehicleChange): void =>
  addMissing(change, openOutputs(change.vehicle.state, change.vehicle.id));
