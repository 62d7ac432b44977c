/** A detected trip as detectors report it; the same id again replaces what was said before. */
export type RouteRecord = {
  readonly id: string;
  readonly vehicleId: string;
  readonly startLocationId: string;
  readonly endLocationId: string | null;
  readonly startMs: number;
  /** Null while in progress. */
  readonly endMs: number | null;
  readonly startLat: number;
  readonly startLon: number;
  readonly endLat: number | null;
  readonly endLon: number | null;
  readonly distanceKm: number;
  readonly blindKm: number;
  readonly maxSpeedKmh: number | null;
  readonly movingS: number;
  readonly idlingS: number;
  /** Event time of the observation that gave it away: a rewind to before it takes it back. */
  readonly detectedAtMs: number;
};

/** A stand, parked between routes or idling. */
export type StopRecord = {
  readonly id: string;
  readonly vehicleId: string;
  readonly kind: "parked" | "idling";
  readonly startMs: number;
  readonly endMs: number | null;
  readonly lat: number;
  readonly lon: number;
  readonly detectedAtMs: number;
};

/** What a detector says: the latest version of a record. */
export type Output =
  | { readonly kind: "route"; readonly record: RouteRecord }
  | { readonly kind: "stop"; readonly record: StopRecord };
