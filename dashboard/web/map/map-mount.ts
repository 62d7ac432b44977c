import type { Map as MapLibre } from "maplibre-gl";
import { onThemeChange, readTheme } from "../page/theme.ts";
import { createBaseMap, styleUrl } from "./base-map.ts";

/** What an element does with the map in it. */
export type MapOwner = {
  /** What the map is called for those who do not see it. */
  readonly label: () => string;
  /** There is a map, without its style yet; what this answers is called when it goes. */
  readonly onOpen: (map: MapLibre) => readonly (() => void)[];
  /** A style has loaded, the first one or another theme's: own layers are to be put on it. */
  readonly onStyled: (map: MapLibre) => void;
  readonly onFailed: () => void;
};

/**
 * The map of an element, as long as its container is in the page. Lit calls a ref with `undefined`
 * on disconnect and with the element again on reconnect, so the WebGL context lives exactly as long.
 */
export class MapMount {
  /** Undefined while there is no camera to move. */
  map: MapLibre | undefined;
  /** Set while own layers can be drawn. */
  isStyled = false;
  readonly #owner: MapOwner;
  #container: HTMLElement | undefined;
  #release: (() => void)[] = [];

  constructor(owner: MapOwner) {
    this.#owner = owner;
  }

  /** For Lit's `ref` of the container. */
  readonly mount = (container?: Element): void => {
    for (const release of this.#release.splice(0)) release();
    this.map?.remove();
    this.map = undefined;
    this.isStyled = false;
    this.#container = container instanceof HTMLElement ? container : undefined;
    if (this.#container) this.#open(this.#container).catch(() => this.#owner.onFailed());
  };

  /** Zooms by whole steps, as the buttons on a map do. */
  zoomBy(steps: number): void {
    this.map?.easeTo({ zoom: this.map.getZoom() + steps, duration: 250 });
  }

  /** Puts an element over its place on the map, or hides it where there is none. */
  stand(element: HTMLElement, place: readonly [number, number] | undefined): void {
    element.hidden = !place || !this.map;
    if (!place || !this.map) return;
    const { x, y } = this.map.project([place[0], place[1]]);
    element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
  }

  async #open(container: HTMLElement): Promise<void> {
    const map = await createBaseMap(container, readTheme());
    if (this.#container !== container) return map.remove();
    this.map = map;
    map.getCanvas().setAttribute("aria-label", this.#owner.label());
    map.on("style.load", () => {
      this.isStyled = true;
      this.#owner.onStyled(map);
    });
    // later errors are of single tiles or labels, which MapLibre leaves out
    map.on("error", () => {
      if (!this.isStyled) this.#owner.onFailed();
    });
    const stopTheme = onThemeChange((theme) => {
      this.isStyled = false;
      map.setStyle(styleUrl(theme), { diff: false });
    });
    this.#release = [stopTheme, ...this.#owner.onOpen(map)];
  }
}
