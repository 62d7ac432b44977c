import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { agoText } from "../i18n/figures.ts";
import { serverNowMs } from "../page/clock.ts";
import { icon } from "../page/icons.ts";
import { whenLineReturns } from "../page/line-return.ts";
import { tickEverySecond } from "../page/ticking.ts";
import { controls } from "./controls.ts";
import { kitText } from "./text.ts";

/**
 * Says above content that is no longer kept up to date how old it is. Fires `act` for another try, also
 * by itself once the line to the server is there again.
 */
@customElement("stale-note")
export class StaleNote extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 9px;
        padding: 6px 6px 6px 12px;
        border-radius: var(--radius-m);
        background: var(--warn-soft);
        color: var(--warn);
        font-size: var(--size-s);
        font-weight: 550;
        line-height: 1.4;
      }
      .icon {
        font-size: 15px;
      }
      .words {
        flex: 1;
        padding: 4px 0;
        font-variant-numeric: tabular-nums;
      }
      button {
        height: 28px;
        padding: 0 10px;
        border: 0;
        border-radius: var(--radius-s);
        background: none;
        color: inherit;
        font-size: var(--size-s);
        font-weight: 600;
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      @media (pointer: coarse) {
        button {
          height: 44px;
        }
      }
    `,
  ];

  /** When the content was true, ms since the Unix epoch. */
  @property({ type: Number }) sinceMs = serverNowMs();

  constructor() {
    super();
    tickEverySecond(this);
    whenLineReturns(this, this.#act);
  }

  readonly #act = (): void => {
    this.dispatchEvent(new CustomEvent("act"));
  };

  protected override render() {
    const t = kitText();
    return html`${icon("lost")}<span class="words" role="status"
        >${t.staleSince(agoText(this.sinceMs, serverNowMs()))}</span
      >
      <button @click=${this.#act}>${t.tryAgain}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "stale-note": StaleNote;
  }
}
