import {
  GeofenceDetail,
  type GeofencePatch,
  GeofenceVersion,
  type NewGeofence,
} from "../../../contracts/geofence-api.ts";
import { MAX_PAGE_SIZE, pageOf } from "../../../contracts/paging.ts";
import { getJson, patchJson, postJson } from "../session/api.ts";

const FENCES = "/api/geofences";
const FencePage = pageOf(GeofenceVersion);

const pathOf = (id: string): string => `${FENCES}/${encodeURIComponent(id)}`;

/** Every fence that holds, by name. Throws `ApiError`. */
export const loadFences = async (): Promise<GeofenceVersion[]> => {
  const fences: GeofenceVersion[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await getJson(`${FENCES}?limit=${MAX_PAGE_SIZE}${after}`, FencePage);
    fences.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return fences;
};

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
