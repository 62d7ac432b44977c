import { Geofence } from "../../contracts/geofence.ts";
import { fenceOf, type Fence } from "./geofence-index.ts";
import { lonScale, M_PER_DEGREE } from "./shape.ts";

let made = 0;

/** Where the stories of tests begin. */
export const START = { lat: 57.7, lon: 11.97 };
/** Metres that a degree of longitude spans there. */
export const EAST_M = lonScale(START.lat);
/** A place so many metres east and north of the start, as GeoJSON has it. */
export const lngLat = (eastM: number, northM: number): [number, number] => [
  START.lon + eastM / EAST_M,
  START.lat + northM / M_PER_DEGREE,
];

/** A fence that has always been there and says nothing but where it is; override the rest. */
export const aFence = (area: Geofence["area"], overrides: Partial<Geofence> = {}): Fence =>
  fenceOf({
    id: `00000000-0000-4000-9000-${String(++made).padStart(12, "0")}`,
    name: `fence ${String(made)}`,
    area,
    purpose: "other",
    speedLimitKmh: null,
    branchId: null,
    vehicleGroup: null,
    validFrom: new Date(0),
    validUntil: null,
    ...overrides,
  });

export const aCircle = (lon: number, lat: number, radiusM: number): Geofence["area"] => ({
  kind: "circle",
  geometry: { type: "Point", coordinates: [lon, lat] },
  radiusM,
});

type Ring = [number, number][];

/** Rings without their closing vertex. */
export const aPolygon = (...rings: Ring[]): Geofence["area"] => ({
  kind: "polygon",
  geometry: {
    type: "Polygon",
    coordinates: rings.map((ring) => ring.concat(ring.slice(0, 1))),
  },
});

export const aCorridor = (widthM: number, ...line: Ring): Geofence["area"] => ({
  kind: "corridor",
  geometry: { type: "LineString", coordinates: line },
  widthM,
});
