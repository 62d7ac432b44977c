import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { VehicleSummary } from "../../../../contracts/live-protocol.ts";
import { isAllowed } from "../../../../contracts/permissions.ts";
import type { User } from "../../../../contracts/user.ts";
import type { StoryEntry } from "../../day/day-story.ts";
import { DayView } from "../../day/day-view.ts";
import { NO_ALERTS } from "../../alerts/alert-inbox.ts";
import { type Bounds, boundsOfFleet } from "../../fleet/bounds.ts";
import { type Browse, FleetViewController } from "../../fleet/fleet-view-controller.ts";
import { fleetText } from "../../fleet/text.ts";
import type { LiveConnection } from "../../live/live-connection.ts";
import { WatchController } from "../../live/watch-controller.ts";
import type { MapLayer } from "../../map/layer-choice.ts";
import type { VehicleStack } from "../../map/map-pointer.ts";
import { insetsOf } from "../../page/layout.ts";
import { PageMap } from "../../elements/page-map.ts";
import { PhoneController } from "../../page/phone-controller.ts";
import type { SheetStop } from "../../page/sheet-stops.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { navigate } from "../../routing/router.ts";
import { bindShortcuts } from "../../page/shortcuts.ts";
import "../../elements/bottom-sheet.ts";
import { controls } from "../../kit/controls.ts";
import "../../elements/first-car-hint.ts";
import "../../elements/fleet-browser.ts";
import type { FleetBrowser } from "../../elements/fleet-browser.ts";
import type { FleetMap } from "../../elements/fleet-map.ts";
import "../../elements/fleet-summary.ts";
import type { LiveAddress } from "./live-address.ts";
import { LiveAddressController } from "./live-address-controller.ts";
import { LiveCamera } from "./live-camera.ts";
import { LiveLayers, withoutLayers } from "./live-layers.ts";
import { followChip, staleBanner } from "./live-page-notices.ts";
import { mapPageStyles } from "../../elements/map-page-styles.ts";
import "../../elements/map-controls.ts";
import "../../kit/state-message.ts";
import { alertsContext, branchesContext, liveContext, userContext } from "../../shell/contexts.ts";
import { liveText } from "./text.ts";

/** What is not seen at once comes behind the list, which people wait for; what fails is fetched when needed. */
const fetchPanel = (): void =>
  void Promise.all([
    import("../../elements/vehicle-panel.ts"),
    import("../../elements/stack-popover.ts"),
    import("../../elements/layers-menu.ts"),
  ]).catch(() => undefined);

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
  @state() private hoveredId: string | undefined;
  @state() private following = false;
  @state() private stack: VehicleStack | undefined;
  @state() private sheet: SheetStop = "half";
  @query("fleet-map") private fleetMap!: FleetMap | null;
  @query("fleet-browser") private browser!: FleetBrowser | null;

  readonly #day = new DayView(this, () => this.live.fleet);
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
      following: this.following,
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
      "/": () => this.#search(),
      f: () => this.#toggleFollow(),
      Escape: () => this.#stepBack(),
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
    this.following = following;
    if (this.#camera.visit(camera) || vehicleId === undefined) return;
    void this.#bringIntoSight(vehicleId, true);
  }

  #browse(browse: Browse): void {
    this.#view.browse = browse;
    this.#address.note();
  }

  #follow(following: boolean): void {
    if (following === this.following) return;
    this.following = following;
    this.#address.note();
  }

  /** The map has come to rest. */
  #looksAt(bounds: Bounds): void {
    this.#view.bounds = bounds;
    this.#camera.rest();
  }

  #chosen(id: string | undefined): void {
    this.following = false;
    this.stack = undefined;
    fetchPanel();
    if (id !== undefined && this.sheet === "peek") this.sheet = "half";
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

  /** Chooses a car; choosing it again brings it back into sight. */
  #choose(id: string, bringIntoSight: boolean): void {
    const again = id === this.#address.vehicleId;
    this.#address.choose(id);
    this.stack = undefined;
    if (this.sheet === "full") this.sheet = "half";
    void this.#bringIntoSight(id, bringIntoSight || again);
  }

  async #bringIntoSight(id: string, close: boolean): Promise<void> {
    // the panel that opens now takes its room from the map first
    await this.updateComplete;
    await this.fleetMap?.updateComplete;
    if (close) this.fleetMap?.showVehicle(id);
    else this.fleetMap?.revealVehicle(id);
  }

  /** Beside every car: closes what is open, and leads to the alert that is there. */
  #missed(alertId: string | undefined): void {
    this.stack = undefined;
    if (alertId !== undefined) navigate(`/alerts/${alertId}`);
  }

  #search(): void {
    if (this.#phone.isPhone) this.#address.choose(undefined);
    this.sheet = "full";
    void this.updateComplete.then(() => this.browser?.focusSearch());
  }

  #toggleFollow(): void {
    const { vehicleId: id } = this.#address;
    if (id === undefined) return;
    this.#follow(!this.following);
    if (this.following) this.fleetMap?.showVehicle(id);
  }

  #stepBack(): void {
    if (this.stack) this.stack = undefined;
    else if (this.#day.picked) this.#day.unpick();
    else this.#address.choose(undefined);
  }

  #pickEntry(entry: StoryEntry): void {
    const bounds = this.#day.pick(entry);
    if (this.#day.picked) this.#follow(false);
    if (bounds) this.fleetMap?.showBounds(bounds);
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
      if (vehicleId !== undefined) void this.#bringIntoSight(vehicleId, true);
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
    const floating = { isPhone: this.#phone.isPhone, hasPanel, sheet: this.sheet };
    return insetsOf(floating, this.clientHeight);
  }

  get #vehicle(): VehicleSummary | undefined {
    return this.live.fleet.vehicles.get(this.#address.vehicleId ?? "");
  }

  #fleetMap() {
    return html`<fleet-map
      .fleet=${this.live.fleet}
      .overlay=${this.#layers.of(this.#day.overlayOf(this.#vehicle))}
      .layers=${this.#layers.shown}
      .keptIds=${this.#layers.alertingIds}
      .shownIds=${this.#view.view.shownIds}
      .selectedId=${this.#address.vehicleId}
      .hoveredId=${this.hoveredId}
      .insets=${this.#insets()}
      ?following=${this.following}
      ?stale=${this.live.stale}
      @map-ready=${() => this.requestUpdate()}
      @map-failed=${this.#map.fail}
      @vehicle-hover=${(event: CustomEvent<string | undefined>) => (this.hoveredId = event.detail)}
      @vehicle-pick=${(event: CustomEvent<string>) => this.#choose(event.detail, false)}
      @vehicle-stack=${(event: CustomEvent<VehicleStack>) => (this.stack = event.detail)}
      @map-miss=${(event: CustomEvent<string | undefined>) => this.#missed(event.detail)}
      @bounds-change=${(event: CustomEvent<Bounds>) => this.#looksAt(event.detail)}
      @follow-lost=${() => this.#follow(false)}
    ></fleet-map>`;
  }

  #browser() {
    const { ids, counts } = this.#view.view;
    const known = this.live.fleet.isKnown();
    return html`<fleet-browser
      .browse=${this.#view.browse}
      .fleet=${this.live.fleet}
      .ids=${ids}
      .counts=${known ? counts : undefined}
      .total=${known ? this.live.fleet.vehicles.size : undefined}
      .selectedId=${this.#address.vehicleId}
      .hoveredId=${this.hoveredId}
      @rows-seen=${({ detail }: CustomEvent<readonly string[]>) => {
        this.#rowsSeen = detail;
        this.#watch.lookSoon();
      }}
      @browse=${(event: CustomEvent<Browse>) => this.#browse(event.detail)}
      @vehicle-hover=${(event: CustomEvent<string | undefined>) => (this.hoveredId = event.detail)}
      @vehicle-pick=${(event: CustomEvent<string>) => this.#choose(event.detail, true)}
      @pointerenter=${() => (this.#view.held = true)}
      @pointerleave=${() => (this.#view.held = false)}
      @focusin=${() => (this.#view.held = true)}
      @focusout=${() => (this.#view.held = false)}
      >${this.#phone.isPhone ? html`<first-car-hint slot="empty"></first-car-hint>` : nothing}</fleet-browser
    >`;
  }

  #panel(vehicle: VehicleSummary) {
    return html`<vehicle-panel
      .vehicle=${vehicle}
      .day=${this.#day.state}
      .following=${this.following}
      .zone=${this.#zone}
      .shownPart=${this.#address.part}
      .pickedId=${this.#day.picked?.id}
      .highlightedId=${this.#day.hoveredRouteId}
      @close=${() => this.#address.choose(undefined)}
      @follow=${() => this.#toggleFollow()}
      @part-change=${({ detail }: CustomEvent<string>) => this.#address.choosePart(detail)}
      @retry-day=${() => this.#showDay(vehicle.vehicleId)}
      @route-hover=${(event: CustomEvent<string | undefined>) =>
        (this.#day.hoveredRouteId = event.detail)}
      @entry-pick=${(event: CustomEvent<StoryEntry>) => this.#pickEntry(event.detail)}
    ></vehicle-panel>`;
  }

  /** Cards beside the map, or on a phone one sheet that holds the list or the panel. */
  #floating() {
    const vehicle = this.#vehicle;
    if (this.#phone.isPhone) {
      return html`<bottom-sheet
        stop=${this.sheet}
        @stop-change=${(event: CustomEvent<SheetStop>) => (this.sheet = event.detail)}
        >${vehicle ? this.#panel(vehicle) : this.#browser()}</bottom-sheet
      >`;
    }
    return html`<aside class="card browser" aria-label=${fleetText().vehicles}>
        ${this.#browser()}
      </aside>
      ${
        vehicle
          ? html`<aside class="card panel" aria-label=${liveText().vehicle(vehicle.licensePlate)}>
              ${this.#panel(vehicle)}
            </aside>`
          : nothing
      }`;
  }

  #stack() {
    if (!this.stack) return nothing;
    const { ids, x, y } = this.stack;
    return html`<stack-popover
      .vehicles=${ids.flatMap((id) => this.live.fleet.vehicles.get(id) ?? [])}
      .x=${x}
      .y=${y}
      @vehicle-pick=${(event: CustomEvent<string>) => this.#choose(event.detail, false)}
      @close=${() => (this.stack = undefined)}
    ></stack-popover>`;
  }

  #hint() {
    const isEmpty = this.live.fleet.isKnown() && this.live.fleet.vehicles.size === 0;
    if (!isEmpty || this.#phone.isPhone) return nothing;
    return html`<first-car-hint class="empty"></first-car-hint>`;
  }

  #placeOverMap(): void {
    const { right, bottom, left } = this.#insets();
    this.style.setProperty("--inset-right", `${right}px`);
    this.style.setProperty("--inset-bottom", `${bottom}px`);
    this.style.setProperty("--shift", `${(left - right) / 2}px`);
  }

  protected override render() {
    this.#placeOverMap();
    const followed = this.following ? this.#vehicle?.licensePlate : undefined;
    return html`<h1 class="visually-hidden">${liveText().heading}</h1>
      <div class="stage">
        ${this.#map.render({
          draw: () => this.#fleetMap(),
          hint: liveText().mapFailedHint,
          place: "empty",
        })}
        <map-controls
          @zoom=${(event: CustomEvent<number>) => this.fleetMap?.zoomBy(event.detail)}
          @fit-fleet=${() => {
            this.#follow(false);
            this.#showFleet(true);
          }}
          ><layers-menu
            .layers=${this.#layers.chosen}
            .without=${withoutLayers(this.user.role)}
            ?failed=${this.#layers.hasFailed}
            @change=${(event: CustomEvent<ReadonlySet<MapLayer>>) =>
              this.#layers.choose(event.detail)}
          ></layers-menu
        ></map-controls>
        ${this.#floating()} ${staleBanner(this.live.stale)}
        ${followChip(followed, () => this.#toggleFollow())} ${this.#hint()} ${this.#stack()}
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
