import type { LitElement } from "lit";
import type { StoryEntry } from "../../day/day-story.ts";
import type { DayView } from "../../day/day-view.ts";
import type { FleetBrowser } from "../../elements/fleet-browser.ts";
import type { FleetMap } from "../../elements/fleet-map.ts";
import type { VehicleStack } from "../../map/map-pointer.ts";
import type { SheetStop } from "../../page/sheet-stops.ts";
import { navigate } from "../../routing/router.ts";
import type { LiveAddressController } from "./live-address-controller.ts";

/** What of the page is open, besides the chosen car, which the address names. */
type Open = {
  readonly hoveredId: string | undefined;
  readonly following: boolean;
  /** Cars on one spot of which one is to be chosen. */
  readonly stack: VehicleStack | undefined;
  readonly sheet: SheetStop;
};

type Parts = {
  readonly address: () => LiveAddressController;
  readonly day: DayView;
  readonly map: () => FleetMap | null;
  readonly browser: () => FleetBrowser | null;
  readonly isPhone: () => boolean;
};

/** Which car the live page has turned to, and what is open about it. */
export class LiveChoice {
  readonly #host: LitElement;
  readonly #parts: Parts;
  #open: Open = { hoveredId: undefined, following: false, stack: undefined, sheet: "half" };

  constructor(host: LitElement, parts: Parts) {
    this.#host = host;
    this.#parts = parts;
  }

  get open(): Open {
    return this.#open;
  }

  /** Opens or shuts something. */
  show(open: Partial<Open>): void {
    this.#open = { ...this.#open, ...open };
    this.#host.requestUpdate();
  }

  /** Has the camera follow the chosen car, or lets it go. */
  follow(following: boolean): void {
    if (following === this.#open.following) return;
    this.show({ following });
    this.#parts.address().note();
  }

  toggleFollow(): void {
    const { vehicleId: id } = this.#parts.address();
    if (id === undefined) return;
    this.follow(!this.#open.following);
    if (this.#open.following) this.#parts.map()?.showVehicle(id);
  }

  /** The address names another car, or none. */
  changed(id: string | undefined): void {
    const isLow = id !== undefined && this.#open.sheet === "peek";
    this.show({ following: false, stack: undefined, ...(isLow && { sheet: "half" }) });
  }

  /** Chooses a car; choosing it again brings it back into sight. */
  choose(id: string, bringIntoSight: boolean): void {
    const again = id === this.#parts.address().vehicleId;
    this.#parts.address().choose(id);
    this.show({ stack: undefined, ...(this.#open.sheet === "full" && { sheet: "half" }) });
    void this.bringIntoSight(id, bringIntoSight || again);
  }

  async bringIntoSight(id: string, close: boolean): Promise<void> {
    // the panel that opens now takes its room from the map first
    await this.#host.updateComplete;
    await this.#parts.map()?.updateComplete;
    if (close) this.#parts.map()?.showVehicle(id);
    else this.#parts.map()?.revealVehicle(id);
  }

  /** Beside every car: closes what is open, and leads to the alert that is there. */
  missed(alertId: string | undefined): void {
    this.show({ stack: undefined });
    if (alertId !== undefined) navigate(`/alerts/${alertId}`);
  }

  /** Puts the keyboard into the search, in whatever lies before it. */
  search(): void {
    if (this.#parts.isPhone()) this.#parts.address().choose(undefined);
    this.show({ sheet: "full" });
    void this.#host.updateComplete.then(() => this.#parts.browser()?.focusSearch());
  }

  /** Shuts what was opened last. */
  stepBack(): void {
    const { address, day } = this.#parts;
    if (this.#open.stack) this.show({ stack: undefined });
    else if (day.picked) day.unpick();
    else address().choose(undefined);
  }

  /** Looks at an entry of the chosen car's day. */
  pickEntry(entry: StoryEntry): void {
    const { day, map } = this.#parts;
    const bounds = day.pick(entry);
    if (day.picked) this.follow(false);
    if (bounds) map()?.showBounds(bounds);
  }
}
