import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Alert } from "../../../../contracts/alert.ts";
import type { AlertPlace } from "../../alerts/alert-features.ts";
import { alertText } from "../../alerts/text.ts";
import { PageMap } from "../../elements/page-map.ts";
import type { Insets } from "../../map/base-map.ts";

/** The map beside the inbox, and what it cannot show. `alert-pick` comes from the map. */
@customElement("alert-map-card")
export class AlertMapCard extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      position: relative;
      overflow: hidden;
    }
    p {
      position: absolute;
      left: 12px;
      top: 12px;
      margin: 0;
      padding: 4px 10px;
      border-radius: 8px;
      background: var(--glass);
      color: var(--text-muted);
      font-size: var(--size-s);
    }
    .failed {
      align-self: center;
    }
  `;

  @property({ attribute: false }) alerts: readonly Alert[] = [];
  @property({ attribute: false }) placeOf: (alert: Alert) => AlertPlace | undefined = () =>
    undefined;
  @property() activeId: string | undefined;
  @property({ attribute: false }) insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  readonly #map = new PageMap(this, () => import("./alert-map.ts"));

  #draw() {
    return html`<alert-map
      .alerts=${this.alerts}
      .placeOf=${this.placeOf}
      .activeId=${this.activeId}
      .insets=${this.insets}
      @map-failed=${this.#map.fail}
      @alert-pick=${({ detail }: CustomEvent<string>) =>
        this.dispatchEvent(new CustomEvent("alert-pick", { detail }))}
    ></alert-map>`;
  }

  protected override render() {
    const t = alertText();
    const lost = this.alerts.filter((alert) => this.placeOf(alert) === undefined).length;
    return html`${this.#map.render({
      draw: () => this.#draw(),
      hint: t.mapFailedHint,
      place: "failed",
    })}
    ${lost > 0 && this.#map.isReady ? html`<p>${t.withoutPlace(lost)}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-map-card": AlertMapCard;
  }
}
