import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { alertText } from "../alerts/text.ts";
import { goToText } from "../go-to/text.ts";
import { controls } from "../kit/controls.ts";
import { icon } from "../page/icons.ts";
import type { PageRoute } from "../routing/page-route.ts";
import { shellText } from "./text.ts";

/** Opens the search for a car, an alert or a page, by a press or by Ctrl+K (⌘K) wherever one is. */
@customElement("go-to-button")
export class GoToButton extends LitElement {
  static override styles = [
    controls,
    css`
      .wide {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 34px;
        padding: 0 8px 0 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--surface-sunken);
        color: var(--text-muted);
        font-size: var(--size-m);
        cursor: pointer;
      }
      .wide:hover {
        background: var(--surface-hover);
      }
      kbd {
        margin-left: 20px;
      }
      @media (max-width: 760px) {
        .wide {
          justify-content: center;
          width: 44px;
          height: 44px;
          padding: 0;
          border-color: transparent;
          background: none;
          font-size: 18px;
        }
        .label,
        kbd {
          display: none;
        }
      }
    `,
  ];

  /** Where it may lead to. */
  @property({ attribute: false }) pages: readonly PageRoute[] = [];
  @state() private isOpen = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#keydown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#keydown);
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isAsked || event.key.toLowerCase() !== "k") return;
    event.preventDefault(); // some browsers would search the web
    void this.#open();
  };

  /** What it looks like and says is fetched when somebody asks. */
  readonly #open = async (): Promise<void> => {
    const dialog = import("../go-to/go-to-dialog.ts");
    await Promise.all([dialog, goToText.load(), alertText.load()]);
    this.isOpen = true;
  };

  protected override render() {
    const { goTo } = shellText();
    return html`<button
        class="wide"
        aria-label=${goTo}
        aria-keyshortcuts="Control+K Meta+K"
        @click=${this.#open}
      >
        ${icon("search")}<span class="label">${goTo}</span><kbd aria-hidden="true">Ctrl K</kbd>
      </button>
      ${
        this.isOpen
          ? html`<go-to-dialog
              .pages=${this.pages}
              @close=${() => (this.isOpen = false)}
            ></go-to-dialog>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "go-to-button": GoToButton;
  }
}
