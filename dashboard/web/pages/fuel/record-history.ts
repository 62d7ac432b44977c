import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { FuelRecordDetail } from "../../../../contracts/fuel-record.ts";
import {
  type ContentField,
  type RecordChange,
  type RecordContent,
  type RecordStep,
  recordSteps,
} from "../../fuel/record-changes.ts";
import { kmText, litresText, moneyText } from "../../i18n/figures.ts";
import { controls } from "../../kit/controls.ts";
import { icon } from "../../page/icons.ts";
import { whenText } from "./fuel-words.ts";
import { fuelText } from "./text.ts";

const nameOf = (field: ContentField): string => {
  const t = fuelText();
  const names: Readonly<Record<ContentField, string>> = {
    ...{ atMs: t.when, litres: t.litres, costMinor: t.cost, station: t.station },
    ...{ receipt: t.record.receipt, odometerKm: t.record.odometer, isFull: t.record.full },
    ...{ fuelType: t.record.fuelType, notes: t.record.notes, driverId: t.record.driver },
  };
  return names[field];
};

type Habits = { readonly zone: string; readonly currency: string };

const valueOf = (field: ContentField, content: RecordContent, habits: Habits): string => {
  const t = fuelText().record;
  const written: Readonly<Record<Exclude<ContentField, "driverId">, string | null>> = {
    atMs: whenText(new Date(content.atMs).toISOString(), habits.zone),
    litres: litresText(content.litres),
    costMinor: moneyText(content.costMinor, habits.currency),
    odometerKm: content.odometerKm === null ? null : kmText(content.odometerKm),
    isFull: content.isFull ? t.yes : t.no,
    ...{ station: content.station, receipt: content.receipt },
    ...{ fuelType: content.fuelType, notes: content.notes },
  };
  return (field === "driverId" ? null : written[field]) ?? t.unsaid;
};

/** How a record came to say what it says, the latest first: who changed what, when and why. */
@customElement("record-history")
export class RecordHistory extends LitElement {
  static override styles = [
    controls,
    css`
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: var(--size-m);
        line-height: 1.45;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 12px;
        padding: 8px 0;
        border-bottom: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li:last-child {
        border-bottom: 0;
      }
      .time,
      .reason,
      .name {
        color: var(--text-muted);
        font-size: var(--size-s);
      }
      .reason,
      .change {
        grid-column: 1 / -1;
      }
      .change {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 6px;
        font-variant-numeric: tabular-nums;
      }
      .change .icon {
        color: var(--text-faint);
        font-size: 12px;
      }
      s {
        color: var(--text-muted);
      }
    `,
  ];

  @property({ attribute: false }) record: FuelRecordDetail | undefined;
  @property() zone = "UTC";

  #change({ field, before, after }: RecordChange, habits: Habits) {
    const name = html`<span class="name">${nameOf(field)}</span>`;
    // drivers are known by their ids alone
    if (field === "driverId") return html`<span class="change">${name}</span>`;
    return html`<span class="change"
      >${name}<s>${valueOf(field, before, habits)}</s>${icon("chevronRight")}<span
        >${valueOf(field, after, habits)}</span
      ></span
    >`;
  }

  #step({ kind, at, by, reason, changes }: RecordStep, habits: Habits) {
    const t = fuelText().record;
    return html`<li>
      <span>${t.steps[kind]} · <bdi>${by ?? t.system}</bdi></span>
      <span class="time">${whenText(at, this.zone)}</span>
      ${changes.map((change) => this.#change(change, habits))}
      <bdi class="reason">${reason}</bdi>
    </li>`;
  }

  protected override render() {
    const { record, zone } = this;
    if (!record) return nothing;
    const t = fuelText().record;
    const habits = { zone, currency: record.currency };
    return html`<ol>
      ${recordSteps(record).map((step) => this.#step(step, habits))}
      <li>
        <span>${t.steps.entered} · <bdi>${record.createdBy ?? t.system}</bdi></span>
        <span class="time">${whenText(record.createdAt, zone)}</span>
      </li>
    </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "record-history": RecordHistory;
  }
}
