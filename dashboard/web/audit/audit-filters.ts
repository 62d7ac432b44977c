import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { hereZone } from "../i18n/dates.ts";
import { controls } from "../kit/controls.ts";
import "../kit/date-range.ts";
import { LONG_PRESETS, type Period } from "../kit/period.ts";
import type { Choice } from "../kit/select-field.ts";
import "../kit/select-field.ts";
import { icon } from "../page/icons.ts";
import { auditText } from "../pages/audit/text.ts";
import { type AuditView, auditHref, WHOLE_LOG } from "./audit-address.ts";

/** What is shown of the log. Fires `view-change` (part of an `AuditView`) and `period-change`. */
@customElement("audit-filters")
export class AuditFilters extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        min-width: 0;
      }
      select-field {
        width: 210px;
      }
      .around {
        margin-right: 4px;
        font-size: var(--size-m);
        font-weight: 600;
      }
      .one {
        max-width: 100%;
        min-width: 0;
      }
      .one span:first-child {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @media (max-width: 760px) {
        :host {
          width: 100%;
        }
        select-field,
        date-range {
          flex: 1 1 150px;
          width: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) view: AuditView = WHOLE_LOG;
  @property({ attribute: false }) people: readonly Choice[] = [];
  /** What the one record is called whose entries are shown. */
  @property() recordName = "";
  @property({ attribute: false }) period: Period | undefined;
  @property() zone = hereZone();

  #change(detail: Partial<AuditView>): void {
    this.dispatchEvent(new CustomEvent("view-change", { detail }));
  }

  /** One who has left the list is told by their id: a filter that nobody sees would be worse. */
  get #personChoices(): readonly Choice[] {
    const { personId } = this.view;
    const isKnown = personId === "" || this.people.some(({ value }) => value === personId);
    const chosen = isKnown ? [] : [{ value: personId, label: personId }];
    return [{ value: "", label: auditText().everybody }, ...chosen, ...this.people];
  }

  get #recordChoices(): readonly Choice[] {
    const { records, everyRecord } = auditText();
    const { record } = this.view;
    const known = Object.entries(records)
      .map(([value, { many }]) => ({ value, label: many }))
      .toSorted((a, b) => a.label.localeCompare(b.label));
    const isKnown = record === "" || known.some(({ value }) => value === record);
    const chosen = isKnown ? [] : [{ value: record, label: record }];
    return [{ value: "", label: everyRecord }, ...chosen, ...known];
  }

  #one() {
    if (this.view.recordId === "") return nothing;
    return html`<button class="button one" @click=${() => this.#change({ recordId: "" })}>
      <span>${auditText().onlyRecord}: <bdi>${this.recordName}</bdi></span
      >${icon("close")}
    </button>`;
  }

  protected override render() {
    const t = auditText();
    const { entry, personId, record } = this.view;
    if (entry !== undefined)
      return html`<span class="around">${t.aroundEntry(entry)}</span>
        <a class="button" href=${auditHref(WHOLE_LOG)}>${t.showAll}</a>`;
    return html`<select-field
        label-hidden
        label=${t.person}
        .value=${personId}
        .choices=${this.#personChoices}
        @value-change=${({ detail }: CustomEvent<string>) => this.#change({ personId: detail })}
      ></select-field>
      <select-field
        label-hidden
        label=${t.recordKind}
        .value=${record}
        .choices=${this.#recordChoices}
        @value-change=${({ detail }: CustomEvent<string>) =>
          this.#change({ record: detail, recordId: "" })}
      ></select-field>
      ${this.#one()}
      <date-range
        .value=${this.period}
        .zone=${this.zone}
        .presets=${LONG_PRESETS}
        @value-change=${({ detail }: CustomEvent<Period>) =>
          this.dispatchEvent(new CustomEvent("period-change", { detail }))}
      ></date-range>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "audit-filters": AuditFilters;
  }
}
