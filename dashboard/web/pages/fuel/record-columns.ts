import { html, type TemplateResult } from "lit";
import type { FuelRecord } from "../../../../contracts/fuel-record.ts";
import { doubtOf, originOf, type RecordOrigin } from "../../fuel/record-doubt.ts";
import { litresText, moneyText } from "../../i18n/figures.ts";
import type { TableColumn } from "../../kit/data-table.ts";
import "../../kit/tone-tag.ts";
import type { Tone } from "../../kit/tone-tag.ts";
import { belowName } from "../../settings/user-words.ts";
import { priceText, tankLitresText, whenText } from "./fuel-words.ts";
import { fuelText } from "./text.ts";

const ORIGIN_TONES: Readonly<Record<RecordOrigin, Tone>> = {
  confirmed: "good",
  seen: "good",
  byHand: "neutral",
};

/** How it stands with a record, in a word or two. */
export const recordTag = (record: FuelRecord): TemplateResult => {
  const t = fuelText().records;
  const doubt = doubtOf(record);
  if (record.status === "VOID") return html`<tone-tag>${t.void}</tone-tag>`;
  if (record.recordType !== "REFUEL")
    return html`<tone-tag>${t.types[record.recordType]}</tone-tag>`;
  if (doubt) return html`<tone-tag tone="warn">${t.doubts[doubt]}</tone-tag>`;
  const origin = originOf(record);
  return html`<tone-tag tone=${ORIGIN_TONES[origin]}>${t.origins[origin]}</tone-tag>`;
};

/** What stands below the tag: why it is void, or what the tank says instead. */
const stateDetail = ({ status, voidReason, match, ...record }: FuelRecord): string => {
  if (status === "VOID") return voidReason ?? "";
  if (doubtOf({ status, match, ...record }) !== "differs" || !match) return "";
  const took = tankLitresText(match.detectedLitres, match.uncertaintyLitres);
  return took === undefined ? "" : fuelText().records.tankTook(took);
};

const below = (text: string | null) => (text ? belowName(text) : "");

/** What a void record said is struck out. */
const struck = (
  { status }: FuelRecord,
  content: TemplateResult | string,
): TemplateResult | string =>
  status === "VOID" ? html`<s style="color:var(--text-muted)">${content}</s>` : content;

/** The columns of the table of records. */
export const recordColumns = (zoneOf: (vehicleId: string) => string): TableColumn<FuelRecord>[] => {
  const t = fuelText();
  const column = (
    id: string,
    label: string,
    cell: (record: FuelRecord) => TemplateResult | string,
  ): TableColumn<FuelRecord> => ({ id, label, cell: (record) => struck(record, cell(record)) });
  return [
    column(
      "car",
      t.car,
      ({ licensePlate, driverName }) =>
        html`<b style="display:inline-block;min-width:84px;text-decoration:inherit"
            >${licensePlate}</b
          >${below(driverName)}`,
    ),
    column("when", t.when, ({ refuelDate, vehicleId }) => whenText(refuelDate, zoneOf(vehicleId))),
    {
      ...column("litres", t.litres, ({ fuelAmountLiters }) => litresText(fuelAmountLiters)),
      align: "end",
    },
    {
      ...column("cost", t.cost, (record) => {
        const cost = moneyText(record.fuelCostMinor, record.currency);
        return html`${cost}${below(priceText(record))}`;
      }),
      align: "end",
    },
    column("station", t.station, ({ fuelStation, receipt }) =>
      fuelStation === null && receipt === null ? "–" : html`${fuelStation ?? "–"}${below(receipt)}`,
    ),
    {
      ...{ id: "state", label: t.state },
      cell: (record) => html`${recordTag(record)}${below(stateDetail(record))}`,
    },
  ];
};
