import type { Branch } from "../../../../contracts/branch.ts";
import type { GeofencePurpose } from "../../../../contracts/geofence.ts";
import type { GeofenceVersion } from "../../../../contracts/geofence-api.ts";
import { type FenceFeatures, fenceFeatures } from "../../geofences/area-features.ts";
import type { MapLayer } from "../../map/layer-choice.ts";

export { loadFences } from "../../geofences/fence-api.ts";

/** Where cars of the business stand; what other fences are for is a matter of rules. */
const DEPOTS: ReadonlySet<GeofencePurpose> = new Set(["depot", "yard", "workshop"]);

const branchNames = (branches: readonly Branch[]): FenceFeatures["names"]["features"] =>
  branches.flatMap(({ name, latitude, longitude, status }) =>
    latitude === null || longitude === null || status !== "ACTIVE"
      ? []
      : [
          {
            type: "Feature",
            properties: { name },
            geometry: { type: "Point", coordinates: [longitude, latitude] },
          },
        ],
  );

/** The fences of the layers that are shown, and with the depots the branches. */
export const shownFences = (
  fences: readonly GeofenceVersion[],
  branches: readonly Branch[],
  layers: ReadonlySet<MapLayer>,
): FenceFeatures => {
  const isShown = ({ purpose }: GeofenceVersion): boolean =>
    layers.has(DEPOTS.has(purpose) ? "depots" : "zones");
  const { areas, names } = fenceFeatures(fences.filter(isShown), undefined);
  const own = layers.has("depots") ? branchNames(branches) : [];
  return { areas, names: { ...names, features: [...names.features, ...own] } };
};
