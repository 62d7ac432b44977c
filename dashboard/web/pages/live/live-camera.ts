import type { FleetMap } from "../../elements/fleet-map.ts";
import { type Camera, isSameCamera } from "../../map/camera.ts";

/** From where the map of the live page is looked at, as far as somebody has asked for it. */
export class LiveCamera {
  readonly #map: () => FleetMap | null;
  readonly #onMoved: () => void;
  #camera: Camera | undefined;
  /** From where the page itself has framed the fleet, which nobody has asked for. */
  #framedFrom: Camera | undefined;
  #isFramed = false;

  /** `onMoved` is called when the map has come to rest elsewhere. */
  constructor(map: () => FleetMap | null, onMoved: () => void) {
    this.#map = map;
    this.#onMoved = onMoved;
  }

  /** Undefined while the page's own frame stands. */
  get asked(): Camera | undefined {
    return this.#camera;
  }

  /** Takes what an address asks for; answers whether that settles where the map is looked at. */
  visit(camera: Camera | undefined): boolean {
    this.#camera = camera;
    if (camera && this.#isFramed) this.#map()?.lookFrom(camera);
    return camera !== undefined || !this.#isFramed;
  }

  /** From here on what is seen now counts as asked for. */
  hold(): void {
    this.#camera = this.#map()?.camera;
  }

  /** The map has come to rest. */
  rest(): void {
    const camera = this.#map()?.camera;
    if (!this.#isFramed || !camera || isSameCamera(camera, this.#framedFrom)) return;
    this.#framedFrom = undefined;
    this.#camera = camera;
    this.#onMoved();
  }

  /** The first sight of the fleet: what is asked for, else what `frame` shows; once, where there is a map. */
  open(frame: () => void): void {
    const map = this.#map();
    if (this.#isFramed || !map?.isOpen) return;
    if (this.#camera) map.lookFrom(this.#camera);
    else frame();
    this.#framedFrom = map.camera;
    this.#isFramed = true;
  }
}
