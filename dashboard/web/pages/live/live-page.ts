import { consume } from "@lit/context";
import { html, LitElement, type PropertyValues } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { VehicleSummary } from "../../../../contracts/live-protocol.ts";
import { isAllowed } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import { DayView } from "../../day/day-view.ts";
import { NO_ALERTS } from "../../alerts/alert-inbox.ts";
import { type Bounds, boundsOfFleet } from "../../fleet/bounds.ts";
import { type Browse, FleetViewController } from "../../fleet/fleet-view-controller.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { WatchController } from "../../live/watch-controller.ts";
import { insetsOf } from "../../page/layout.ts";
import { PageMap } from "../../elements/page-map.ts";
import { PhoneController } from "../../page/phone-controller.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { bindShortcuts } from "../../page/shortcuts.ts";
import { controls } from "../../kit/controls.ts";
import type { FleetBrowser } from "../../elements/fleet-browser.ts";
import type { FleetMap } from "../../elements/fleet-map.ts";
import "../../elements/fleet-summary.ts";
import type { LiveAddress } from "./live-address.ts";
import { LiveAddressController } from "./live-address-controller.ts";
import { LiveCamera } from "./live-camera.ts";
import { LiveChoice } from "./live-choice.ts";
import { LiveLayers } from "./live-layers.ts";
import { controlsPart, mapPart, type MapShown } from "./live-map-parts.ts";
import { emptyHint, fetchPanel, floatingParts, stackPart } from "./live-parts.ts";
import { followChip, staleBanner } from "./live-page-notices.ts";
import { mapPageStyles } from "../../elements/map-page-styles.ts";
import "../../kit/state-message.ts";
import { alertsContext, branchesContext, liveContext, userContext } from "../../shell/contexts.ts";
import { liveText } from "./text.ts";

/** The live map with its list and the chosen car's panel. */
@customElement("live-page")
export class LivePage extends LitElement {
  static override styles = [controls, mapPageStyles];

  @consume({ context: userContext }) user!: User;
  @consume({ context: liveContext }) live!: LiveConnection;
  @consume({ context: alertsContext }) inbox = NO_ALERTS;
  @consume({ context: branchesContext, subscribe: true })
  @state()
  private branches: Branches = NO_BRANCHES;
  @query("fleet-map") private fleetMap!: FleetMap | null;
  @query("fleet-browser") private browser!: FleetBrowser | null;

  readonly #day = new DayView(this, () => this.live.fleet);
  readonly #choice = new LiveChoice(this, {
    address: () => this.#address,
    day: this.#day,
    map: () => this.fleetMap,
    browser: () => this.browser,
    isPhone: () => this.#phone.isPhone,
  });
  readonly #view = new FleetViewController(this, () => this.live.fleet);
  #rowsSeen: readonly string[] = [];
  /** The opened car, then the rows that can be seen. */
  readonly #watch = new WatchController(
    this,
    () => this.live,
    () => [this.#address.vehicleId ?? [], this.#rowsSeen].flat(),
  );
  readonly #phone = new PhoneController(this);
  readonly #map = new PageMap(this, () => import("../../elements/fleet-map.ts"));
  readonly #address = new LiveAddressController(this, {
    shown: () => ({
      browse: this.#view.browse,
      camera: this.#camera.asked,
      following: this.#choice.open.following,
    }),
    onLeave: () => this.#camera.hold(),
    onVisit: (address) => this.#visit(address),
    onChoose: (id) => this.#chosen(id),
  });
  readonly #camera = new LiveCamera(
    () => this.fleetMap,
    () => this.#address.note(),
  );
  readonly #layers = new LiveLayers(this, {
    userId: () => this.user.id,
    inbox: () => this.inbox,
    fleet: () => this.live.fleet,
    branches: () => this.branches,
  });
  #release: (() => void)[] = [];

  constructor() {
    super();
    bindShortcuts(this, {
      "/": () => this.#choice.search(),
      f: () => this.#choice.toggleFollow(),
      Escape: () => this.#choice.stepBack(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    fetchPanel();
    this.#release = [
      this.live.subscribe(() => this.requestUpdate()),
      this.live.news.on("route", (news) => this.#day.take(news)),
      this.live.news.on("alert", ({ alert }) => this.#day.hear(alert.vehicleId)),
      this.live.news.on("booking", ({ event }) => this.#day.hear(event.booking.vehicleId)),
      this.live.news.on("activity", ({ vehicleId }) => this.#day.hear(vehicleId)),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const release of this.#release.splice(0)) release();
  }

  /** Shows what an address says. */
  #visit({ vehicleId, browse, camera, following }: LiveAddress): void {
    this.#view.browse = browse;
    this.#choice.show({ following });
    if (this.#camera.visit(camera) || vehicleId === undefined) return;
    void this.#choice.bringIntoSight(vehicleId, true);
  }

  #browse(browse: Browse): void {
    this.#view.browse = browse;
    this.#address.note();
  }

  /** The map has come to rest. */
  #looksAt(bounds: Bounds): void {
    this.#view.bounds = bounds;
    this.#camera.rest();
  }

  #chosen(id: string | undefined): void {
    this.#choice.changed(id);
    fetchPanel();
    void this.#showDay(id);
  }

  /** People who may not see where cars have been get no day. */
  async #showDay(id: string | undefined): Promise<void> {
    const allowed = isAllowed(this.user.role, "tracks:view");
    await this.#day.show(allowed ? id : undefined);
  }

  /** Days and times of the chosen car are those of its branch. */
  get #zone(): string {
    return this.branches.zoneOf(this.#vehicle?.branchId ?? null);
  }

  #showFleet(animate: boolean): void {
    const { cars } = this.live.fleet;
    const bounds = boundsOfFleet(this.#view.view.ids.flatMap((id) => cars.get(id) ?? []));
    if (bounds) this.fleetMap?.showBounds(bounds, animate);
  }

  /** The first sight: what the address asks for, else the chosen car, or everybody. */
  #frame(): void {
    if (!this.live.fleet.isKnown()) return;
    this.#camera.open(() => {
      this.#showFleet(false);
      const { vehicleId } = this.#address;
      if (vehicleId !== undefined) void this.#choice.bringIntoSight(vehicleId, true);
    });
  }

  protected override willUpdate(): void {
    this.#day.useZone(this.#zone);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#frame();
  }

  #insets() {
    const hasPanel = this.#vehicle !== undefined;
    const floating = { isPhone: this.#phone.isPhone, hasPanel, sheet: this.#choice.open.sheet };
    return insetsOf(floating, this.clientHeight);
  }

  get #vehicle(): VehicleSummary | undefined {
    return this.live.fleet.vehicles.get(this.#address.vehicleId ?? "");
  }

  #placeOverMap(): void {
    const { right, bottom, left } = this.#insets();
    this.style.setProperty("--inset-right", `${right}px`);
    this.style.setProperty("--inset-bottom", `${bottom}px`);
    this.style.setProperty("--shift", `${(left - right) / 2}px`);
  }

  #shown(): MapShown {
    return {
      ...{ live: this.live, view: this.#view, address: this.#address, choice: this.#choice },
      ...{ day: this.#day, vehicle: this.#vehicle, zone: this.#zone },
      ...{ layers: this.#layers, insets: this.#insets(), isPhone: this.#phone.isPhone },
      onReady: () => this.requestUpdate(),
      onFailed: this.#map.fail,
      onRest: (bounds) => this.#looksAt(bounds),
      onBrowse: (browse) => this.#browse(browse),
      onRowsSeen: (ids) => {
        this.#rowsSeen = ids;
        this.#watch.lookSoon();
      },
      onRetryDay: () => void this.#showDay(this.#vehicle?.vehicleId),
    };
  }

  protected override render() {
    this.#placeOverMap();
    const shown = this.#shown();
    const followed = this.#choice.open.following ? this.#vehicle?.licensePlate : undefined;
    return html`<h1 class="visually-hidden">${liveText().heading}</h1>
      <div class="stage">
        ${this.#map.render({
          draw: () => mapPart(shown),
          hint: liveText().mapFailedHint,
          place: "empty",
        })}
        ${controlsPart({
          layers: this.#layers,
          role: this.user.role,
          map: () => this.fleetMap,
          onFitFleet: () => {
            this.#choice.follow(false);
            this.#showFleet(true);
          },
        })}
        ${floatingParts(shown)} ${staleBanner(this.live.stale)}
        ${followChip(followed, () => this.#choice.toggleFollow())} ${emptyHint(shown)}
        ${stackPart(shown)}
        <fleet-summary
          .counts=${this.live.fleet.isKnown() ? this.#view.view.counts : undefined}
        ></fleet-summary>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "live-page": LivePage;
  }
}
