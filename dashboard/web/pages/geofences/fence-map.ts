import type { FeatureCollection } from "geojson";
import { html, LitElement, type PropertyValues, unsafeCSS } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ref } from "lit/directives/ref.js";
import type { Map as MapLibre } from "maplibre-gl";
import mapLibreCss from "maplibre-gl/dist/maplibre-gl.css?inline";
import type { GeofenceVersion } from "../../../../contracts/geofence-api.ts";
import { fleetMapStyles } from "../../elements/fleet-map-styles.ts";
import type { Bounds } from "../../fleet/bounds.ts";
import { type FenceFeatures, fenceFeatures, labelPlace } from "../../geofences/area-features.ts";
import type { FenceEditing } from "../../geofences/fence-editing.ts";
import {
  type Handle,
  handlesOf,
  type PlacedHandle,
  sketchFeatures,
} from "../../geofences/sketch-features.ts";
import { followSketchPointer } from "../../geofences/sketch-pointer.ts";
import type { Insets } from "../../map/base-map.ts";
import { addFenceLayers, type FenceLayerData, updateFenceLayers } from "../../map/fence-layers.ts";
import { revealPlace, showBounds } from "../../map/map-camera.ts";
import { MapMount } from "../../map/map-mount.ts";
import { exposeTestHook } from "../../page/test-hook.ts";
import type { Place } from "../../replay/geometry.ts";
import { geofenceText } from "../../geofences/text.ts";

const NONE: FeatureCollection = { type: "FeatureCollection", features: [] };
const NO_SKETCH = { shape: NONE, handles: NONE };

/**
 * The map of the fences, on which one of them is drawn. Fires `fence-pick` (an id), `map-ready` and
 * `map-failed`; drawing goes to `editing` itself.
 */
@customElement("fence-map")
export class FenceMap extends LitElement {
  static override styles = [unsafeCSS(mapLibreCss), fleetMapStyles];

  @property({ attribute: false }) fences: readonly GeofenceVersion[] = [];
  @property() chosenId: string | undefined;
  /** The fence in the making; undefined while fences are only looked at. */
  @property({ attribute: false }) editing: FenceEditing | undefined;
  /** Counts the changes of `editing`, which is the same thing before and after. */
  @property({ type: Number }) revision = 0;
  @property({ type: Boolean, reflect: true }) stale = false;
  @property({ attribute: false }) insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  #held: Handle | undefined;
  #pointer: Place | undefined;
  #others: FenceFeatures = fenceFeatures([], undefined);
  #drawn: FenceLayerData | undefined;
  readonly #mount = new MapMount({
    label: () => geofenceText().map,
    onOpen: (map) => this.#opened(map),
    onStyled: (map) => {
      addFenceLayers(map, this);
      this.#drawn = undefined;
      this.requestUpdate(); // the fences can be drawn now
    },
    onFailed: () => this.#fire("map-failed"),
  });

  /** True once there is a camera to move. */
  get isOpen(): boolean {
    return this.#mount.map !== undefined;
  }

  /** The place in the middle of the free part of the map. */
  get centre(): Place | undefined {
    const { map } = this.#mount;
    if (!map) return undefined;
    const { top, right, bottom, left } = this.insets;
    const { clientWidth, clientHeight } = map.getCanvas();
    const { lng, lat } = map.unproject([
      (left + clientWidth - right) / 2,
      (top + clientHeight - bottom) / 2,
    ]);
    return [lng, lat];
  }

  zoomBy(steps: number): void {
    this.#mount.zoomBy(steps);
  }

  /** Brings a place into sight that is not. */
  reveal(place: Place): void {
    if (this.#mount.map) revealPlace(this.#mount.map, [place[0], place[1]], this.insets);
  }

  /** Fits an area into the free part of the map. */
  showBounds(bounds: Bounds, animate = true): void {
    if (this.#mount.map) showBounds(this.#mount.map, bounds, this.insets, animate);
  }

  #opened(map: MapLibre): (() => void)[] {
    followSketchPointer(map, {
      isDrawing: () => this.editing?.isDrawing ?? false,
      mayDrag: () => this.editing !== undefined && !this.editing.isDrawing,
      onClick: (place) => this.editing?.click(place),
      onVertex: (index) => this.editing?.clickVertex(index),
      onFinish: () => this.editing?.finish(),
      onPick: (id) => this.#fire("fence-pick", id),
      onMiss: () => this.editing?.choose(undefined),
      handles: () => this.#handles,
      onGrab: (handle) => {
        this.#held = this.editing?.grab(handle);
      },
      onDrag: (place) => {
        this.#held = this.#held && this.editing?.drag(this.#held, place);
      },
      onDrop: () => this.editing?.drop(),
      onMove: (place) => this.#point(place),
    });
    const close = exposeTestHook(this.#testHook());
    this.#fire("map-ready");
    return [close];
  }

  get #handles(): readonly PlacedHandle[] {
    return this.editing ? handlesOf(this.editing.sketch) : [];
  }

  #point(place: Place | undefined): void {
    this.#pointer = place;
    if (this.editing?.isDrawing) this.requestUpdate();
  }

  /** Fences are known by their ids, the sketch's vertices as `vertex:0` and so on. */
  #placeOf(id: string): [number, number] | undefined {
    const fence = this.fences.find((each) => each.id === id);
    const held = this.#handles.find(({ handle }) => `${handle.kind}:${handle.index}` === id);
    const place = fence ? labelPlace(fence.area) : held?.place;
    return place && [place[0], place[1]];
  }

  #testHook() {
    return {
      counts: () => ({ placed: this.fences.length, shown: this.fences.length }),
      displayed: (id: string) => this.#placeOf(id),
      screen: (id: string) => {
        const place = this.#placeOf(id);
        return place && this.#mount.map?.project(place);
      },
      picked: () => this.chosenId,
    };
  }

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** What is drawn of the fences: the one that is edited is drawn as it will be. */
  #otherFences(): FenceFeatures {
    const { editing, chosenId } = this;
    const others = editing ? this.fences.filter(({ id }) => id !== chosenId) : this.fences;
    return fenceFeatures(others, chosenId);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { map, isStyled } = this.#mount;
    this.style.setProperty("--inset-right", `${this.insets.right}px`);
    this.style.setProperty("--inset-bottom", `${this.insets.bottom}px`);
    if (changed.has("fences") || changed.has("chosenId") || changed.has("editing")) {
      this.#others = this.#otherFences();
    }
    if (!map || !isStyled) return;
    const { editing } = this;
    const sketch = editing
      ? sketchFeatures(editing.sketch, this.#pointer, editing.chosenIndex)
      : NO_SKETCH;
    const data = { ...this.#others, ...sketch };
    updateFenceLayers(map, data, this.#drawn);
    this.#drawn = data;
  }

  protected override render() {
    return html`<div class="map" ${ref(this.#mount.mount)}></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fence-map": FenceMap;
  }
}
