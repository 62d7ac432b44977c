import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { serverNowMs } from "../page/clock.ts";
import { ageText, momentText } from "../page/figures.ts";
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
  @property() never = "never";
  /** Writes `12 s ago` instead of `12 s`. */
  @property({ type: Boolean }) ago = false;

  constructor() {
    super();
    tickEverySecond(this);
  }

  protected override render() {
    if (this.since === null) return html`${this.never}`;
    const sinceMs = Date.parse(this.since);
    const nowMs = serverNowMs();
    const age = ageText(sinceMs, nowMs);
    return html`<time datetime=${this.since} title=${momentText(sinceMs, nowMs)}
      >${this.ago && age !== "now" ? `${age} ago` : age}</time
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "age-text": AgeText;
  }
}
