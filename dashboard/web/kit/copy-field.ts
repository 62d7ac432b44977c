import { css, html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { icon } from "../page/icons.ts";
import { controls } from "./controls.ts";
import { kitText } from "./text.ts";

/** How long it is said that something was copied, ms. */
const SAID_FOR_MS = 2_500;

/** A value to take over somewhere else: read, marked, or copied with its button. */
@customElement("copy-field")
export class CopyField extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px;
        min-width: 0;
      }
      label {
        grid-column: 1 / -1;
        color: var(--text-muted);
        font-size: var(--size-s);
        font-weight: 550;
        line-height: 16px;
      }
      .field {
        height: var(--control);
        background: var(--surface-sunken);
        font-family: ui-monospace, "SF Mono", Consolas, monospace;
        font-size: var(--size-m);
        text-overflow: ellipsis;
      }
      textarea.field {
        height: auto;
        padding-block: 8px;
        line-height: 1.5;
        resize: vertical;
        overflow-wrap: anywhere;
      }
      .icon-button {
        height: var(--control);
      }
      .icon-button.done {
        color: var(--good);
      }
    `,
  ];

  @property() label = "";
  @property() value = "";
  /** For a long one: shown in so many lines. */
  @property({ type: Number }) lines = 1;
  @state() private said: "copied" | "marked" | undefined;
  @query("#control") private control!: HTMLInputElement | HTMLTextAreaElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  readonly #copy = async (): Promise<void> => {
    this.control.select();
    // a page that came over plain HTTP from another host may not write to the clipboard
    this.said = await this.#write();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.said = undefined), SAID_FOR_MS);
  };

  async #write(): Promise<"copied" | "marked"> {
    if (!isSecureContext) return "marked";
    return navigator.clipboard.writeText(this.value).then(
      () => "copied" as const,
      () => "marked" as const,
    );
  }

  #control() {
    return this.lines > 1
      ? html`<textarea
          id="control"
          class="field"
          rows=${this.lines}
          readonly
          spellcheck="false"
          .value=${this.value}
          @focus=${() => this.control.select()}
        ></textarea>`
      : html`<input
          id="control"
          class="field"
          readonly
          autocomplete="off"
          spellcheck="false"
          .value=${this.value}
          @focus=${() => this.control.select()}
        />`;
  }

  protected override render() {
    const t = kitText();
    const label = this.said ? t[this.said] : t.copy(this.label);
    return html`<label for="control">${this.label}</label>
      ${this.#control()}
      <button
        class="icon-button ${this.said === "copied" ? "done" : ""}"
        type="button"
        aria-label=${label}
        title=${label}
        @click=${this.#copy}
      >
        ${icon(this.said === "copied" ? "check" : "copy")}
      </button>
      <span class="visually-hidden" role="status">${this.said ? t[this.said] : ""}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "copy-field": CopyField;
  }
}
