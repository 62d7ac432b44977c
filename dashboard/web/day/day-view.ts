import type { ReactiveControllerHost } from "lit";
import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { Bounds } from "../fleet/bounds.ts";
import type { Fleet } from "../fleet/fleet.ts";
import type { RouteNews } from "../live/live-news.ts";
import { createDayOverlay } from "../map/day-overlay.ts";
import type { Overlay } from "../map/track-overlay.ts";
import { serverNowMs } from "../page/clock.ts";
import { DayController, type DayState } from "./day-controller.ts";
import type { Place, StoryEntry } from "./day-story.ts";
import { boundsOfEntry, placeOfEntry } from "./track-features.ts";

/** The chosen car's day and what of it the person looks at, for the panel and the map alike. */
export class DayView {
  readonly #host: ReactiveControllerHost;
  readonly #day: DayController;
  readonly #overlay = createDayOverlay();
  #picked: StoryEntry | undefined;
  #hoveredRouteId: string | undefined;

  constructor(host: ReactiveControllerHost, fleet: () => Fleet) {
    this.#host = host;
    this.#day = new DayController(host, fleet);
  }

  get state(): DayState {
    return this.#day.state;
  }

  get picked(): StoryEntry | undefined {
    return this.#picked;
  }

  get hoveredRouteId(): string | undefined {
    return this.#hoveredRouteId;
  }

  set hoveredRouteId(id: string | undefined) {
    this.#hoveredRouteId = id;
    this.#host.requestUpdate();
  }

  /** Loads a car's day, or clears it; nothing of it is picked. */
  async show(vehicleId: string | undefined): Promise<void> {
    this.unpick();
    await this.#day.show(vehicleId);
  }

  /** Sets by whose clocks a day begins and ends, IANA. */
  useZone(zone: string): void {
    this.#day.useZone(zone);
  }

  /** Reads the day again, where it is that of this car. */
  hear(vehicleId: string): void {
    this.#day.hear(vehicleId);
  }

  take(news: RouteNews): void {
    this.#day.take(news);
  }

  unpick(): void {
    this.#picked = undefined;
    this.#host.requestUpdate();
  }

  /** Picks an entry, or lets it go when it was picked; answers where it is, for the camera. */
  pick(entry: StoryEntry): Bounds | undefined {
    if (this.#picked?.id === entry.id) {
      this.unpick();
      return undefined;
    }
    this.#picked = entry;
    this.#host.requestUpdate();
    return this.state.kind === "ready"
      ? boundsOfEntry(entry, this.state.day, serverNowMs())
      : undefined;
  }

  /** The place of the event that is picked; a drive has its line. */
  get #pickedPlace(): Place | undefined {
    if (!this.#picked || this.state.kind !== "ready") return undefined;
    return placeOfEntry(this.#picked, this.state.day, serverNowMs());
  }

  /** What the map shows of the day of `vehicle`. */
  overlayOf(vehicle: VehicleSummary | undefined): Overlay {
    const pickedRouteId = this.#picked?.kind === "route" ? this.#picked.id : undefined;
    return this.#overlay({
      day: this.state.kind === "ready" ? this.state.day : undefined,
      vehicle,
      highlightedId: this.#hoveredRouteId ?? pickedRouteId,
      picked: this.#pickedPlace,
      nowMs: serverNowMs(),
    });
  }
}
