import type { FuelProposal, FuelRecord } from "../../../../contracts/fuel-record.ts";
import { dayOf, fullDayText, momentText, timeText } from "../../i18n/dates.ts";
import { litresText, moneyText, shareText, tenthsText } from "../../i18n/figures.ts";
import { serverNowMs } from "../../page/clock.ts";
import { fuelText } from "./text.ts";

const NOTHING = "–";

/** A moment as lists tell it; of another year with its year. */
export const whenText = (instant: string, zone: string): string => {
  const [ms, nowMs] = [Date.parse(instant), serverNowMs()];
  const isThisYear = dayOf(ms, zone).slice(0, 4) === dayOf(nowMs, zone).slice(0, 4);
  if (isThisYear) return momentText(ms, nowMs, zone);
  return `${fullDayText(ms, zone)}, ${timeText(ms, zone)}`;
};

/** A space at which no line is broken. */
const FIRM = "\u00A0";

/** `28.0 ± 1.0 l` as the tank shows it; undefined where its size is not known. */
export const tankLitresText = (
  litres: number | null,
  uncertaintyLitres: number | null,
): string | undefined => {
  if (litres === null) return undefined;
  if (uncertaintyLitres === null) return litresText(litres);
  const text = `${tenthsText(litres)} ± ${litresText(uncertaintyLitres)}`;
  return text.replaceAll(" ", FIRM);
};

/** How much a detected refuel put into the tank: in litres, else by its share. */
export const refuelAmount = ({ litres, uncertaintyLitres, pct }: FuelProposal): string => {
  const text = tankLitresText(litres, uncertaintyLitres);
  return text ?? (pct === null ? NOTHING : fuelText().ofTank(shareText(pct / 100)));
};

/** Degrees are told this closely: some eleven metres. */
const PLACE_DIGITS = 4;

/** Where a refuel happened: the station by name, else by its coordinates. */
export const refuelPlace = ({ fuelStation, lat, lon }: FuelProposal): string => {
  if (fuelStation !== null) return fuelStation;
  if (lat === null || lon === null) return fuelText().nowhere;
  return `${lat.toFixed(PLACE_DIGITS)}, ${lon.toFixed(PLACE_DIGITS)}`;
};

/** What a litre cost. */
export const priceText = ({
  fuelCostMinor,
  fuelAmountLiters,
  currency,
}: Pick<FuelRecord, "fuelCostMinor" | "fuelAmountLiters" | "currency">): string =>
  fuelText().perLitre(moneyText(fuelCostMinor / fuelAmountLiters, currency));
