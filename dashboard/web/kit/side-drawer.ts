import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { icon } from "../page/icons.ts";
import { PhoneController } from "../page/phone-controller.ts";
import { controls } from "./controls.ts";
import { kitText } from "./text.ts";
import "./toast-region.ts";

/**
 * Details of one thing beside the list it was chosen from: at the right edge of the page, whose list
 * stays usable, and on a phone over all of it. Slots: `subheading`, `toolbar`, content, `actions`.
 * Escape and the cross fire `close`; the page then takes `open` away.
 */
@customElement("side-drawer")
export class SideDrawer extends LitElement {
  static override styles = [
    controls,
    css`
      dialog {
        position: absolute;
        inset: 0 0 0 auto;
        z-index: 6;
        width: min(var(--drawer-width, 440px), 100%);
        max-width: none;
        height: 100%;
        max-height: none;
        margin: 0;
        padding: 0;
        border: 0;
        border-left: 1px solid var(--line);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--shadow-l);
        outline: none;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
        animation: arrive var(--calm);
      }
      dialog:modal {
        position: fixed;
        width: 100vw;
        height: 100dvh;
        border: 0;
      }
      @keyframes arrive {
        from {
          opacity: 0;
          translate: 24px 0;
        }
      }
      header {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        gap: 0 2px;
        padding: 14px 10px 12px 20px;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        margin: 3px 0 0;
        overflow: hidden;
        font-size: 1.125rem;
        font-weight: 650;
        line-height: 26px;
        letter-spacing: -0.01em;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      slot[name="subheading"] {
        display: block;
        color: var(--text-muted);
        font-size: var(--size-m);
      }
      .content {
        flex: 1;
        min-height: 0;
        overflow: hidden auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
        scrollbar-color: var(--line-strong) transparent;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 12px 20px calc(12px + env(safe-area-inset-bottom, 0px));
        border-top: 1px solid var(--line);
      }
      /* Above the actions: a notice covers none of them. */
      toast-region {
        flex: none;
        max-width: 100%;
        margin: 0 10px;
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
  /** There is something in the slot `actions`. */
  @property({ type: Boolean, attribute: "has-actions" }) hasActions = false;
  @query("dialog") private dialog!: HTMLDialogElement;
  @query("h2") private headingElement!: HTMLElement;
  readonly #phone = new PhoneController(this);

  protected override updated(changed: PropertyValues<this>): void {
    const isModal = this.dialog.matches(":modal");
    if (this.open && this.dialog.open && isModal !== this.#phone.isPhone) this.dialog.close();
    if (this.open && !this.dialog.open) this.#show();
    if (!this.open && this.dialog.open) this.dialog.close();
    // another thing in the same drawer: readers are told by the heading
    else if (changed.has("heading") && this.open)
      this.headingElement.focus({ preventScroll: true });
  }

  #show(): void {
    if (this.#phone.isPhone) this.dialog.showModal();
    else this.dialog.show();
    this.headingElement.focus({ preventScroll: true });
  }

  #askToClose(): void {
    this.dispatchEvent(new CustomEvent("close"));
  }

  readonly #cancel = (event: Event): void => {
    event.preventDefault();
    this.#askToClose();
  };

  /** The browser cancels a modal dialog by itself, and one beside the page never. */
  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || this.dialog.matches(":modal")) return;
    event.preventDefault();
    event.stopPropagation();
    this.#askToClose();
  };

  protected override render() {
    return html`<dialog aria-labelledby="heading" @cancel=${this.#cancel} @keydown=${this.#keydown}>
      <header>
        <div>
          <h2 id="heading" tabindex="-1">${this.heading}</h2>
          <slot name="subheading"></slot>
        </div>
        <slot name="toolbar"></slot>
        <button
          class="icon-button"
          aria-label=${kitText().close}
          title=${`${kitText().close} (Esc)`}
          @click=${() => this.#askToClose()}
        >
          ${icon("close")}
        </button>
      </header>
      <div class="content"><slot></slot></div>
      ${this.open ? html`<toast-region></toast-region>` : nothing}
      ${this.hasActions ? html`<footer><slot name="actions"></slot></footer>` : nothing}
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "side-drawer": SideDrawer;
  }
}
