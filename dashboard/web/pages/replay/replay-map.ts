import { html, LitElement, type PropertyValues, unsafeCSS } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { ref } from "lit/directives/ref.js";
import type { LngLat, Map as MapLibre, MapMouseEvent } from "maplibre-gl";
import mapLibreCss from "maplibre-gl/dist/maplibre-gl.css?inline";
import { fleetMapStyles } from "../../elements/fleet-map-styles.ts";
import "../../elements/status-glyph.ts";
import { onMovedAway } from "../../map/by-hand.ts";
import { holdPlace, showBounds, showPlace } from "../../map/map-camera.ts";
import { MapMount } from "../../map/map-mount.ts";
import {
  addReplayLayers,
  MARK_LAYERS,
  type ReplayFeatures,
  showReplayFeatures,
} from "../../map/replay-layers.ts";
import { exposeTestHook } from "../../page/test-hook.ts";
import { metresBetween, type Place } from "../../replay/geometry.ts";
import type { Playhead } from "../../replay/playhead.ts";
import { replayBounds, replayFeatures } from "../../replay/replay-features.ts";
import type { Replay } from "../../replay/replay-controller.ts";
import { pickOnTrail } from "../../replay/trail-pick.ts";
import { replayMapStyles } from "./replay-map-styles.ts";
import { replayText } from "./text.ts";

/** How near to the trail a click counts, CSS pixels: a finger needs more than a mouse. */
const REACH_PX = matchMedia("(pointer: coarse)").matches ? 24 : 14;
const NO_INSETS = { top: 0, right: 0, bottom: 0, left: 0 };

/**
 * The map of a recording with the car at the playhead. Fires `moment-pick` (ms) for a click on the
 * trail, `mark-pick` (an id) for one on a stop or event, `follow-lost`, and `map-failed`.
 */
@customElement("replay-map")
export class ReplayMap extends LitElement {
  static override styles = [unsafeCSS(mapLibreCss), fleetMapStyles, replayMapStyles];

  @property({ attribute: false }) replay: Replay | undefined;
  @property({ attribute: false }) playhead: Playhead | undefined;
  @property() vehicleId: string | undefined;
  @property({ type: Boolean }) following = false;
  @query(".car") private car!: HTMLElement | null;
  #features: ReplayFeatures | undefined;
  #framed: Replay | undefined;
  readonly #mount = new MapMount({
    label: () => replayText().map,
    onOpen: (map) => this.#opened(map),
    onStyled: (map) => {
      addReplayLayers(map, this);
      this.#show();
    },
    onFailed: () => this.#fire("map-failed"),
  });

  zoomBy(steps: number): void {
    this.#mount.zoomBy(steps);
  }

  /** Shows everything that the recording has on the map. */
  showAll(animate = true): void {
    const { replay } = this;
    const bounds = replay && replayBounds(replay);
    if (this.#mount.map && bounds) showBounds(this.#mount.map, bounds, NO_INSETS, animate);
  }

  #opened(map: MapLibre): (() => void)[] {
    map.on("move", () => this.#placeCar());
    onMovedAway(map, () => this.#fire("follow-lost"));
    map.on("click", (event) => this.#click(event));
    this.#showWhatCanBeClicked(map);
    this.#framed = undefined;
    this.#frame();
    this.#placeCar();
    return [exposeTestHook(this.#testHook())];
  }

  #showWhatCanBeClicked(map: MapLibre): void {
    const layers = [...MARK_LAYERS, "replay-casing"];
    map.on("mousemove", ({ point }) => {
      const found = this.#mount.isStyled && map.queryRenderedFeatures(point, { layers }).length > 0;
      map.getCanvas().style.cursor = found ? "pointer" : "";
    });
  }

  #click({ point, lngLat }: MapMouseEvent): void {
    const map = this.#mount.map;
    if (!map || !this.#mount.isStyled) return;
    const [mark] = map.queryRenderedFeatures(point, { layers: MARK_LAYERS });
    const id: unknown = mark?.properties["id"];
    if (typeof id === "string") return this.#fire("mark-pick", id);
    const pick = this.#trailAt(map, point, lngLat);
    if (pick) this.#fire("moment-pick", pick.atMs);
  }

  #trailAt(map: MapLibre, { x, y }: { x: number; y: number }, { lng, lat }: LngLat) {
    const place: Place = [lng, lat];
    const beside = map.unproject([x + REACH_PX, y]);
    const reachM = metresBetween(place, [beside.lng, beside.lat]);
    const aroundMs = this.playhead?.atMs ?? 0;
    return pickOnTrail(this.replay?.recording.fixes ?? [], place, { reachM, aroundMs });
  }

  /** The first sight of a recording is all of it. */
  #frame(): void {
    if (!this.#mount.map || !this.replay || this.#framed === this.replay) return;
    this.#framed = this.replay;
    this.showAll(false);
  }

  #show(): void {
    if (!this.#mount.map || !this.#mount.isStyled || !this.#features) return;
    showReplayFeatures(this.#mount.map, this.#features);
  }

  #placeCar(): void {
    if (this.car) this.#mount.stand(this.car, this.playhead?.place);
  }

  #follow(begins: boolean): void {
    const place = this.playhead?.place;
    const map = this.#mount.map;
    if (!map || !this.following || !place) return;
    if (begins) showPlace(map, [place[0], place[1]], NO_INSETS);
    else if (!map.isMoving()) holdPlace(map, [place[0], place[1]], NO_INSETS);
  }

  #testHook() {
    const place = (): [number, number] | undefined => {
      const now = this.playhead?.place;
      return now && [now[0], now[1]];
    };
    return {
      counts: () => ({ placed: place() ? 1 : 0, shown: place() ? 1 : 0 }),
      displayed: place,
      screen: () => {
        const now = place();
        return now && this.#mount.map?.project(now);
      },
      picked: () => this.vehicleId,
    };
  }

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("replay") && this.replay) {
      this.#features = replayFeatures(this.replay);
      this.#show();
      this.#frame();
    }
    this.#follow(changed.has("following"));
    this.#placeCar();
  }

  protected override render() {
    const { doing = "silent", headingDeg = null } = this.playhead ?? {};
    return html`<div class="map" ${ref(this.#mount.mount)}></div>
      <div class="car ${doing}" hidden>
        <status-glyph
          .status=${doing === "silent" ? undefined : doing}
          connection=${doing === "silent" ? "offline" : "live"}
          .heading=${headingDeg}
        ></status-glyph>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "replay-map": ReplayMap;
  }
}
