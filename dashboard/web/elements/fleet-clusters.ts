import { MercatorCoordinate, type Map as MapLibre } from "maplibre-gl";
import type { Insets } from "../map/base-map.ts";
import {
  along,
  type ClusterView,
  clusterOf,
  clustersOf,
  nearestCluster,
  straight,
} from "../map/cluster-view.ts";
import { revealPlace, showBounds } from "../map/map-camera.ts";
import { openClusters, type VehicleClusters } from "../map/vehicle-clusters.ts";
import type { VehicleScene } from "../map/vehicle-painter.ts";

/** Beneath the upper edge the card of a cluster has no room above it, CSS pixels. */
const CARD_PX = 170;

type Parts = {
  /** Ids of cars that are never in a cluster. */
  readonly kept: () => Iterable<string>;
  readonly insets: () => Insets;
  readonly redraw: () => void;
  /** There is something else to show. */
  readonly onChange: () => void;
};

/** The clusters of a map, and which of them the pointer is on or the keyboard at. */
export class FleetClusters {
  readonly #scene: VehicleScene;
  readonly #map: MapLibre;
  readonly #parts: Parts;
  readonly #clusters: VehicleClusters;
  #hovered: number | undefined;
  #chosen: number | undefined;
  /** What was told of the current one last. */
  #told = "";

  constructor(map: MapLibre, scene: VehicleScene, parts: Parts) {
    this.#map = map;
    this.#scene = scene;
    this.#parts = parts;
    this.#clusters = openClusters(scene, { kept: parts.kept, onChange: () => this.#changed() });
    const look = (): void => this.#clusters.look(map.getZoom());
    map.on("zoom", look);
    look();
  }

  close(): void {
    this.#clusters.close();
  }

  /** Cars have moved. */
  follow(): void {
    this.#clusters.follow();
  }

  /** The filter, the fleet or who is kept out has changed. */
  renew(): void {
    this.#clusters.renew();
  }

  /** The cluster that is pointed at, or else the one the keyboard is at. */
  get current(): ClusterView | undefined {
    return clusterOf(this.#scene, this.#hovered ?? this.#chosen);
  }

  get all(): readonly ClusterView[] {
    return clustersOf(this.#scene);
  }

  get isPointed(): boolean {
    return this.#hovered !== undefined;
  }

  /** Whether the current one lies so high that nothing fits above it. */
  get isHigh(): boolean {
    const { current } = this;
    return current !== undefined && this.#map.project(current.place).y < CARD_PX;
  }

  hover(key: number | undefined): void {
    this.#hovered = key;
    this.#emphasise();
  }

  /** Goes to the next cluster right, left, down or up of the current one. */
  step(way: readonly [number, number]): void {
    const { current } = this;
    if (!current) return;
    const from = MercatorCoordinate.fromLngLat(current.place);
    const next = clusterOf(this.#scene, nearestCluster(this.#scene, from, along(way)));
    if (!next) return;
    this.#hovered = undefined;
    this.#chosen = next.key;
    revealPlace(this.#map, next.place, this.#parts.insets());
    this.#emphasise();
  }

  /** Shows the cars of a cluster as large as the map has room for. */
  zoomTo(key = this.current?.key): void {
    const cluster = clusterOf(this.#scene, key);
    if (!cluster) return;
    this.#hovered = undefined;
    showBounds(this.#map, cluster.bounds, this.#parts.insets(), true);
  }

  #emphasise(): void {
    this.#scene.emphasisedRing = this.#hovered;
    this.#parts.redraw();
    const told = JSON.stringify([this.isPointed, this.current?.key, this.current?.parts]);
    if (told === this.#told) return;
    this.#told = told;
    this.#parts.onChange();
  }

  #changed(): void {
    const isThere = (key: number | undefined): boolean =>
      key !== undefined && this.#scene.rings.indexOf.has(key);
    if (!isThere(this.#hovered)) this.#hovered = undefined;
    if (!isThere(this.#chosen)) {
      const middle = MercatorCoordinate.fromLngLat(this.#map.getCenter());
      this.#chosen = nearestCluster(this.#scene, middle, straight);
    }
    this.#emphasise();
  }
}
