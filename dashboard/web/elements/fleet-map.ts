import { html, LitElement, type PropertyValues, unsafeCSS } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { ref } from "lit/directives/ref.js";
import type { Map as MapLibre } from "maplibre-gl";
import mapLibreCss from "maplibre-gl/dist/maplibre-gl.css?inline";
import { immobilisedOf } from "../fleet/car.ts";
import type { Fleet, FleetChange } from "../fleet/fleet.ts";
import type { Bounds } from "../fleet/bounds.ts";
import { fleetText } from "../fleet/text.ts";
import { onMovedAway } from "../map/by-hand.ts";
import { alertAt } from "../map/alert-layers.ts";
import { differ, NO_INSETS } from "../map/base-map.ts";
import type { Camera } from "../map/camera.ts";
import {
  cameraOf,
  holdPlace,
  lookFrom,
  revealPlace,
  showBounds,
  showPlace,
  visibleBounds,
} from "../map/map-camera.ts";
import { MapMount } from "../map/map-mount.ts";
import { followPointer } from "../map/map-pointer.ts";
import { readVehicleColors } from "../map/vehicle-colors.ts";
import { createLayerPainter, type MapLayers, NO_LAYERS } from "../map/map-layers.ts";
import { addOverlay, EMPTY_OVERLAY, type Overlay, updateOverlay } from "../map/track-overlay.ts";
import { keepDrawn } from "../map/vehicle-upkeep.ts";
import { displayedLonLat } from "../map/vehicle-places.ts";
import { openVehicleCanvas, type VehicleCanvas } from "../map/vehicle-canvas.ts";
import { createScene, showOnly, takeFleetChange } from "../map/vehicle-scene.ts";
import { exposeTestHook } from "../page/test-hook.ts";
import { fleetTestHook } from "../map/fleet-test-hook.ts";
import { fleetMapStyles } from "./fleet-map-styles.ts";
import "./cluster-cursor.ts";
import type { ClusterCursor } from "./cluster-cursor.ts";
import { FleetClusters } from "./fleet-clusters.ts";
import "./map-callout.ts";
import type { MapCallout } from "./map-callout.ts";
import { lockedMarkStyles } from "./locked-mark.ts";
import { VehicleLabels } from "./vehicle-labels.ts";

/**
 * The live map. Fires `vehicle-hover` and `vehicle-pick` (an id), `vehicle-stack` (several cars
 * under one click), `map-miss` (the id of an alert that is there), `bounds-change`, `follow-lost`, `map-ready`, `map-failed`.
 */
@customElement("fleet-map")
export class FleetMap extends LitElement {
  static override styles = [unsafeCSS(mapLibreCss), fleetMapStyles, lockedMarkStyles];

  @property({ attribute: false }) fleet!: Fleet;
  /** What it is called for those who do not see it; the map of the fleet unless given. */
  @property() label: string | undefined;
  @property({ attribute: false }) overlay: Overlay = EMPTY_OVERLAY;
  @property({ attribute: false }) layers: MapLayers = NO_LAYERS;
  /** Cars that pass the filter; undefined for all. The others are faded. */
  @property({ attribute: false }) shownIds: ReadonlySet<string> | undefined;
  @property() selectedId: string | undefined;
  @property() hoveredId: string | undefined;
  @property({ type: Boolean }) following = false;
  /** Cars that are never hidden in a cluster, beside the chosen one. */
  @property({ attribute: false }) keptIds: ReadonlySet<string> = new Set();
  /** The feed is lost: the map loses its colours and stops, so that nobody takes it for live. */
  @property({ type: Boolean, reflect: true }) stale = false;
  @property({ attribute: false, hasChanged: differ }) insets = NO_INSETS;
  @query(".selected") private selectedCallout!: MapCallout;
  @query(".hovered") private hoveredCallout!: MapCallout;
  @query(".plates") private plates!: HTMLElement;
  @query("cluster-cursor") private clusterCursor!: ClusterCursor;

  readonly #scene = createScene(() => this.#afterFrame());
  readonly #mount = new MapMount({
    label: () => this.label ?? fleetText().map,
    onOpen: (map) => this.#opened(map),
    onStyled: (map) => this.#dress(map),
    onFailed: () => this.#fire("map-failed"),
  });
  #vehicles: VehicleCanvas | undefined;
  #clusters: FleetClusters | undefined;
  #labels: VehicleLabels | undefined;
  readonly #layerPainter = createLayerPainter(this);
  #drawnOverlay = EMPTY_OVERLAY;

  /** True once there is a camera to move. */
  get isOpen(): boolean {
    return this.#mount.map !== undefined;
  }

  /** Brings a car to the middle of the free part of the map. */
  showVehicle(id: string): void {
    const place = this.#placeOf(id);
    if (this.#mount.map && place) showPlace(this.#mount.map, place, this.insets);
  }

  /** Moves a car out from under a panel; one that can be seen stays where it is. */
  revealVehicle(id: string): void {
    const place = this.#placeOf(id);
    if (this.#mount.map && place) revealPlace(this.#mount.map, place, this.insets);
  }

  #placeOf(id: string): [number, number] | undefined {
    return displayedLonLat(this.#scene.instances, id, this.#scene.nowS());
  }

  /** Fits an area into the free part of the map. */
  showBounds(bounds: Bounds, animate = true): void {
    if (this.#mount.map) showBounds(this.#mount.map, bounds, this.insets, animate);
  }

  /** From where the map is looked at; undefined while there is none. */
  get camera(): Camera | undefined {
    return this.#mount.map && cameraOf(this.#mount.map);
  }

  /** Looks at the map from there, at once. */
  lookFrom(camera: Camera): void {
    if (this.#mount.map) lookFrom(this.#mount.map, camera);
  }

  /** Zooms by whole steps, as the buttons on the map do. */
  zoomBy(steps: number): void {
    this.#mount.zoomBy(steps);
  }

  #opened(map: MapLibre): (() => void)[] {
    map.on("moveend", () => this.#fire("bounds-change", visibleBounds(map, this.insets)));
    onMovedAway(map, () => this.#fire("follow-lost"));
    const vehicles = (this.#vehicles = openVehicleCanvas(map, this.#scene));
    const clusters = (this.#clusters = this.#openClusters(map, vehicles));
    const labels = (this.#labels = this.#openLabels(map));
    const release = [
      () => {
        this.#vehicles = undefined;
        this.#clusters = undefined;
        this.#labels = undefined;
        clusters.close();
        vehicles.close();
      },
      followPointer(map, this.#scene, {
        onHover: (id) => this.#fire("vehicle-hover", id),
        onPick: (id) => this.#fire("vehicle-pick", id),
        onStack: (stack) => this.#fire("vehicle-stack", stack),
        onMiss: (point) => this.#fire("map-miss", alertAt(map, point)),
        onHoverCluster: (key) => clusters.hover(key),
        onPickCluster: (key) => this.#zoomToCluster(key),
      }),
      this.fleet.subscribe((change) => this.#takeChange(change)),
      exposeTestHook(fleetTestHook({ host: this, scene: this.#scene, map, labels })),
      keepDrawn(this.#scene, vehicles.redraw),
    ];
    this.#takeChange("all");
    this.#fire("map-ready");
    return release;
  }

  #openClusters(map: MapLibre, { redraw }: VehicleCanvas): FleetClusters {
    return new FleetClusters(map, this.#scene, {
      kept: () =>
        this.selectedId === undefined ? this.keptIds : [...this.keptIds, this.selectedId],
      insets: () => this.insets,
      redraw,
      onChange: () => this.requestUpdate(),
    });
  }

  #openLabels(map: MapLibre): VehicleLabels {
    return new VehicleLabels(map, this.plates, {
      scene: this.#scene,
      plateOf: (id) => this.fleet.cars.get(id)?.called.licensePlate,
      isImmobilised: (id) => this.fleet.cars.get(id)?.called.immobilised ?? false,
      always: () => [...this.keptIds, ...immobilisedOf(this.fleet.cars.values())],
      without: () => [this.selectedId, this.#pointedAt],
      isWanted: () => this.layers.hasLabels,
    });
  }

  #zoomToCluster(key?: number): void {
    this.#fire("follow-lost");
    this.#clusters?.zoomTo(key);
  }

  /** Puts the own layers on a style that has just loaded: the first one, or another theme's. */
  #dress(map: MapLibre): void {
    this.#scene.colors = readVehicleColors(this);
    addOverlay(map, this);
    this.#layerPainter.forget();
    if (this.#vehicles) map.addLayer(this.#vehicles.camera);
    this.#drawnOverlay = EMPTY_OVERLAY;
    this.requestUpdate(); // the overlay can be drawn now
  }

  #takeChange(change: FleetChange): void {
    takeFleetChange(this.#scene, this.fleet, change);
    showOnly(this.#scene, this.shownIds);
    if (change === "all") this.#clusters?.renew();
    else this.#clusters?.follow();
    this.#vehicles?.redraw();
    const labelled = (id: string | undefined): boolean =>
      id !== undefined && (change === "all" || change.some(({ vehicleId }) => vehicleId === id));
    if (labelled(this.selectedId) || labelled(this.#pointedAt)) this.requestUpdate();
  }

  /** Labels follow their cars, and the camera the car that is followed. */
  #afterFrame(): void {
    this.#placeCallout(this.selectedCallout, this.selectedId);
    this.#placeCallout(this.hoveredCallout, this.#pointedAt);
    this.#labels?.follow();
    this.#mount.stand(this.clusterCursor, this.#clusters?.current?.place);
    const map = this.#mount.map;
    if (!map || !this.following || this.selectedId === undefined || map.isMoving()) return;
    const place = this.#placeOf(this.selectedId);
    // moving the camera inside a frame would ask for the frame again
    if (place) requestAnimationFrame(() => this.following && holdPlace(map, place, this.insets));
  }

  /** The chosen car needs no second label. */
  get #pointedAt(): string | undefined {
    return this.hoveredId === this.selectedId ? undefined : this.hoveredId;
  }

  #placeCallout(callout: MapCallout, id: string | undefined): void {
    this.#mount.stand(callout, id === undefined ? undefined : this.#placeOf(id));
  }

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  protected override updated(changed: PropertyValues<this>): void {
    const map = this.#mount.map;
    this.style.setProperty("--inset-right", `${this.insets.right}px`);
    this.style.setProperty("--inset-bottom", `${this.insets.bottom}px`);
    if (!map) return;
    if (changed.has("stale") && this.stale) this.#scene.settle();
    this.#scene.selectedId = this.selectedId;
    this.#scene.hoveredId = this.#pointedAt;
    if (changed.has("shownIds")) showOnly(this.#scene, this.shownIds);
    const isOther = ["shownIds", "keptIds", "selectedId"] as const;
    if (isOther.some((name) => changed.has(name))) this.#clusters?.renew();
    if (this.#mount.isStyled && this.overlay !== this.#drawnOverlay) {
      updateOverlay(map, this, this.overlay, this.#drawnOverlay);
      this.#drawnOverlay = this.overlay;
    }
    if (this.#mount.isStyled) this.#layerPainter.show(map, this.layers);
    if (changed.has("layers") || changed.has("keptIds")) this.#labels?.renew();
    this.#vehicles?.redraw();
  }

  protected override render() {
    const vehicle = (id: string | undefined) =>
      id === undefined ? undefined : this.fleet.vehicles.get(id);
    return html`<div class="map" ${ref(this.#mount.mount)}></div>
      <div class="plates" aria-hidden="true"></div>
      <cluster-cursor
        hidden
        .cluster=${this.#clusters?.current}
        ?pointed=${this.#clusters?.isPointed}
        ?high=${this.#clusters?.isHigh}
        @cluster-step=${(event: CustomEvent<readonly [number, number]>) =>
          this.#clusters?.step(event.detail)}
        @cluster-pick=${() => this.#zoomToCluster()}
        @focus-lost=${() => this.#mount.map?.getCanvas().focus()}
      ></cluster-cursor>
      <map-callout class="hovered" hidden .vehicle=${vehicle(this.#pointedAt)}></map-callout>
      <map-callout class="selected" hidden .vehicle=${vehicle(this.selectedId)}></map-callout>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fleet-map": FleetMap;
  }
}
