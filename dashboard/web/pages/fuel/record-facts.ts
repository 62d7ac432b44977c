import { html, nothing, type TemplateResult } from "lit";
import type { FuelMatch, FuelRecord } from "../../../../contracts/fuel-record.ts";
import { doubtOf } from "../../fuel/record-doubt.ts";
import { kmText, litresText, moneyText } from "../../i18n/figures.ts";
import { priceText, tankLitresText, whenText } from "./fuel-words.ts";
import { fuelText } from "./text.ts";

const fact = (name: string, value: string | null | undefined) =>
  value === null || value === undefined
    ? nothing
    : html`<dt>${name}</dt>
        <dd><bdi>${value}</bdi></dd>`;

/** Everything that a record says, each with its name. */
export const recordFacts = (record: FuelRecord, zone: string): TemplateResult => {
  const t = fuelText();
  const { match, odometerReading } = record;
  return html`<dl>
    ${fact(t.when, whenText(record.refuelDate, zone))}
    ${fact(t.litres, litresText(record.fuelAmountLiters))}
    ${fact(t.cost, `${moneyText(record.fuelCostMinor, record.currency)} · ${priceText(record)}`)}
    ${fact(t.record.tank, match && tankLitresText(match.detectedLitres, match.uncertaintyLitres))}
    ${fact(t.station, record.fuelStation)} ${fact(t.record.receipt, record.receipt)}
    ${fact(t.record.driver, record.driverName ?? t.record.nobody)}
    ${fact(t.record.fuelType, record.fuelType)}
    ${fact(t.record.odometer, odometerReading === null ? null : kmText(odometerReading))}
    ${fact(t.record.full, record.fullTank ? t.record.yes : t.record.no)}
    ${fact(t.record.notes, record.notes)}
  </dl>`;
};

const differs = ({ fuelAmountLiters }: FuelRecord, match: FuelMatch | null): string => {
  const took = match && tankLitresText(match.detectedLitres, match.uncertaintyLitres);
  return fuelText().record.doubts.differs(litresText(fuelAmountLiters), took ?? "–");
};

/** Why a record is void, or not to be believed as it is, in a sentence. */
export const recordNote = (record: FuelRecord): TemplateResult | typeof nothing => {
  const t = fuelText().record;
  if (record.status === "VOID") {
    return html`<p class="note">${t.isVoid(record.voidReason ?? "")}</p>`;
  }
  const doubt = doubtOf(record);
  if (!doubt) return nothing;
  const said = doubt === "differs" ? differs(record, record.match) : t.doubts[doubt];
  return html`<p class="note doubt">${said}</p>`;
};
