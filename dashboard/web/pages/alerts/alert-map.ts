import type { FeatureCollection } from "geojson";
import { html, LitElement, type PropertyValues, unsafeCSS } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ref } from "lit/directives/ref.js";
import type { Map as MapLibre } from "maplibre-gl";
import mapLibreCss from "maplibre-gl/dist/maplibre-gl.css?inline";
import type { Alert } from "../../../../contracts/alert.ts";
import { alertFeatures, type AlertPlace } from "../../alerts/alert-features.ts";
import { alertText } from "../../alerts/text.ts";
import { fleetMapStyles } from "../../elements/fleet-map-styles.ts";
import { boundsOf } from "../../fleet/bounds.ts";
import { addAlertLayers, ALERT_LAYER, showAlertFeatures } from "../../map/alert-layers.ts";
import type { Insets } from "../../map/base-map.ts";
import { showBounds, showPlace } from "../../map/map-camera.ts";
import { MapMount } from "../../map/map-mount.ts";
import { exposeTestHook } from "../../page/test-hook.ts";

/** Where the alerts of a list are. Fires `alert-pick` (an id) and `map-failed`. */
@customElement("alert-map")
export class AlertMap extends LitElement {
  static override styles = [unsafeCSS(mapLibreCss), fleetMapStyles];

  @property({ attribute: false }) alerts: readonly Alert[] = [];
  @property({ attribute: false }) placeOf: (alert: Alert) => AlertPlace | undefined = () =>
    undefined;
  /** The alert that is open, or that the keyboard stands on. */
  @property() activeId: string | undefined;
  @property({ attribute: false }) insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  #drawn: FeatureCollection = alertFeatures([], () => undefined, undefined);
  #isFramed = false;
  readonly #mount = new MapMount({
    label: () => alertText().map,
    onOpen: (map) => this.#opened(map),
    onStyled: (map) => addAlertLayers(map, this, this.#drawn),
    onFailed: () => this.#fire("map-failed"),
  });

  #opened(map: MapLibre): (() => void)[] {
    map.on("click", ({ point }) => {
      const id = this.#alertAt(map, point);
      if (id !== undefined) this.#fire("alert-pick", id);
    });
    map.on("mousemove", ({ point }) => {
      map.getCanvas().style.cursor = this.#alertAt(map, point) === undefined ? "" : "pointer";
    });
    this.#isFramed = false;
    this.requestUpdate();
    return [exposeTestHook(this.#testHook())];
  }

  #alertAt(map: MapLibre, point: { x: number; y: number }): string | undefined {
    if (!this.#mount.isStyled) return undefined;
    const [found] = map.queryRenderedFeatures([point.x, point.y], { layers: [ALERT_LAYER] });
    const id: unknown = found?.properties["id"];
    return typeof id === "string" ? id : undefined;
  }

  #placeOfId(id: string): [number, number] | undefined {
    const alert = this.alerts.find((each) => each.id === id);
    const place = alert && this.placeOf(alert);
    return place && [place[0], place[1]];
  }

  #testHook() {
    return {
      counts: () => ({ placed: this.#drawn.features.length, shown: this.alerts.length }),
      displayed: (id: string) => this.#placeOfId(id),
      screen: (id: string) => {
        const place = this.#placeOfId(id);
        return place && this.#mount.map?.project(place);
      },
      picked: () => this.activeId,
    };
  }

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** First all of them; then the one that somebody turns to. */
  #look(changed: PropertyValues<this>): void {
    const { map } = this.#mount;
    if (!map) return;
    const active = this.activeId === undefined ? undefined : this.#placeOfId(this.activeId);
    const hasMoved = changed.has("activeId") || changed.has("insets");
    if (active && (hasMoved || !this.#isFramed)) showPlace(map, active, this.insets);
    else if (!this.#isFramed) {
      const bounds = boundsOf(this.alerts.map(this.placeOf).filter((place) => place !== undefined));
      if (!bounds) return;
      showBounds(map, bounds, this.insets, false);
    }
    this.#isFramed = true;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.style.setProperty("--inset-right", `${this.insets.right}px`);
    if (changed.has("alerts") || changed.has("activeId")) {
      this.#drawn = alertFeatures(this.alerts, this.placeOf, this.activeId);
      if (this.#mount.map && this.#mount.isStyled) showAlertFeatures(this.#mount.map, this.#drawn);
    }
    this.#look(changed);
  }

  protected override render() {
    return html`<div class="map" ${ref(this.#mount.mount)}></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-map": AlertMap;
  }
}
