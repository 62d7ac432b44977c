import type pg from "pg";
import { LAST_ID, readLog } from "../db/locations.ts";
import { loadReplayStart } from "../db/log-cuts.ts";
import { loadCheckpointsFrom } from "../db/vehicle-states.ts";
import type { AlertPolicies } from "./alerting.ts";
import type { Claim } from "./apply-batch.ts";
import { findFault } from "./fault-isolation.ts";
import { inFencedTransaction } from "./fenced-transaction.ts";
import { cursorAt, isOutdated, replayPage, type Agreement, type Job } from "./replay.ts";
import { collectOpen, fold, noChange, project, type VehicleChange } from "./vehicle-change.ts";
import { initialState, VehicleState } from "./vehicle-fold.ts";
import { blaming, type VehicleFaults } from "./vehicle-faults.ts";
import type { Vehicle, VehicleMemory } from "./vehicle-memory.ts";
import { writeChanges, type Written } from "./write-changes.ts";

/** A late observation waits this long for others of the same backlog, ms … */
const QUIET_MS = 250;
/** … but a vehicle is never left behind for longer than this, ms. */
const LONGEST_WAIT_MS = 2_000;
/** Observations replayed in one go before the live ones get their turn: some 20 ms. */
const PAGE_ROWS = 2_000;
/** How many later checkpoints are compared with: one that agrees spares the rest of the replay. */
const COMPARED_CHECKPOINTS = 16;

type Waiting = { readonly sinceMs: number; lastMs: number };

/** What a turn of rewinding did. */
export type RewindTurn = {
  /** Observations folded again, or for the first time, out of the log. */
  readonly replayed: number;
  /** What is left to announce once a vehicle is up to date. */
  readonly written: Written | undefined;
};

const NO_TURN: RewindTurn = { replayed: 0, written: undefined };

/** Replays vehicles from before a late observation, a page at a time between live batches. */
export type Rewinds = {
  /** A vehicle has stored observations that are not folded in; `oldestMs` is the oldest new one. */
  note(vehicleId: string, oldestMs: number, nowMs: number): void;
  /** Vehicles that wait or are being replayed. */
  size(): number;
  /** Whether one has waited long enough to be replayed now. */
  hasDue(nowMs: number): boolean;
  /** Does one page of work for the vehicle whose turn it is. One that it fails for waits by itself. */
  slice(claim: Claim, nowMs: number): Promise<RewindTurn>;
  /** Forgets vehicles whose partitions are no longer owned. */
  retain(keep: (vehicleId: string) => boolean): void;
};

export const createRewinds = (
  pool: pg.Pool,
  memory: VehicleMemory,
  policies: AlertPolicies,
  faults: VehicleFaults,
): Rewinds => {
  const waiting = new Map<string, Waiting>();
  const jobs = new Map<string, Job>();

  const load = async (vehicleId: string): Promise<Vehicle> => {
    const vehicles = await memory.load(pool, [vehicleId]);
    const vehicle = vehicles.get(vehicleId);
    if (!vehicle) throw new Error(`vehicle ${vehicleId} did not load`);
    return vehicle;
  };

  const begin = async (vehicle: Vehicle, fromMs: number, untilMs: number): Promise<Job> => {
    const start = await loadReplayStart(pool, vehicle.id, fromMs);
    // A checkpoint that this release cannot read is as good as none.
    const restored = start.checkpoint && VehicleState.safeParse(start.checkpoint.state).data;
    const checkpoint = restored ? start.checkpoint : undefined;
    const state = restored ?? initialState();
    const recent = vehicle.recent?.anew() ?? null; // adopted with the state, or never
    const change = noChange({ ...vehicle, state, rewind: null, projectedAtMs: null, recent });
    collectOpen(change);
    return {
      change,
      startMs: checkpoint?.atMs ?? start.cutMs,
      // The checkpoint it begins at stays.
      fromMs: checkpoint ? Math.max(fromMs, checkpoint.atMs + 1) : fromMs,
      comparable: await loadCheckpointsFrom(pool, vehicle.id, untilMs, COMPARED_CHECKPOINTS),
      headMs: Math.max(vehicle.state.foldedAtMs ?? untilMs, untilMs),
      cursor: cursorAt({ ...start, checkpoint }),
      arrivedMs: Number.POSITIVE_INFINITY,
    };
  };

  /** Folds a page. */
  const replay = async (
    job: Job,
    untilMs: number,
  ): Promise<{ replayed: number; done: boolean; agreement: Agreement | undefined }> => {
    const { vehicle } = job.change;
    const page = await readLog(pool, vehicle.id, job.cursor, PAGE_ROWS);
    const agreement = blaming(vehicle.id, () => replayPage(job, untilMs, page));
    const done = agreement !== undefined || page.length < PAGE_ROWS;
    return { replayed: page.length, done, agreement };
  };

  /** Writes a whole replay: everything after the checkpoint it began at is as the log now says. */
  const finish = async (vehicle: Vehicle, job: Job, claim: Claim, nowMs: number) => {
    const { change } = job;
    collectOpen(change);
    project(change, nowMs);
    change.window = { afterMs: job.startMs, untilMs: null };
    change.outdated = { fromMs: job.fromMs, beforeMs: null };
    return adopt(vehicle, change, await commit(change, claim, nowMs));
  };

  /** Writes a replay up to where it met what was stored, and folds what came in meanwhile. */
  const finishAt = async (
    vehicle: Vehicle,
    job: Job,
    agreement: Agreement,
    claim: Claim,
    nowMs: number,
  ) => {
    const recent = vehicle.recent?.anew() ?? null;
    const state = structuredClone(vehicle.state);
    const change = noChange({ ...vehicle, rewind: null, state, recent });
    await foldRest(change);
    for (const [id, output] of agreement.outputs) {
      if (!agreement.openIds.has(id) && !change.outputs.has(id)) change.outputs.set(id, output);
    }
    for (const id of agreement.openIds) change.keptIds.add(id);
    change.checkpoints.push(...job.change.checkpoints);
    change.window = { afterMs: job.startMs, untilMs: agreement.atMs };
    change.outdated = { fromMs: job.fromMs, beforeMs: agreement.atMs };
    return adopt(vehicle, change, await commit(change, claim, nowMs));
  };

  const foldRest = async (change: VehicleChange): Promise<void> => {
    const { foldedAtMs } = change.vehicle.state;
    let position = foldedAtMs === null ? null : { atMs: foldedAtMs, id: LAST_ID };
    for (;;) {
      const page = await readLog(pool, change.vehicle.id, position, PAGE_ROWS);
      fold(change, page);
      const last = page.at(-1);
      if (!last || page.length < PAGE_ROWS) return;
      position = { atMs: last.tsMs, id: last.id };
    }
  };

  const adopt = <Written>(
    vehicle: Vehicle,
    { vehicle: replayed }: VehicleChange,
    written: Written,
  ) => {
    vehicle.state = replayed.state;
    vehicle.rewind = null;
    vehicle.projectedAtMs = replayed.projectedAtMs;
    vehicle.unsaved = replayed.unsaved;
    vehicle.savedAtMs = replayed.savedAtMs;
    vehicle.storedAtMs = replayed.storedAtMs;
    vehicle.storedWakeAtMs = replayed.storedWakeAtMs;
    vehicle.recent = replayed.recent;
    return written;
  };

  const commit = (change: VehicleChange, claim: Claim, nowMs: number) =>
    inFencedTransaction(pool, claim, [change.vehicle.id], (client) =>
      writeChanges(client, [change], policies, nowMs),
    );

  const nextDue = (nowMs: number): string | undefined => {
    for (const [vehicleId, { sinceMs, lastMs }] of waiting) {
      if (faults.isResting(vehicleId, nowMs)) continue;
      if (nowMs - lastMs >= QUIET_MS || nowMs - sinceMs >= LONGEST_WAIT_MS) return vehicleId;
    }
    return undefined;
  };

  /** A long log waits for the short ones between its pages. */
  const putLast = (vehicleId: string): void => {
    const entry = waiting.get(vehicleId);
    if (!entry) return;
    waiting.delete(vehicleId);
    waiting.set(vehicleId, entry);
  };

  /** One page of a vehicle's replay. */
  const workOn = async (vehicleId: string, claim: Claim, nowMs: number): Promise<RewindTurn> => {
    const vehicle = await load(vehicleId);
    const { rewind } = vehicle;
    let job = jobs.get(vehicleId);
    if (rewind && (!job || isOutdated(job))) {
      job = await begin(vehicle, rewind.fromMs, rewind.untilMs);
      jobs.set(vehicleId, job);
    }
    let turn = NO_TURN;
    if (rewind && job) {
      const { replayed, done, agreement } = await replay(job, rewind.untilMs);
      if (!done) {
        putLast(vehicleId);
        return { ...NO_TURN, replayed };
      }
      const written = agreement
        ? await finishAt(vehicle, job, agreement, claim, nowMs)
        : await finish(vehicle, job, claim, nowMs);
      turn = { replayed, written };
    }
    waiting.delete(vehicleId);
    jobs.delete(vehicleId);
    faults.clear(vehicleId);
    return turn;
  };

  return {
    note(vehicleId, oldestMs, nowMs) {
      const job = jobs.get(vehicleId);
      if (job) job.arrivedMs = Math.min(job.arrivedMs, oldestMs);
      const entry = waiting.get(vehicleId);
      if (entry) entry.lastMs = nowMs;
      else waiting.set(vehicleId, { sinceMs: nowMs, lastMs: nowMs });
    },
    size: () => waiting.size,
    hasDue: (nowMs) => nextDue(nowMs) !== undefined,
    async slice(claim, nowMs) {
      const vehicleId = nextDue(nowMs);
      if (vehicleId === undefined) return NO_TURN;
      try {
        return await workOn(vehicleId, claim, nowMs);
      } catch (error) {
        jobs.delete(vehicleId); // what is left of it may be neither here nor there
        const fault = await findFault(pool, vehicleId, error);
        if (!fault) throw error;
        faults.note(fault);
        return NO_TURN;
      }
    },
    retain(keep) {
      for (const id of waiting.keys()) if (!keep(id)) waiting.delete(id);
      for (const id of jobs.keys()) if (!keep(id)) jobs.delete(id);
    },
  };
};
