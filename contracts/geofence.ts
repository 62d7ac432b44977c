import { z } from "zod";
import { Instant, text } from "./fields.ts";

/** Most vertices one fence may have: a coastline traced by hand needs hundreds. */
export const MAX_VERTICES = 2_000;

/** How far a circle reaches from its centre, and a corridor from edge to edge, m. */
export const RADIUS_LIMITS_M = { min: 5, max: 1_000_000 } as const;
export const WIDTH_LIMITS_M = { min: 5, max: 100_000 } as const;

/** What a fence may limit speeds to, km/h. */
export const FENCE_SPEED_LIMITS_KMH = { min: 5, max: 200 } as const;

/** WGS 84 degrees, longitude first (RFC 7946 section 3.1.1). */
const LngLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

const isClosed = (ring: readonly (readonly number[])[]): boolean => {
  const [first, last] = [ring[0], ring.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
};

const Ring = z
  .array(LngLat)
  .min(4)
  .max(MAX_VERTICES)
  .refine(isClosed, "must end where it begins (RFC 7946 section 3.1.6)");

/**
 * Where a fence lies, as GeoJSON and the width that GeoJSON lacks. A polygon's first ring is its
 * outline, the others are holes. What crosses the 180th meridian is written across it (179, -179).
 */
export const GeofenceArea = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("circle"),
    geometry: z.strictObject({ type: z.literal("Point"), coordinates: LngLat }),
    radiusM: z.number().min(RADIUS_LIMITS_M.min).max(RADIUS_LIMITS_M.max),
  }),
  z.strictObject({
    kind: z.literal("polygon"),
    geometry: z.strictObject({
      type: z.literal("Polygon"),
      coordinates: z
        .array(Ring)
        .min(1)
        .refine(
          (rings) => rings.reduce((sum, ring) => sum + ring.length, 0) <= MAX_VERTICES,
          `must have at most ${String(MAX_VERTICES)} vertices`,
        ),
    }),
  }),
  z.strictObject({
    kind: z.literal("corridor"),
    geometry: z.strictObject({
      type: z.literal("LineString"),
      coordinates: z.array(LngLat).min(2).max(MAX_VERTICES),
    }),
    /** From edge to edge, m: half of it lies on either side of the line. */
    widthM: z.number().min(WIDTH_LIMITS_M.min).max(WIDTH_LIMITS_M.max),
  }),
]);
export type GeofenceArea = z.infer<typeof GeofenceArea>;

/** What a fence is for; `ferry` keeps a car on board from counting as towed. */
export const GeofencePurpose = z.enum([
  "depot",
  "yard",
  "customer",
  "station",
  "workshop",
  "restricted",
  "border",
  "ferry",
  "other",
]);
export type GeofencePurpose = z.infer<typeof GeofencePurpose>;

/**
 * A fence. It holds for observations made from `validFrom` until before `validUntil`, so one that
 * is drawn today changes nothing in the past, and a moved one is two: the old one until, the new
 * one from.
 */
export const Geofence = z.strictObject({
  id: z.uuid(),
  name: text(100),
  area: GeofenceArea,
  purpose: GeofencePurpose,
  /** Highest speed allowed inside, km/h; null where the fence sets none. */
  speedLimitKmh: z
    .number()
    .min(FENCE_SPEED_LIMITS_KMH.min)
    .max(FENCE_SPEED_LIMITS_KMH.max)
    .nullable(),
  branchId: z.uuid().nullable(),
  /** Vehicles it is meant for, by their group; null for all. */
  vehicleGroup: text(100).nullable(),
  validFrom: Instant,
  validUntil: Instant.nullable(),
});
export type Geofence = z.output<typeof Geofence>;
