import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { SharedView } from "../../../../contracts/share-link.ts";
import { boundsOfRoute } from "../../day/track-features.ts";
import type { FleetMap } from "../../elements/fleet-map.ts";
import "../../elements/map-controls.ts";
import { PageMap } from "../../elements/page-map.ts";
import { foreignZoneText, momentText } from "../../i18n/dates.ts";
import { durationText } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import { createDayOverlay } from "../../map/day-overlay.ts";
import type { Overlay } from "../../map/track-overlay.ts";
import { serverNowMs } from "../../page/clock.ts";
import { PhoneController } from "../../page/phone-controller.ts";
import { tickEverySecond } from "../../page/ticking.ts";
import "../../shell/brand-mark.ts";
import "../../shell/connection-pill.ts";
import "../../shell/language-select.ts";
import "../../shell/theme-toggle.ts";
import { SHARED_CAR_ID } from "./shared-car.ts";
import { SharedController } from "./shared-controller.ts";
import "./shared-live-card.ts";
import "./shared-notice.ts";
import { routeOverlay } from "./shared-overlay.ts";
import { sharedPageStyles } from "./shared-page-styles.ts";
import "./shared-route-card.ts";
import { sharedText } from "./text.ts";

/** The card with the gap beside it, CSS pixels. */
const CARD_PX = 372;

/** What somebody sees who has a shared link and no account: one car live, or one route. */
@customElement("shared-page")
export class SharedPage extends LitElement {
  static override styles = [controls, sharedPageStyles];

  /** What opens the link. */
  @property() token = "";
  @state() private following = true;
  @query("fleet-map") private fleetMap!: FleetMap | null;
  readonly #shared = new SharedController(this, () => this.token);
  readonly #phone = new PhoneController(this);
  readonly #chunk = new PageMap(this, () => import("../../elements/fleet-map.ts"));
  readonly #carOverlay = createDayOverlay();
  #drawn: { readonly view: SharedView; readonly overlay: Overlay } | undefined;
  #isFramed = false;

  constructor() {
    super();
    tickEverySecond(this);
  }

  #overlay(view: SharedView): Overlay {
    if (view.kind === "live") {
      const { vehicle } = this.#shared;
      const noDay = { day: undefined, highlightedId: undefined, picked: undefined };
      return this.#carOverlay({ ...noDay, vehicle, nowMs: serverNowMs() });
    }
    if (this.#drawn?.view !== view) this.#drawn = { view, overlay: routeOverlay(view) };
    return this.#drawn.overlay;
  }

  #show(view: SharedView, animate: boolean): void {
    this.following = true;
    if (view.kind === "live") return this.fleetMap?.showVehicle(SHARED_CAR_ID);
    const bounds = boundsOfRoute(view.route, view.points);
    if (bounds) this.fleetMap?.showBounds(bounds, animate);
  }

  /** The first sight: the car once it has a place, or the whole route. */
  #frame(): void {
    const { state, vehicle } = this.#shared;
    if (this.#isFramed || state.kind !== "open" || !this.fleetMap?.isOpen) return;
    if (state.view.kind === "live" && vehicle?.lat == null) return;
    this.#isFramed = true;
    this.#show(state.view, false);
  }

  protected override updated(): void {
    this.#frame();
    const { state } = this.#shared;
    const name = state.kind === "open" ? state.view.name : undefined;
    const title = state.kind === "ended" ? sharedText().ended : name;
    document.title = title === undefined ? "Roadledger" : `${title} · Roadledger`;
  }

  #map(view: SharedView) {
    const t = sharedText();
    const isLive = view.kind === "live";
    const draw = () =>
      html`<fleet-map
        label=${t.map}
        .fleet=${this.#shared.fleet}
        .overlay=${this.#overlay(view)}
        .selectedId=${isLive ? SHARED_CAR_ID : undefined}
        .insets=${{ top: 0, right: 0, bottom: 0, left: this.#phone.isPhone ? 0 : CARD_PX }}
        ?following=${isLive && this.following}
        ?stale=${isLive && this.#shared.isStale}
        @map-ready=${() => this.requestUpdate()}
        @map-failed=${this.#chunk.fail}
        @follow-lost=${() => (this.following = false)}
      ></fleet-map>`;
    return html`<div class="map">
      ${this.#chunk.render({ draw, hint: t.mapFailedHint, place: "map-failed" })}
      <map-controls
        fit-label=${isLive ? t.showCar : t.showRoute}
        @zoom=${({ detail }: CustomEvent<number>) => this.fleetMap?.zoomBy(detail)}
        @fit-fleet=${() => this.#show(view, true)}
      ></map-controls>
      ${
        isLive && this.#shared.isStale
          ? html`<div class="banner" role="alert">${t.stale}</div>`
          : nothing
      }
    </div>`;
  }

  #ends({ expiresAt, timeZone }: SharedView) {
    const t = sharedText();
    const endMs = Date.parse(expiresAt);
    const nowMs = serverNowMs();
    const moment = momentText(endMs, nowMs, timeZone);
    return html`<p class="ends">
      ${t.endsAt(moment, durationText((endMs - nowMs) / 1_000))} ${t.only}
      ${foreignZoneText(endMs, timeZone)}
    </p>`;
  }

  #frameOf(view: SharedView) {
    const isLive = view.kind === "live";
    return html`<header>
        <brand-mark ?icon-only=${this.#phone.isPhone}></brand-mark>
        ${isLive ? html`<connection-pill .link=${this.#shared.link}></connection-pill>` : nothing}
        <language-select></language-select><theme-toggle></theme-toggle>
      </header>
      <main>
        ${this.#map(view)}
        <div class="card" tabindex="0" role="group" aria-label=${view.name}>
          ${
            isLive
              ? html`<shared-live-card
                  .vehicle=${this.#shared.vehicle}
                  .zone=${view.timeZone}
                ></shared-live-card>`
              : html`<shared-route-card .view=${view}></shared-route-card>`
          }
          ${this.#ends(view)}
        </div>
      </main>`;
  }

  protected override render() {
    const { state } = this.#shared;
    if (state.kind === "open") return this.#frameOf(state.view);
    if (state.kind === "loading") {
      return html`<p class="visually-hidden" role="status">${sharedText().loading}</p>`;
    }
    return html`<shared-notice
      kind=${state.kind}
      @act=${() => void this.#shared.load()}
    ></shared-notice>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "shared-page": SharedPage;
  }
}
