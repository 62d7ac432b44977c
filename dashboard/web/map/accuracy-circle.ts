import type { FeatureCollection } from "geojson";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { lonLatOf, mercatorOf, mercatorPerMetre } from "./mercator.ts";

/** A better fix than this lies within the car's own symbol in a street, metres. */
const WORTH_SHOWING_M = 25;
const CORNERS = 64;

/** The circle a fix may really lie in, for the map; empty when the fix is good. */
export const accuracyCircle = (vehicle: VehicleSummary | undefined): FeatureCollection => {
  const { lat = null, lon = null, accuracyM = null } = vehicle ?? {};
  if (lat === null || lon === null || accuracyM === null || accuracyM < WORTH_SHOWING_M) {
    return { type: "FeatureCollection", features: [] };
  }
  const centre = mercatorOf(lon, lat);
  const radius = accuracyM * mercatorPerMetre(lat);
  const ring = Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const angle = (2 * Math.PI * (corner % CORNERS)) / CORNERS;
    return lonLatOf({
      x: centre.x + radius * Math.cos(angle),
      y: centre.y + radius * Math.sin(angle),
    });
  });
  return {
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } },
    ],
  };
};
