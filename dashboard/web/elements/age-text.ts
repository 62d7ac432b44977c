import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { serverNowMs } from "../page/clock.ts";
import { fleetText } from "../fleet/text.ts";
import { hereZone, momentText } from "../i18n/dates.ts";
import { ageText, agoText } from "../i18n/figures.ts";
import { tickEverySecond } from "../page/ticking.ts";

/** How long ago something was, kept up to date by the second. */
@customElement("age-text")
export class AgeText extends LitElement {
  static override styles = css`
    :host {
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
  `;

  /** ISO 8601; null when it never happened. */
  @property() since: string | null = null;
  /** Said when it never happened; `never` unless given. */
  @property() never: string | undefined;
  /** Writes `12 s ago` instead of `12 s`. */
  @property({ type: Boolean }) ago = false;

  constructor() {
    super();
    tickEverySecond(this);
  }

  protected override render() {
    if (this.since === null) return html`${this.never ?? fleetText().never}`;
    const sinceMs = Date.parse(this.since);
    const nowMs = serverNowMs();
    const age = this.ago ? agoText(sinceMs, nowMs) : ageText(sinceMs, nowMs);
    const moment = momentText(sinceMs, nowMs, hereZone());
    return html`<time datetime=${this.since} title=${moment}>${age}</time>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "age-text": AgeText;
  }
}
