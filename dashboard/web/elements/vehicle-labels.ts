import { html, render } from "lit";
import { MercatorCoordinate, type Map as MapLibre } from "maplibre-gl";
import { lonLatOf } from "../map/mercator.ts";
import { lockedMark } from "./locked-mark.ts";
import type { VehicleScene } from "../map/vehicle-painter.ts";
import { displayed, STRIDE } from "../map/packed-vehicles.ts";

/** From here on every car is labelled that has room for it. */
const EVERY_CAR_ZOOM = 14;
/** More would be a text, not a map. */
const MOST = 80;
/** A label with the gap to the next, CSS pixels: an average letter, the margins, the height. */
const LETTER_PX = 7.5;
const MARGIN_PX = 16;
const HEIGHT_PX = 22;
/** Labels are chosen anew no more often than this, ms. */
const CHOOSE_MS = 900;

type Parts = {
  readonly scene: VehicleScene;
  readonly plateOf: (id: string) => string | undefined;
  readonly isImmobilised: (id: string) => boolean;
  /** Cars that are labelled at any zoom. */
  readonly always: () => Iterable<string>;
  /** Cars that have another label already. */
  readonly without: () => readonly (string | undefined)[];
  readonly isWanted: () => boolean;
};

type Label = { readonly element: HTMLElement; readonly index: () => number | undefined };
type Box = { readonly x: number; readonly y: number; readonly width: number };

const meet = (one: Box, other: Box): boolean =>
  Math.abs(one.x - other.x) < (one.width + other.width) / 2 &&
  Math.abs(one.y - other.y) < HEIGHT_PX;

/** Plates beneath the cars of a map, none of which covers another. */
export class VehicleLabels {
  readonly #map: MapLibre;
  readonly #container: HTMLElement;
  readonly #parts: Parts;
  #labels = new Map<string, Label>();
  #chosenMs = -Infinity;

  constructor(map: MapLibre, container: HTMLElement, parts: Parts) {
    this.#map = map;
    this.#container = container;
    this.#parts = parts;
    map.on("moveend", () => this.renew());
  }

  /** Labels follow their cars; to be called after each frame. */
  follow(): void {
    const isDue = performance.now() - this.#chosenMs > CHOOSE_MS && !this.#map.isMoving();
    if (isDue) this.#choose();
    this.#place();
  }

  /** Chooses anew whom to label. */
  renew(): void {
    this.#choose();
    this.#place();
  }

  #place(): void {
    for (const { element, index } of this.#labels.values()) {
      const at = index();
      if (at === undefined) continue;
      const { x, y } = this.#screen(at);
      element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translateX(-50%)`;
    }
  }

  /** Who has a label keeps it, if there still is room. */
  #choose(): void {
    this.#chosenMs = performance.now();
    const wanted = this.#parts.isWanted() ? this.#fitting() : new Map<string, string>();
    for (const [id, { element }] of this.#labels) if (!wanted.has(id)) element.remove();
    this.#labels = new Map(Array.from(wanted, ([id, plate]) => [id, this.#write(id, plate)]));
  }

  /** Ids of the cars that are labelled. */
  get ids(): readonly string[] {
    return [...this.#labels.keys()];
  }

  #write(id: string, plate: string): Label {
    const label = this.#labels.get(id) ?? this.#label(id);
    const immobilised = this.#parts.isImmobilised(id);
    render(html`${lockedMark({ immobilised })}${plate}`, label.element);
    return label;
  }

  #label(id: string): Label {
    const element = document.createElement("span");
    element.className = "plate";
    this.#container.append(element);
    const { indexOf } = this.#parts.scene.instances;
    return { element, index: () => indexOf.get(id) };
  }

  #screen(index: number): { readonly x: number; readonly y: number } {
    const { instances, nowS } = this.#parts.scene;
    const { x, y } = displayed(instances, index, nowS());
    const { x: originX = 0, y: originY = 0 } = instances.origin ?? {};
    return this.#map.project(lonLatOf({ x: originX + x, y: originY + y }));
  }

  #fitting(): Map<string, string> {
    const taken: Box[] = [];
    const fitting = new Map<string, string>();
    for (const id of this.#candidates()) {
      const index = this.#parts.scene.instances.indexOf.get(id);
      const plate = this.#parts.plateOf(id);
      if (fitting.size === MOST) break;
      if (index === undefined || plate === undefined) continue;
      const box = { ...this.#screen(index), width: plate.length * LETTER_PX + MARGIN_PX };
      const { x, y, width } = box;
      if (taken.some((other) => meet(other, { x, y, width }))) continue;
      taken.push({ x, y, width });
      fitting.set(id, plate);
    }
    return fitting;
  }

  /** Those that are to be labelled first come first; only near does anybody look at the whole fleet. */
  *#candidates(): Iterable<string> {
    const { always, without, scene } = this.#parts;
    const isNear = this.#map.getZoom() >= EVERY_CAR_ZOOM;
    const asked = isNear ? [...always(), ...this.#labels.keys(), ...scene.instances.ids] : always();
    const isVisible = this.#visibility();
    const seen = new Set(without());
    for (const id of asked) {
      if (seen.has(id) || !isVisible(id)) continue;
      seen.add(id);
      yield id;
    }
  }

  /** Whether a car is drawn, neither faded nor within a cluster, on what can be seen of the map. */
  #visibility(): (id: string) => boolean {
    const { instances, nowS } = this.#parts.scene;
    const { indexOf, bytes, hidden, origin } = instances;
    const bounds = this.#map.getBounds();
    const northWest = MercatorCoordinate.fromLngLat(bounds.getNorthWest());
    const southEast = MercatorCoordinate.fromLngLat(bounds.getSouthEast());
    const seconds = nowS();
    return (id) => {
      const index = indexOf.get(id);
      if (index === undefined || hidden[index] === 1) return false;
      if (bytes[index * STRIDE + 29] === 1) return false;
      const at = displayed(instances, index, seconds);
      const x = (origin?.x ?? 0) + at.x;
      const y = (origin?.y ?? 0) + at.y;
      return x >= northWest.x && x <= southEast.x && y >= northWest.y && y <= southEast.y;
    };
  }
}
