import type { FeatureCollection } from "geojson";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { circleRing } from "./circle-ring.ts";

/** A better fix than this lies within the car's own symbol in a street, metres. */
const WORTH_SHOWING_M = 25;

/** The circle a fix may really lie in, for the map; empty when the fix is good. */
export const accuracyCircle = (vehicle: VehicleSummary | undefined): FeatureCollection => {
  const { lat = null, lon = null, accuracyM = null } = vehicle ?? {};
  if (lat === null || lon === null || accuracyM === null || accuracyM < WORTH_SHOWING_M) {
    return { type: "FeatureCollection", features: [] };
  }
  const coordinates = [circleRing([lon, lat], accuracyM)];
  return {
    type: "FeatureCollection",
    features: [{ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } }],
  };
};
