import type { Map as MapLibre } from "maplibre-gl";
import type { TestHook } from "../page/test-hook.ts";
import { clustersOf } from "./cluster-view.ts";
import type { MapLayers } from "./map-layers.ts";
import type { VehicleScene } from "./vehicle-painter.ts";
import { displayedLonLat } from "./vehicle-places.ts";

type Parts = {
  readonly host: {
    readonly shownIds: ReadonlySet<string> | undefined;
    readonly selectedId: string | undefined;
    readonly layers: MapLayers;
  };
  readonly scene: VehicleScene;
  readonly map: MapLibre;
  readonly labels: { readonly ids: readonly string[] };
};

/** What tests may ask of the fleet's map. */
export const fleetTestHook = ({ host, scene, map, labels }: Parts): TestHook => {
  const { instances } = scene;
  const placeOf = (id: string) => displayedLonLat(instances, id, scene.nowS());
  return {
    counts: () => ({
      placed: instances.ids.length,
      shown: host.shownIds?.size ?? instances.ids.length,
    }),
    displayed: placeOf,
    screen: (id) => {
      const place = placeOf(id);
      return place && map.project(place);
    },
    picked: () => host.selectedId,
    labelled: () => labels.ids,
    fences: () => {
      if (!map.getSource("names")) return [];
      return host.layers.fences.names.features.map((name) => String(name.properties?.["name"]));
    },
    clusters: () =>
      clustersOf(scene).map(({ cars, parts, place }) => {
        const { x, y } = map.project(place);
        const counts = parts.map((each) => [each.part, each.cars] as const);
        return { cars, parts: Object.fromEntries(counts), x, y };
      }),
    isSingle: (id) => instances.hidden[instances.indexOf.get(id) ?? 0] === 0,
  };
};
