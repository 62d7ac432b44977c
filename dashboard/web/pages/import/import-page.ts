import { consume } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { scrollingPageStyles } from "../../elements/scrolling-page-styles.ts";
import { wholeText } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import "../../kit/data-table.ts";
import "../../kit/page-header.ts";
import "../../kit/state-message.ts";
import { ApiError } from "../../session/api.ts";
import type { Branches } from "../../session/branches.ts";
import { branchesContext } from "../../shell/contexts.ts";
import "./file-choice.ts";
import { checkFile, type ImportAnswer, importFile } from "./import-api.ts";
import { faultColumns, faultRows, previewColumns, previewRows } from "./import-columns.ts";
import { importPageStyles } from "./import-page-styles.ts";
import { importText } from "./text.ts";
import { THINGS, type Things } from "./things.ts";

/** Most errors on the screen: whoever has more corrects a column, not cells. */
const MAX_FAULTS_SHOWN = 200;

/** A refusal of the whole file, or why nobody answered. */
type Refused = { readonly heading: string; readonly reason: string };

/**
 * Takes a file of cars or drivers, shows what it would become and each error by its row, and imports
 * it once a person has seen that. For whoever may add cars.
 */
@customElement("import-page")
export class ImportPage extends LitElement {
  static override styles = [controls, scrollingPageStyles, importPageStyles];

  @consume({ context: branchesContext, subscribe: true }) branches!: Branches;
  @property() things: Things = "vehicles";
  @state() private file: File | undefined;
  @state() private answer: ImportAnswer | undefined;
  @state() private refused: Refused | undefined;
  @state() private isBusy = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("things")) return;
    this.file = undefined;
    this.answer = undefined;
    this.refused = undefined;
  }

  /** Shows what the server answers about a file, or why it did not. */
  async #ask(file: File, asks: (things: Things, file: File) => Promise<ImportAnswer>) {
    const { things } = this;
    this.isBusy = true;
    this.refused = undefined;
    try {
      const answer = await asks(things, file);
      if (things === this.things) this.answer = answer;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const t = importText();
      const heading = error.status === 0 ? t.failed : t.refused;
      if (things === this.things) this.refused = { heading, reason: error.message };
    } finally {
      this.isBusy = false;
    }
  }

  readonly #chosen = ({ detail }: CustomEvent<File>): void => {
    this.file = detail;
    this.answer = undefined;
    void this.#ask(detail, checkFile);
  };

  #links() {
    const t = importText();
    return html`<nav aria-label=${t.kinds}>
      ${THINGS.map(
        (part) =>
          html`<a
            class="button"
            href=${`/import/${part}`}
            aria-current=${part === this.things ? "page" : nothing}
            >${t.tabs[part]}</a
          >`,
      )}
    </nav>`;
  }

  #faults(answer: ImportAnswer) {
    const { errors } = answer;
    if (errors.length === 0) return nothing;
    const t = importText();
    const isCut = errors.length > MAX_FAULTS_SHOWN;
    return html`<section>
      <h2>${t.faults(wholeText(errors.length))}</h2>
      <p>${t.faultsHint} ${isCut ? t.faultsShown(wholeText(MAX_FAULTS_SHOWN)) : nothing}</p>
      <data-table
        label=${t.faultTable}
        .columns=${faultColumns()}
        .rows=${faultRows(answer, MAX_FAULTS_SHOWN)}
      ></data-table>
    </section>`;
  }

  #preview(answer: ImportAnswer) {
    if (answer.preview.length === 0) return nothing;
    const t = importText();
    return html`<section>
      <h2>${t.previewTable}</h2>
      ${
        answer.rows > answer.preview.length
          ? html`<p>${t.previewShown(wholeText(answer.preview.length))}</p>`
          : nothing
      }
      <data-table
        label=${t.previewTable}
        .columns=${previewColumns(this.things, this.branches)}
        .rows=${previewRows(answer)}
      ></data-table>
    </section>`;
  }

  #checked(file: File, answer: ImportAnswer) {
    const t = importText();
    const { rows, errors, ignoredColumns } = answer;
    return html`<div class="figures">
        <span>${t.rows(wholeText(rows))}</span>
        <button
          class="button primary"
          ?disabled=${this.isBusy || errors.length > 0}
          @click=${() => void this.#ask(file, importFile)}
        >
          ${this.isBusy ? t.submitting : t.submit(wholeText(rows))}
        </button>
      </div>
      ${ignoredColumns.length > 0 ? html`<p>${t.ignored(ignoredColumns.join(", "))}</p>` : nothing}
      ${this.#faults(answer)} ${this.#preview(answer)}`;
  }

  #outcome() {
    const t = importText();
    const { file, answer, refused } = this;
    if (refused) {
      const { heading, reason } = refused;
      return html`<state-message bad icon="warning" heading=${heading}>${reason}</state-message>`;
    }
    if (!file || !answer) return this.isBusy ? html`<p>${t.checking}</p>` : nothing;
    if (answer.dryRun) return this.#checked(file, answer);
    return html`<state-message icon="done" heading=${t.done(wholeText(answer.imported))}
      >${t.doneHint}</state-message
    >`;
  }

  protected override render() {
    const t = importText();
    return html`<div class="scroll">
      <page-header heading=${t.title} lead=${t.lead}></page-header>
      <div class="content">
        <div class="card">
          ${this.#links()}
          <p>${t.needs[this.things]}</p>
          <file-choice
            .file=${this.file}
            ?disabled=${this.isBusy}
            @file-chosen=${this.#chosen}
          ></file-choice>
        </div>
        <div class="outcome" aria-live="polite">${this.#outcome()}</div>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "import-page": ImportPage;
  }
}
