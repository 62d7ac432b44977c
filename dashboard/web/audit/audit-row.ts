import { html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { AuditEntry } from "../../../contracts/audit.ts";
import { clockText, timeText } from "../i18n/dates.ts";
import { isolated } from "../i18n/isolated.ts";
import { controls } from "../kit/controls.ts";
import { icon } from "../page/icons.ts";
import { auditText } from "../pages/audit/text.ts";
import { deviceNameOf } from "../settings/device-name.ts";
import { auditHref } from "./audit-address.ts";
import {
  changesOf,
  type ColumnChange,
  type ColumnValue,
  deedOf,
  mainChanges,
  nobodyOf,
  textIn,
} from "./audit-deed.ts";
import { recordHref, shortId } from "./audit-names.ts";
import { auditRowStyles } from "./audit-row-styles.ts";
import { columnText, type Telling, valueText } from "./audit-words.ts";

/** Stands in a sentence for what a link takes the place of. */
const GAP = "\uFFFC";
/** IPv4 as a socket of IPv6 names it (RFC 4291 section 2.5.5.2). */
const MAPPED = /^::ffff:(?=\d+\.)/;

/** One entry of the audit log as a sentence, with every value it tells of below. */
@customElement("audit-row")
export class AuditRow extends LitElement {
  static override styles = [controls, auditRowStyles];

  @property({ attribute: false }) entry!: AuditEntry;
  @property({ attribute: false }) telling!: Telling;
  /** The last check found that it is not what was written. */
  @property({ type: Boolean, reflect: true }) altered = false;
  @state() private isOpen = false;
  @query("summary") private summary!: HTMLElement;

  /** Puts the keyboard where what is below opens. */
  override focus(): void {
    this.summary.focus();
  }

  get #changes(): readonly ColumnChange[] {
    return changesOf(this.entry, Object.keys(this.telling.text.columns));
  }

  #value(column: string, value: ColumnValue): string {
    return valueText({ column, record: this.entry.record }, value, this.telling);
  }

  /** Who acted: at a sign-in who is signed in by it, as nobody is before. */
  #who(): string {
    const signedIn = deedOf(this.entry) === "signedIn" ? textIn(this.entry, "user_id") : undefined;
    if (signedIn !== undefined) return this.telling.nameOf("users", signedIn) ?? shortId(signedIn);
    const nobody = nobodyOf(this.entry);
    if (nobody) return auditText()[nobody];
    const { userName } = this.entry;
    return userName ?? shortId(this.entry.userId ?? "");
  }

  /** The record in words: its kind, and its name or the beginning of its id. */
  #record(): string {
    const { record, recordId } = this.entry;
    const { records } = auditText();
    const kind = Object.entries(records).find(([table]) => table === record)?.[1].one ?? record;
    if (recordId === null) return kind;
    return `${kind} ${isolated(this.telling.nameOf(record, recordId) ?? shortId(recordId))}`;
  }

  #sentence() {
    const href = recordHref(this.entry);
    const record = this.#record();
    const linked = href === undefined ? record : html`<a href=${href}>${record}</a>`;
    const [head, tail] = auditText().deeds[deedOf(this.entry)](GAP).split(GAP);
    return html`<p>
      <b><bdi>${this.#who()}</bdi></b> ${head}${tail === undefined ? nothing : [linked, tail]}
    </p>`;
  }

  #inline({ column, before, after }: ColumnChange) {
    const was = before === undefined ? nothing : html`<s>${this.#value(column, before)}</s>`;
    const isBoth = before !== undefined && after !== undefined;
    return html`<div class="inline">
      <span class="name">${columnText(column, auditText())}</span>${was}${
        isBoth ? icon("chevronRight") : nothing
      }${after === undefined ? nothing : html`<span>${this.#value(column, after)}</span>`}
    </div>`;
  }

  /** By which means and from where, as far as that was noted. */
  #from(): string {
    const t = auditText();
    const { by, ip, userAgent } = this.entry;
    const device = deviceNameOf(userAgent ?? "");
    const program =
      device?.system === undefined ? device?.browser : t.onSystem(device.browser, device.system);
    return [by && t.means[by], ip?.replace(MAPPED, ""), program].filter(Boolean).join(" · ");
  }

  #table(changes: readonly ColumnChange[]) {
    if (changes.length === 0) return nothing;
    const t = auditText();
    const { change } = this.entry;
    const hasBefore = change === "update" || change === "delete";
    const hasAfter = change !== "delete";
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${t.column}</th>
          ${hasBefore ? html`<th scope="col">${t.before}</th>` : nothing}
          ${hasAfter ? html`<th scope="col">${t.after}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${changes.map(
          ({ column, before, after }) =>
            html`<tr>
              <th scope="row">${columnText(column, t)}</th>
              ${hasBefore ? html`<td>${this.#value(column, before)}</td>` : nothing}
              ${hasAfter ? html`<td>${this.#value(column, after)}</td>` : nothing}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #facts() {
    const t = auditText();
    const { seq, at, action, userAgent, hash } = this.entry;
    const clock = clockText(Date.parse(at), this.telling.zone);
    const facts = [
      [t.entry, `${seq} · ${clock}`],
      ...(action === "system" ? [] : [[t.request, action]]),
      ...(userAgent === undefined ? [] : [[t.program, userAgent]]),
      [t.hash, hash],
    ];
    return html`<dl>
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
  }

  #links() {
    const t = auditText();
    const { record, recordId, userId } = this.entry;
    return html`<div class="links">
      ${
        recordId === null
          ? nothing
          : html`<a href=${auditHref({ record, recordId })}>${t.onlyRecord}</a>`
      }
      ${
        userId === undefined
          ? nothing
          : html`<a href=${auditHref({ personId: userId })}>${t.onlyPerson}</a>`
      }
    </div>`;
  }

  #below(changes: readonly ColumnChange[]) {
    return html`<details
      @toggle=${({ target }: Event) => {
        if (target instanceof HTMLDetailsElement) this.isOpen = target.open;
      }}
    >
      <summary>${icon("chevronRight")}${auditText().details(changes.length)}</summary>
      ${
        this.isOpen
          ? html`<div class="below">${this.#table(changes)}${this.#facts()}${this.#links()}</div>`
          : nothing
      }
    </details>`;
  }

  protected override render() {
    const { entry, telling } = this;
    const changes = this.#changes;
    const t = auditText();
    return html`<div>
        <time datetime=${entry.at}>${timeText(Date.parse(entry.at), telling.zone)}</time>
        <span class="number">${entry.seq}</span>
      </div>
      <div class="what">
        ${
          this.altered
            ? html`<p class="fault">${icon("warning")}${t.faults.altered(entry.seq)}</p>`
            : nothing
        }
        ${this.#sentence()} ${mainChanges(entry, changes).map((change) => this.#inline(change))}
        <p class="from">${this.#from()}</p>
        ${this.#below(changes)}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "audit-row": AuditRow;
  }
}
