import type { GeofenceVersion } from "../../../../contracts/geofence-api.ts";
import { boundsOfFleet } from "../../fleet/bounds.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import { areaBounds, fencesBounds } from "../../geofences/area-features.ts";
import type { FenceMap } from "./fence-map.ts";

/** What the camera may look at. */
export type Sights = {
  readonly fences: readonly GeofenceVersion[];
  readonly fleet: Fleet;
  /** The fence that is open. */
  readonly fence: GeofenceVersion | undefined;
};

/** Brings fences into sight: all of them at first, and each that is opened. */
export class FenceCamera {
  readonly #map: () => FenceMap | null;
  #hasLooked = false;
  #shownId: string | undefined;

  constructor(map: () => FenceMap | null) {
    this.#map = map;
  }

  /** Shows every fence, or where there is none yet the cars. */
  showAll({ fences, fleet }: Sights, animate = true): void {
    const bounds = fencesBounds(fences) ?? boundsOfFleet(fleet.cars.values());
    if (bounds) this.#map()?.showBounds(bounds, animate);
  }

  /** Looks at what is open, once, however often it is called. */
  look(sights: Sights): void {
    if (!this.#map()?.isOpen) return;
    const { fence } = sights;
    if (!this.#hasLooked) this.showAll(sights, false);
    const bounds = fence && fence.id !== this.#shownId ? areaBounds(fence.area) : undefined;
    if (bounds) this.#map()?.showBounds(bounds, this.#hasLooked);
    this.#shownId = fence?.id;
    this.#hasLooked = true;
  }
}
