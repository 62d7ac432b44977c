import type { Feature, Point } from "geojson";
import type { SharedView } from "../../../../contracts/share-link.ts";
import { routeLines } from "../../day/track-features.ts";
import { EMPTY_OVERLAY, type Overlay } from "../../map/track-overlay.ts";

export type RouteView = Extract<SharedView, { kind: "route" }>;

const dot = (lon: number, lat: number, kind: "parked" | "idling"): Feature<Point> => ({
  type: "Feature",
  properties: { kind },
  geometry: { type: "Point", coordinates: [lon, lat] },
});

/** A route for the map to draw: its line, its two ends, and where the car stood on the way. */
export const routeOverlay = ({ route, stops, points }: RouteView): Overlay => {
  const { startLon, startLat, endLon, endLat } = route;
  const end = endLon === null || endLat === null ? [] : [dot(endLon, endLat, "parked")];
  const stands = stops.map(({ lon, lat }) => dot(lon, lat, "idling"));
  return {
    ...EMPTY_OVERLAY,
    lines: { type: "FeatureCollection", features: routeLines("shared", points) },
    stops: {
      type: "FeatureCollection",
      features: [...stands, dot(startLon, startLat, "parked"), ...end],
    },
  };
};
