import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { icon, type IconName } from "../page/icons.ts";
import { whenLineReturns } from "../page/line-return.ts";
import { controls } from "./controls.ts";

/**
 * Stands in for content that is missing, and says what to do about it. Fires `act`; where the content
 * failed to come also by itself, once the line to the server is there again.
 */
@customElement("state-message")
export class StateMessage extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 6px;
        padding: 28px 24px;
        text-align: center;
        color: var(--text-muted);
        font-size: var(--size-m);
        line-height: 1.5;
      }
      .badge {
        display: grid;
        place-items: center;
        width: 40px;
        height: 40px;
        margin-bottom: 6px;
        border-radius: var(--radius-l);
        background: var(--surface-sunken);
        border: 1px solid var(--line);
        color: var(--text-faint);
        font-size: 19px;
      }
      .badge.bad {
        background: var(--danger-soft);
        border-color: transparent;
        color: var(--danger);
      }
      .heading {
        color: var(--text);
        font-weight: 600;
        text-wrap: balance;
      }
      .button {
        margin-top: 10px;
      }
    `,
  ];

  @property() icon: IconName = "car";
  @property() heading = "";
  /** Label of the button; none without it. */
  @property() action = "";
  /** The content failed to come: `action` is another try. */
  @property({ type: Boolean }) bad = false;

  constructor() {
    super();
    whenLineReturns(this, () => {
      if (this.bad && this.action) this.#act();
    });
  }

  readonly #act = (): void => {
    this.dispatchEvent(new CustomEvent("act"));
  };

  protected override render() {
    return html`<span class="badge ${this.bad ? "bad" : ""}">${icon(this.icon)}</span>
      <span class="heading">${this.heading}</span>
      <slot></slot>
      ${
        this.action
          ? html`<button class="button" @click=${this.#act}>${this.action}</button>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "state-message": StateMessage;
  }
}
