import type { FeatureCollection } from "geojson";
import type { Alert } from "../../../contracts/alert.ts";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";

/** Longitude first. */
export type AlertPlace = readonly [number, number];

/** Where an alert happened, or where its car is now; undefined where nobody knows. */
export const placeOfAlert = (
  { lat, lon, vehicleId }: Alert,
  vehicles: Pick<ReadonlyMap<string, Pick<VehicleSummary, "lat" | "lon">>, "get">,
): AlertPlace | undefined => {
  const car = vehicles.get(vehicleId);
  const [placeLon, placeLat] = lon !== null && lat !== null ? [lon, lat] : [car?.lon, car?.lat];
  if (typeof placeLon !== "number" || typeof placeLat !== "number") return undefined;
  return [placeLon, placeLat];
};

/** Alerts as the map draws them: points with `id`, `severity` and `isActive`. */
export const alertFeatures = (
  alerts: readonly Alert[],
  placeOf: (alert: Alert) => AlertPlace | undefined,
  activeId: string | undefined,
): FeatureCollection => ({
  type: "FeatureCollection",
  // the worst come first in the list, and are drawn over the others
  features: alerts.toReversed().flatMap((alert) => {
    const place = placeOf(alert);
    if (!place) return [];
    const { id, severity } = alert;
    return [
      {
        type: "Feature",
        properties: { id, severity, isActive: id === activeId },
        geometry: { type: "Point", coordinates: [...place] },
      },
    ];
  }),
});
