import type { FeatureCollection, Geometry } from "geojson";
import type { GeofenceArea } from "../../../contracts/geofence.ts";
import type { GeofenceVersion } from "../../../contracts/geofence-api.ts";
import { type Bounds, boundsOf } from "../fleet/bounds.ts";
import { circleRing } from "../map/circle-ring.ts";
import { mercatorPerMetre } from "../map/mercator.ts";
import type { Place } from "../replay/geometry.ts";

/** MapLibre's world is 512 pixels wide at zoom 0. */
const WORLD_PX = 512;

/** How an area is drawn: a surface, or for a corridor its line and how wide that is. */
export type Drawn = {
  readonly geometry: Geometry;
  /** Width at zoom 0, CSS pixels; 0 for a surface. */
  readonly widthPx: number;
};

const widthAtZoom0 = (widthM: number, lat: number): number =>
  widthM * mercatorPerMetre(lat) * WORLD_PX;

/** An area as the map draws it. */
export const drawnArea = (area: GeofenceArea): Drawn => {
  if (area.kind === "polygon") return { geometry: area.geometry, widthPx: 0 };
  if (area.kind === "circle") {
    const coordinates = [circleRing(area.geometry.coordinates, area.radiusM)];
    return { geometry: { type: "Polygon", coordinates }, widthPx: 0 };
  }
  const lat = area.geometry.coordinates[0]?.[1] ?? 0;
  return { geometry: area.geometry, widthPx: widthAtZoom0(area.widthM, lat) };
};

/** Places that an area lies between; a corridor's own width is left out. */
const extentOf = (area: GeofenceArea): readonly Place[] => {
  if (area.kind === "circle") return circleRing(area.geometry.coordinates, area.radiusM);
  return area.kind === "polygon" ? area.geometry.coordinates.flat() : area.geometry.coordinates;
};

/** The part of the world that holds an area. */
export const areaBounds = (area: GeofenceArea): Bounds | undefined => boundsOf(extentOf(area));

/** The part of the world that holds all of some fences; undefined for none. */
export const fencesBounds = (fences: readonly GeofenceVersion[]): Bounds | undefined =>
  boundsOf(fences.flatMap(({ area }) => extentOf(area)));

/** Where an area's name is written. */
export const labelPlace = (area: GeofenceArea): Place => {
  if (area.kind === "circle") return area.geometry.coordinates;
  if (area.kind === "corridor") {
    const { coordinates } = area.geometry;
    return coordinates[Math.floor(coordinates.length / 2)] ?? [0, 0];
  }
  const [west, south, east, north] = areaBounds(area) ?? [0, 0, 0, 0];
  return [(west + east) / 2, (south + north) / 2];
};

/** A name longer than this would lie across the map. */
const NAME_CHARS = 28;

const letters = new Intl.Segmenter();

const shortName = (name: string): string => {
  const chars = Array.from(letters.segment(name), ({ segment }) => segment);
  return chars.length <= NAME_CHARS ? name : `${chars.slice(0, NAME_CHARS - 1).join("")}…`;
};

/** What the map shows of the fences. */
export type FenceFeatures = {
  /** Surfaces and lines with `id`, `purpose`, `isChosen` and `widthPx`. */
  readonly areas: FeatureCollection;
  /** Points with a `name`. */
  readonly names: FeatureCollection;
};

/** The fences as the map draws them; the one that is being edited is drawn as a sketch instead. */
export const fenceFeatures = (
  fences: readonly GeofenceVersion[],
  chosenId: string | undefined,
): FenceFeatures => ({
  areas: {
    type: "FeatureCollection",
    features: fences.map(({ id, area, purpose }) => {
      const { geometry, widthPx } = drawnArea(area);
      const properties = { id, purpose, widthPx, isChosen: id === chosenId };
      return { type: "Feature", properties, geometry };
    }),
  },
  names: {
    type: "FeatureCollection",
    features: fences.map(({ name, area }) => ({
      type: "Feature",
      properties: { name: shortName(name) },
      geometry: { type: "Point", coordinates: [...labelPlace(area)] },
    })),
  },
});
