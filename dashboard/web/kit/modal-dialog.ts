import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { icon } from "../page/icons.ts";
import { controls } from "./controls.ts";
import { dialogFrameStyles } from "./dialog-frame-styles.ts";
import { kitText } from "./text.ts";
import "./toast-region.ts";

/**
 * A question or a form that stands before everything else. Content goes inside, buttons into the
 * slot `actions`. Escape, the cross and a press beside it fire `close`; the page then takes `open`
 * away. What is typed in a form stays safe from a press beside it with `keeps-open`.
 */
@customElement("modal-dialog")
export class ModalDialog extends LitElement {
  static override styles = [
    controls,
    dialogFrameStyles,
    css`
      dialog {
        width: min(var(--dialog-width, 440px), calc(100vw - 24px));
        max-height: calc(100dvh - 24px);
      }
      dialog[open] {
        animation: rise var(--calm);
      }
      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 12px;
        }
      }
      header {
        display: flex;
        align-items: flex-start;
        gap: 8px;
        padding: 18px 12px 0 22px;
      }
      h2 {
        flex: 1;
        min-width: 0;
        margin: 3px 0 0;
        overflow-wrap: anywhere;
        font-size: 1.0625rem;
        font-weight: 650;
        line-height: 1.35;
        letter-spacing: -0.01em;
      }
      .content {
        padding: 8px 22px 20px;
        overflow: hidden auto;
        scrollbar-width: thin;
        color: var(--text-muted);
        font-size: var(--size-m);
        line-height: 1.55;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        padding: 14px 22px;
        border-top: 1px solid var(--line);
        background: var(--surface-sunken);
      }
      @media (max-width: 480px) {
        dialog {
          margin: auto 0 0;
          width: 100vw;
          max-width: none;
          border-radius: 16px 16px 0 0;
        }
        footer {
          padding-bottom: calc(14px + env(safe-area-inset-bottom, 0px));
        }
      }
      @media (prefers-reduced-motion: reduce) {
        dialog[open] {
          animation: none;
        }
      }
    `,
  ];

  @property() heading = "";
  @property({ type: Boolean }) open = false;
  @property({ type: Boolean, attribute: "keeps-open" }) keepsOpen = false;
  @query("dialog") private dialog!: HTMLDialogElement;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("open") || this.open === this.dialog.open) return;
    // the browser keeps the keyboard inside, and gives it back to where it was afterwards
    if (this.open) this.dialog.showModal();
    else this.dialog.close();
  }

  #askToClose(): void {
    this.dispatchEvent(new CustomEvent("close"));
  }

  readonly #cancel = (event: Event): void => {
    event.preventDefault();
    this.#askToClose();
  };

  readonly #press = (event: PointerEvent): void => {
    if (event.target === this.dialog && !this.keepsOpen) this.#askToClose();
  };

  /** The shortcuts of the page below are not meant. */
  readonly #keydown = (event: KeyboardEvent): void => event.stopPropagation();

  protected override render() {
    return html`<dialog
      aria-labelledby="heading"
      @cancel=${this.#cancel}
      @keydown=${this.#keydown}
      @pointerdown=${this.#press}
    >
      <header>
        <h2 id="heading">${this.open ? this.heading : nothing}</h2>
        <button
          class="icon-button"
          aria-label=${kitText().close}
          @click=${() => this.#askToClose()}
        >
          ${icon("close")}
        </button>
      </header>
      <div class="content"><slot></slot></div>
      ${this.open ? html`<toast-region></toast-region>` : nothing}
      <footer><slot name="actions"></slot></footer>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "modal-dialog": ModalDialog;
  }
}
