import { html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { GeofenceVersion } from "../../../../contracts/geofence-api.ts";
import { vehiclePanelStyles } from "../../elements/vehicle-panel-styles.ts";
import { fleetText } from "../../fleet/text.ts";
import { areaText, purposeText } from "../../geofences/fence-words.ts";
import { geofenceText } from "../../geofences/text.ts";
import { momentText } from "../../i18n/dates.ts";
import { speedFigure } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import { serverNowMs } from "../../page/clock.ts";
import { icon } from "../../page/icons.ts";
import { type Branches, NO_BRANCHES } from "../../session/branches.ts";
import { fencePanelStyles } from "./fence-panel-styles.ts";
import "./fence-versions.ts";

/** A fence for who may not change it, or one that holds no longer. Fires `close`. */
@customElement("fence-facts")
export class FenceFacts extends LitElement {
  static override styles = [controls, vehiclePanelStyles, fencePanelStyles];

  @property({ attribute: false }) fence!: GeofenceVersion;
  @property({ attribute: false }) branches: Branches = NO_BRANCHES;
  /** Why it cannot be changed. */
  @property() reason = "";
  @query("h2") private heading!: HTMLElement;

  /** Puts the keyboard and the reader to the panel's beginning. */
  override focus(): void {
    this.heading.focus({ preventScroll: true });
  }

  #note(): string {
    const { validUntil, branchId } = this.fence;
    if (validUntil === null) return this.reason;
    const zone = this.branches.zoneOf(branchId);
    return geofenceText().ended(momentText(Date.parse(validUntil), serverNowMs(), zone));
  }

  #facts() {
    const t = geofenceText();
    const { purpose, area, speedLimitKmh, branchId, vehicleGroup } = this.fence;
    const branch = this.branches.all.find(({ id }) => id === branchId)?.name ?? t.everyBranch;
    const facts = [
      [t.purpose, purposeText(purpose)],
      [t.shape, areaText(area)],
      [t.speedLimit, speedLimitKmh === null ? t.noLimit : speedFigure(speedLimitKmh)],
      [t.group, vehicleGroup ?? t.allVehicles],
      [t.branch, branch],
    ];
    return html`<dl>
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd title=${value ?? nothing}><bdi>${value}</bdi></dd>
          </div>`,
      )}
    </dl>`;
  }

  protected override render() {
    const { close } = fleetText();
    return html`<header>
        <h2 tabindex="-1"><bdi>${this.fence.name}</bdi></h2>
        <button
          class="icon-button"
          aria-label=${close}
          title=${`${close} (Esc)`}
          @click=${() => this.dispatchEvent(new CustomEvent("close"))}
        >
          ${icon("close")}
        </button>
      </header>
      <div class="scroll" tabindex="0">
        <p class="note">${this.#note()}</p>
        ${this.#facts()}
        <section class="fields">
          <h3>${geofenceText().versions}</h3>
          <fence-versions
            .fence=${this.fence}
            .zone=${this.branches.zoneOf(this.fence.branchId)}
          ></fence-versions>
        </section>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fence-facts": FenceFacts;
  }
}
