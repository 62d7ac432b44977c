import { html } from "lit";
import type { Role } from "../../../../contracts/permissions.ts";
import type { FleetMap } from "../../elements/fleet-map.ts";
import "../../elements/map-controls.ts";
import type { Bounds } from "../../fleet/bounds.ts";
import type { Insets } from "../../map/base-map.ts";
import type { MapLayer } from "../../map/layer-choice.ts";
import type { VehicleStack } from "../../map/map-pointer.ts";
import { type LiveLayers, withoutLayers } from "./live-layers.ts";
import type { LiveShown } from "./live-parts.ts";

/** What the map is drawn from, besides the cards over it. */
export type MapShown = LiveShown & {
  readonly layers: LiveLayers;
  /** What the cards cover of it. */
  readonly insets: Insets;
  readonly onReady: () => void;
  readonly onFailed: () => void;
  /** It has come to rest. */
  readonly onRest: (bounds: Bounds) => void;
};

/** The map with the cars, the layers, and the chosen car's day. */
export const mapPart = ({ live, view, address, choice, day, layers, ...shown }: MapShown) => {
  const { hoveredId, following } = choice.open;
  return html`<fleet-map
    .fleet=${live.fleet}
    .overlay=${layers.of(day.overlayOf(shown.vehicle))}
    .layers=${layers.shown}
    .keptIds=${layers.alertingIds}
    .shownIds=${view.view.shownIds}
    .selectedId=${address.vehicleId}
    .hoveredId=${hoveredId}
    .insets=${shown.insets}
    ?following=${following}
    ?stale=${live.stale}
    @map-ready=${shown.onReady}
    @map-failed=${shown.onFailed}
    @vehicle-hover=${({ detail }: CustomEvent<string | undefined>) =>
      choice.show({ hoveredId: detail })}
    @vehicle-pick=${({ detail }: CustomEvent<string>) => choice.choose(detail, false)}
    @vehicle-stack=${({ detail: stack }: CustomEvent<VehicleStack>) => choice.show({ stack })}
    @map-miss=${({ detail }: CustomEvent<string | undefined>) => choice.missed(detail)}
    @bounds-change=${({ detail }: CustomEvent<Bounds>) => shown.onRest(detail)}
    @follow-lost=${() => choice.follow(false)}
  ></fleet-map>`;
};

type Controls = {
  readonly layers: LiveLayers;
  readonly role: Role;
  readonly map: () => FleetMap | null;
  readonly onFitFleet: () => void;
};

/** The buttons over the map, and what its layers are chosen with. */
export const controlsPart = ({ layers, role, map, onFitFleet }: Controls) =>
  html`<map-controls
    @zoom=${({ detail }: CustomEvent<number>) => map()?.zoomBy(detail)}
    @fit-fleet=${onFitFleet}
    ><layers-menu
      .layers=${layers.chosen}
      .without=${withoutLayers(role)}
      ?failed=${layers.hasFailed}
      @change=${({ detail }: CustomEvent<ReadonlySet<MapLayer>>) => layers.choose(detail)}
    ></layers-menu
  ></map-controls>`;
