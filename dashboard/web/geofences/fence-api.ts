import {
  GeofenceDetail,
  type GeofencePatch,
  GeofenceVersion,
  type NewGeofence,
} from "../../../contracts/geofence-api.ts";
import { getAll } from "../session/all-pages.ts";
import { getJson, patchJson, postJson } from "../session/api.ts";

const FENCES = "/api/geofences";

const pathOf = (id: string): string => `${FENCES}/${encodeURIComponent(id)}`;

/** Every fence that holds, by name. Throws `ApiError`. */
export const loadFences = (): Promise<GeofenceVersion[]> => getAll(FENCES, GeofenceVersion);

/** A fence with its versions, also one that no longer holds. Throws `ApiError`. */
export const loadFence = (id: string): Promise<GeofenceDetail> =>
  getJson(pathOf(id), GeofenceDetail);

/** Draws a fence that holds from now on. Throws `ApiError`. */
export const drawFence = (body: NewGeofence): Promise<GeofenceVersion> =>
  postJson(FENCES, body, GeofenceVersion);

/** Begins the next version of a fence. Throws `ApiError`. */
export const redrawFence = (id: string, body: GeofencePatch): Promise<GeofenceVersion> =>
  patchJson(pathOf(id), body, GeofenceVersion);

/** Ends a fence from now on. Throws `ApiError`. */
export const archiveFence = (id: string): Promise<GeofenceVersion> =>
  postJson(`${pathOf(id)}/archive`, {}, GeofenceVersion);
