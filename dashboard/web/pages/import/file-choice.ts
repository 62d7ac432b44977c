import { css, html, LitElement } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { controls } from "../../kit/controls.ts";
import { icon } from "../../page/icons.ts";
import { importText } from "./text.ts";

/** Where a CSV or XLSX file is chosen or dropped. Fires `file-chosen` with the `File`. */
@customElement("file-choice")
export class FileChoice extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .place {
        display: grid;
        justify-items: center;
        gap: 10px;
        padding: 28px 20px;
        border: 1.5px dashed var(--line-strong);
        border-radius: var(--radius-l);
        color: var(--text-muted);
        font-size: var(--size-m);
        line-height: 1.5;
        text-align: center;
      }
      .place.over {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      .name {
        color: var(--text);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      p {
        margin: 0;
      }
    `,
  ];

  /** What was chosen last. */
  @property({ attribute: false }) file: File | undefined;
  @property({ type: Boolean }) disabled = false;
  @state() private isOver = false;
  @query("input") private input!: HTMLInputElement;

  #choose(file: File | null | undefined): void {
    if (!file || this.disabled) return;
    this.dispatchEvent(new CustomEvent("file-chosen", { detail: file }));
  }

  readonly #change = (): void => {
    this.#choose(this.input.files?.[0]);
    // The same file is news again once it has been corrected.
    this.input.value = "";
  };

  readonly #over = (event: DragEvent): void => {
    event.preventDefault();
    this.isOver = true;
  };

  readonly #drop = (event: DragEvent): void => {
    event.preventDefault();
    this.isOver = false;
    this.#choose(event.dataTransfer?.files[0]);
  };

  protected override render() {
    const t = importText();
    return html`<div
      class=${this.isOver ? "place over" : "place"}
      @dragover=${this.#over}
      @dragleave=${() => (this.isOver = false)}
      @drop=${this.#drop}
    >
      ${this.file ? html`<p class="name">${this.file.name}</p>` : null}
      <button class="button" ?disabled=${this.disabled} @click=${() => this.input.click()}>
        ${icon("table")}${this.file ? t.another : t.choose}
      </button>
      <input type="file" accept=".csv,.txt,.xlsx" hidden @change=${this.#change} />
      <p>${t.drop}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "file-choice": FileChoice;
  }
}
