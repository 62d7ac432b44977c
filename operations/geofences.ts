import type { GeofencePatch, GeofenceVersion, NewGeofence } from "../contracts/geofence-api.ts";
import { findBranch } from "../db/branches.ts";
import {
  closeGeofence,
  findGeofence,
  insertGeofence,
  type GeofenceContent,
} from "../db/geofences.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import type { Actor } from "./actor.ts";
import { branchOutsideScope } from "./branch-choice.ts";
import { conflict, forbidden, invalid, isRefusal, type Refusal } from "./refusal.ts";

const branchFault = async (
  db: Queryable,
  { scope }: Actor,
  branchId: string | null | undefined,
): Promise<Refusal | undefined> => {
  const outside = branchOutsideScope(scope, branchId);
  if (outside) return outside;
  const isKnown = typeof branchId !== "string" || (await findBranch(db, null, branchId));
  return isKnown ? undefined : invalid("branchId", "no_branch");
};

/** Draws a fence that holds from now on, for the actor's branch or, by an owner, for the fleet. */
export const drawGeofence = async (
  pool: Database,
  actor: Actor,
  request: NewGeofence,
): Promise<GeofenceVersion | Refusal> => {
  const branchId = request.branchId === undefined ? actor.scope : request.branchId;
  const fault = await branchFault(pool, actor, branchId);
  if (fault) return fault;
  const first = { id: null, version: 1 };
  return insertGeofence(pool, { ...request, branchId }, first, new Date(), actor.userId);
};

/** Ends the version in force under its lock, for whoever may edit the fence. */
const close = async (
  db: Queryable,
  { scope }: Actor,
  id: string,
  at: Date,
): Promise<GeofenceVersion | Refusal | undefined> => {
  const fence = await findGeofence(db, scope, id);
  if (!fence) return undefined;
  if (scope !== null && fence.branchId !== scope) return forbidden("branchId", "fence_of_fleet");
  if (!(await closeGeofence(db, id, at))) return conflict("validUntil", "fence_archived");
  return fence;
};

/** Begins a new version of a fence. What was observed until now is judged by the old one. */
export const redrawGeofence = (
  pool: Database,
  actor: Actor,
  id: string,
  patch: GeofencePatch,
): Promise<GeofenceVersion | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const fault = await branchFault(client, actor, patch.branchId);
    if (fault) return fault;
    const now = new Date();
    const before = await close(client, actor, id, now);
    if (before === undefined || isRefusal(before)) return before;
    const content = edited(before, patch);
    return insertGeofence(client, content, { id, version: before.version + 1 }, now, actor.userId);
  });

/** Ends a fence. It stays on record for what was observed while it held. */
export const archiveGeofence = (
  pool: Database,
  actor: Actor,
  id: string,
): Promise<GeofenceVersion | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const before = await close(client, actor, id, new Date());
    if (before === undefined || isRefusal(before)) return before;
    return findGeofence(client, actor.scope, id);
  });

const edited = (before: GeofenceVersion, patch: GeofencePatch): GeofenceContent => {
  const kept = <Value>(value: Value | undefined, former: Value): Value =>
    value === undefined ? former : value;
  return {
    name: kept(patch.name, before.name),
    area: kept(patch.area, before.area),
    purpose: kept(patch.purpose, before.purpose),
    speedLimitKmh: kept(patch.speedLimitKmh, before.speedLimitKmh),
    branchId: kept(patch.branchId, before.branchId),
    vehicleGroup: kept(patch.vehicleGroup, before.vehicleGroup),
  };
};
