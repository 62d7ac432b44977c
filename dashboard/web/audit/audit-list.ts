import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { AuditEntry, AuditFault } from "../../../contracts/audit.ts";
import { foreignZoneText, fullDayText } from "../i18n/dates.ts";
import { controls } from "../kit/controls.ts";
import { stepIn } from "../kit/list-steps.ts";
import { kitText } from "../kit/text.ts";
import { icon } from "../page/icons.ts";
import { auditText } from "../pages/audit/text.ts";
import { topOf } from "./audit-address.ts";
import { type AuditDay, daysOf, gapsAbove } from "./audit-days.ts";
import "./audit-row.ts";
import { AuditRow } from "./audit-row.ts";
import type { Telling } from "./audit-words.ts";

/** The next page is fetched when the end comes this near, px. */
const AHEAD_PX = 600;

/**
 * Entries of the log by days, latest first; arrow keys go from one to the next. Fires `more` when the
 * end comes near.
 */
@customElement("audit-list")
export class AuditList extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      h2 {
        margin: 18px 0 8px;
        color: var(--text-muted);
        font-size: var(--size-m);
        font-weight: 600;
      }
      section:first-of-type h2 {
        margin-top: 0;
      }
      ol {
        margin: 0;
        padding: 0;
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        list-style: none;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .gap {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 12px 18px;
        background: var(--danger-soft);
        color: var(--danger);
        font-size: var(--size-m);
        font-weight: 600;
      }
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 44px;
        margin-top: 10px;
        color: var(--text-muted);
        font-size: var(--size-s);
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly AuditEntry[] = [];
  @property({ attribute: false }) telling!: Telling;
  @property({ attribute: false }) faults: readonly AuditFault[] = [];
  /** The number of the entry that is looked at. */
  @property({ type: Number }) found: number | undefined;
  @property({ type: Boolean, attribute: "has-more" }) hasMore = false;
  @query(".foot") private foot!: HTMLElement;
  #ahead: IntersectionObserver | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ahead?.disconnect();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("entries") && !changed.has("hasMore")) return;
    this.#ahead?.disconnect();
    if (!this.hasMore) return;
    // made anew, it also tells of an end that has stayed in sight
    const options = { rootMargin: `${AHEAD_PX}px` };
    this.#ahead = new IntersectionObserver(([end]) => {
      if (end?.isIntersecting) this.#more();
    }, options);
    this.#ahead.observe(this.foot);
  }

  readonly #more = (): void => {
    this.dispatchEvent(new CustomEvent("more"));
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    const rows = [...this.renderRoot.querySelectorAll("audit-row")];
    if (!(event.target instanceof AuditRow)) return;
    const next = stepIn(
      rows.map(({ entry }) => String(entry.seq)),
      String(event.target.entry.seq),
      event.key,
    );
    if (next === undefined) return;
    event.preventDefault();
    rows.find(({ entry }) => String(entry.seq) === next)?.focus();
  };

  /** What is missing above an entry. */
  #gaps(entry: AuditEntry) {
    const { faults, entries, found } = this;
    const upToSeq = found === undefined ? 0 : topOf(found);
    const above = entries[entries.indexOf(entry) - 1];
    return gapsAbove(entry, above, { faults, upToSeq }).map(
      ({ seq, fault }) =>
        html`<li class="gap">${icon("warning")}<span>${auditText().faults[fault](seq)}</span></li>`,
    );
  }

  #row(entry: AuditEntry) {
    const isAltered = ({ seq, fault }: AuditFault): boolean =>
      seq === entry.seq && fault === "altered";
    return html`${this.#gaps(entry)}
      <li>
        <audit-row
          .entry=${entry}
          .telling=${this.telling}
          ?altered=${this.faults.some(isAltered)}
          ?found=${entry.seq === this.found}
        ></audit-row>
      </li>`;
  }

  #day({ entries }: AuditDay) {
    const { zone } = this.telling;
    const atMs = Date.parse(entries[0]?.at ?? "");
    return html`<section>
      <h2>${fullDayText(atMs, zone)} ${foreignZoneText(atMs, zone)}</h2>
      <ol>
        ${repeat(
          entries,
          ({ seq }) => seq,
          (entry) => this.#row(entry),
        )}
      </ol>
    </section>`;
  }

  protected override render() {
    const t = kitText();
    return html`<div role="group" aria-label=${auditText().list} @keydown=${this.#keydown}>
        ${daysOf(this.entries, this.telling.zone).map((day) => this.#day(day))}
      </div>
      <div class="foot">
        <span role="status">${t.rows(this.entries.length, this.hasMore)}</span>
        ${
          this.hasMore
            ? html`<button class="button" @click=${this.#more}>${t.moreRows}</button>`
            : nothing
        }
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "audit-list": AuditList;
  }
}
