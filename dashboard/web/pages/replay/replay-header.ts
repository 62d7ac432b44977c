import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { TrackFormat } from "../../../../contracts/location.ts";
import type { Route } from "../../../../contracts/live-protocol.ts";
import type { Vehicle } from "../../../../contracts/vehicle.ts";
import { hereZone } from "../../i18n/dates.ts";
import "../../kit/action-menu.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/date-range.ts";
import "../../kit/page-header.ts";
import { serverNowMs } from "../../page/clock.ts";
import { icon } from "../../page/icons.ts";
import { PhoneController } from "../../page/phone-controller.ts";
import { downloadHref } from "../../replay/replay-address.ts";
import { besidePeriod, isDay } from "../../replay/replay-period.ts";
import type { Span } from "../../replay/timeline.ts";
import "../../share/share-button.ts";
import { replayText } from "./text.ts";

const FORMATS = ["gpx", "csv", "geojson"] as const satisfies readonly TrackFormat[];

/** Has the browser save a file of this server. */
const download = (href: string): void => {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
};

/** Which car and which period is watched, and the way to others and out. Fires `period-change`. */
@customElement("replay-header")
export class ReplayHeader extends LitElement {
  static override styles = [
    controls,
    css`
      page-header {
        padding: 14px 20px 12px;
      }
      .period {
        display: flex;
        gap: 2px;
      }
      .period .icon-button {
        height: 34px;
      }
      .period .icon-button[disabled] {
        opacity: 0.45;
        cursor: default;
      }
      @media (pointer: coarse) {
        .period .icon-button {
          height: 44px;
        }
      }
      @media (max-width: 760px) {
        /* as high as it is with everything in it, so that nothing moves when that comes */
        page-header {
          align-content: flex-start;
          align-items: flex-start;
          gap: 4px 0;
          min-height: 115px;
          padding: 8px 10px 6px 16px;
          box-sizing: border-box;
          /* what can be done stands beside the heading, and the period below it has a line of its own */
          --words-basis: 160px;
          --heading-size: 1.1875rem;
          --actions-display: contents;
        }
        .period {
          flex: 1 0 100%;
          order: 1;
          margin-left: -10px;
        }
        .other {
          width: 44px;
          padding: 0;
          border-color: transparent;
          box-shadow: none;
          color: var(--text-muted);
          font-size: 17px;
        }
        .other span:not(.icon) {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  @property({ attribute: false }) vehicle: Vehicle | undefined;
  @property({ attribute: false }) period: Span | undefined;
  /** What was driven in it, and what of that is watched. */
  @property({ attribute: false }) routes: readonly Route[] = [];
  @property() routeId: string | undefined;
  @property() zone = hereZone();

  readonly #phone = new PhoneController(this);

  #choose(period: Span): void {
    this.dispatchEvent(new CustomEvent("period-change", { detail: period }));
  }

  #beside(period: Span, by: 1 | -1) {
    const t = replayText();
    const words = isDay(period, this.zone)
      ? { before: t.previousDay, after: t.nextDay }
      : { before: t.previousPeriod, after: t.nextPeriod };
    const label = by > 0 ? words.after : words.before;
    const isToCome = by > 0 && period.toMs > serverNowMs();
    return html`<button
      class="icon-button"
      aria-label=${label}
      title=${label}
      ?disabled=${isToCome}
      @click=${() => this.#choose(besidePeriod(period, by, this.zone))}
    >
      ${icon(by > 0 ? "chevronRight" : "chevronLeft")}
    </button>`;
  }

  #period(period: Span) {
    return html`<div slot="actions" class="period">
      ${this.#beside(period, -1)}
      <date-range
        .value=${period}
        .zone=${this.zone}
        @value-change=${({ detail }: CustomEvent<Span>) => this.#choose(detail)}
      ></date-range>
      ${this.#beside(period, 1)}
    </div>`;
  }

  #export({ id }: Vehicle, period: Span) {
    const t = replayText();
    return html`<action-menu
      label=${t.export}
      icon="download"
      ?icon-only=${this.#phone.isPhone}
      .actions=${FORMATS.map((format) => ({
        id: format,
        label: t.formats[format],
        icon: "download",
      }))}
      @action=${({ detail }: CustomEvent<(typeof FORMATS)[number]>) =>
        download(downloadHref(id, period, detail))}
    ></action-menu>`;
  }

  #actions(vehicle: Vehicle, period: Span) {
    const t = replayText();
    return html`${this.#period(period)}
      <a slot="actions" class="button other" href="/replay" title=${t.otherCar}
        >${icon("car")}<span>${t.otherCar}</span></a
      >
      <share-button
        slot="actions"
        vehicleId=${vehicle.id}
        plate=${vehicle.licensePlate}
        zone=${this.zone}
        .routes=${this.routes}
        .routeId=${this.routeId}
        ?icon-only=${this.#phone.isPhone}
      ></share-button>
      <div slot="actions">${this.#export(vehicle, period)}</div>`;
  }

  protected override render() {
    const t = replayText();
    const { vehicle, period } = this;
    // a space that does not collapse keeps the place of the line that is to come
    return html`<page-header
      heading=${vehicle ? t.titleOf(vehicle.licensePlate) : t.title}
      lead=${vehicle?.model ?? "\u00a0"}
      >${vehicle && period ? this.#actions(vehicle, period) : nothing}</page-header
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "replay-header": ReplayHeader;
  }
}
