import type { FuelRecommendation, FuelReportLine, FuelTotals } from "../contracts/fuel-report.ts";
import type { FuelEfficiency } from "../contracts/fuel-efficiency.ts";
import type {
  DoubtfulReceipt,
  ReportVehicle,
  StationSales,
  UnconfirmedRefuels,
} from "../db/fuel-report.ts";
import { fromMinor } from "./money.ts";

/** Everything recommendations rest on. */
export type ReportFacts = {
  readonly rows: readonly FuelEfficiency[];
  readonly totals: readonly FuelTotals[];
  readonly vehicleLines: readonly FuelReportLine[];
  readonly driverLines: readonly FuelReportLine[];
  readonly vehicles: ReadonlyMap<string, ReportVehicle>;
  readonly doubtful: readonly DoubtfulReceipt[];
  readonly unconfirmed: readonly UnconfirmedRefuels[];
  readonly sales: readonly StationSales[];
};

/** Idling is worth a word from this share of all time under way, and this long, h. */
const IDLING_H = 2;
/** A station is dear from this much over what the same fuel cost elsewhere, %. */
const DEAR_PCT = 5;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** What a litre cost on average in that money; null where no receipt says. */
const priceIn = ({ totals }: ReportFacts, currency: string): number | null =>
  totals.find((each) => each.currency === currency)?.averageCostPerLitre ?? null;

const worth = (litres: number, price: number | null, currency: string) =>
  price === null ? {} : { [`cost${currency}`]: rounded(litres * price, 2) };
const worthInWords = (litres: number, price: number | null, currency: string): string =>
  price === null
    ? ""
    : `, ${rounded(litres * price, 2)} ${currency} at what a litre cost on average`;

/** Litres above what was usual. */
const extraLitres = ({ consumedLitres, moreThanUsualPct }: FuelReportLine): number => {
  const more = (moreThanUsualPct ?? 0) / 100;
  return rounded(((consumedLitres ?? 0) * more) / (1 + more), 1);
};

const inefficient = (
  facts: ReportFacts,
  line: FuelReportLine,
  kind: "check_vehicle" | "coach_driver",
): FuelRecommendation => {
  const litres = extraLitres(line);
  const price = priceIn(facts, line.currency);
  const beside = kind === "check_vehicle" ? "vehicles like it" : "others in the same vehicles";
  return {
    kind,
    severity: "warning",
    vehicleId: kind === "check_vehicle" ? line.id : null,
    driverId: kind === "coach_driver" ? line.id : null,
    text: `${line.name} took ${line.litresPer100Km} l/100 km over ${line.measuredDistanceKm} km, ${line.moreThanUsualPct} % more than ${beside}: ${litres} l too many${worthInWords(litres, price, line.currency)}.`,
    figures: {
      litresPer100Km: line.litresPer100Km,
      moreThanUsualPct: line.moreThanUsualPct,
      measuredKm: line.measuredDistanceKm,
      extraLitres: litres,
      ...worth(litres, price, line.currency),
    },
  };
};

const missingFuel = (facts: ReportFacts, line: FuelReportLine): FuelRecommendation => {
  const price = priceIn(facts, line.currency);
  const { drainedLitres } = line;
  return {
    ...{ kind: "follow_up_missing_fuel", severity: "warning", vehicleId: line.id, driverId: null },
    text: `${drainedLitres} l left the tank of ${line.name} without being burnt${worthInWords(drainedLitres, price, line.currency)}.`,
    figures: { drainedLitres, ...worth(drainedLitres, price, line.currency) },
  };
};

const doubtfulReceipt = (receipt: DoubtfulReceipt): FuelRecommendation => {
  const { recordId, vehicleId, driverId, licensePlate, litres, currency, costMinor } = receipt;
  const { detectedLitres, uncertaintyLitres } = receipt;
  const cost = fromMinor(costMinor, currency);
  const seen =
    detectedLitres === null
      ? "but the tank shows no refuelling"
      : `but ${detectedLitres} ± ${uncertaintyLitres} l came into the tank`;
  return {
    ...{ kind: "check_receipt", severity: "warning", vehicleId, driverId },
    text: `A receipt of ${licensePlate} names ${litres} l for ${cost} ${currency}, ${seen}.`,
    figures: { recordId, receiptLitres: litres, cost, currency, detectedLitres, uncertaintyLitres },
  };
};

const missingReceipts = ({
  vehicleId,
  licensePlate,
  refuels,
  litres,
}: UnconfirmedRefuels): FuelRecommendation => ({
  ...{ kind: "enter_receipts", severity: "info", vehicleId, driverId: null },
  text: `${refuels} refuelling${refuels === 1 ? "" : "s"} of ${licensePlate}${litres === null ? "" : `, ${rounded(litres, 1)} l,`} wait${refuels === 1 ? "s" : ""} for a receipt.`,
  figures: { refuels, litres: litres === null ? null : rounded(litres, 1) },
});

const idling = (facts: ReportFacts, line: FuelReportLine): FuelRecommendation[] => {
  const vehicle = facts.vehicles.get(line.id);
  const { tankLitres = null, idlePctPerHour = null } = vehicle ?? {};
  if (line.idlingH < IDLING_H || tankLitres === null || idlePctPerHour === null) return [];
  const litresPerHour = rounded((idlePctPerHour * tankLitres) / 100, 2);
  const litres = rounded(litresPerHour * line.idlingH, 1);
  const price = priceIn(facts, line.currency);
  return [
    {
      ...{ kind: "cut_idling", severity: "info", vehicleId: line.id, driverId: null },
      text: `${line.name} idled for ${line.idlingH} h at ${litresPerHour} l/h, as learned of it: ${litres} l${worthInWords(litres, price, line.currency)}.`,
      figures: {
        ...{ idlingH: line.idlingH, litresPerHour, litres },
        ...worth(litres, price, line.currency),
      },
    },
  ];
};

const tankSize = ({ vehicleId, licensePlate, totalDistanceKm }: FuelEfficiency) => ({
  ...{ kind: "enter_tank_size" as const, severity: "info" as const, vehicleId, driverId: null },
  text: `${licensePlate} reports its level in %: enter the size of its tank to know what it burnt over ${totalDistanceKm} km.`,
  figures: { distanceKm: totalDistanceKm },
});

const dearStations = ({ sales }: ReportFacts): FuelRecommendation[] =>
  sales.flatMap((sale) => {
    const { station, currency, fuelType, litres } = sale;
    const others = sales.filter(
      (other) =>
        other.currency === currency && other.fuelType === fuelType && other.station !== station,
    );
    const otherLitres = others.reduce((sum, other) => sum + other.litres, 0);
    if (otherLitres <= 0) return [];
    const otherMinor = others.reduce((sum, other) => sum + other.costMinor, 0);
    const here = rounded(fromMinor(sale.costMinor, currency) / litres, 3);
    const elsewhere = rounded(fromMinor(otherMinor, currency) / otherLitres, 3);
    const morePct = rounded(100 * (here / elsewhere - 1), 1);
    if (morePct < DEAR_PCT) return [];
    const saving = rounded((here - elsewhere) * litres, 2);
    return [
      {
        ...{ kind: "buy_elsewhere", severity: "info", vehicleId: null, driverId: null },
        text: `${fuelType} at ${station} cost ${here} ${currency}/l, ${morePct} % more than the ${elsewhere} elsewhere: ${saving} ${currency} over ${rounded(litres, 1)} l.`,
        figures: { station, fuelType, currency, here, elsewhere, morePct, litres, saving },
      },
    ];
  });

/** What to do about it, each with the figures it rests on; nothing that no figure asks for. */
export const recommendationsFor = (facts: ReportFacts): FuelRecommendation[] => [
  ...facts.vehicleLines
    .filter(({ drainedLitres }) => drainedLitres > 0)
    .map((line) => missingFuel(facts, line)),
  ...facts.doubtful.map(doubtfulReceipt),
  ...facts.vehicleLines
    .filter(({ isInefficient }) => isInefficient)
    .map((line) => inefficient(facts, line, "check_vehicle")),
  ...facts.driverLines
    .filter(({ isInefficient }) => isInefficient)
    .map((line) => inefficient(facts, line, "coach_driver")),
  ...facts.unconfirmed.map(missingReceipts),
  ...facts.vehicleLines.flatMap((line) => idling(facts, line)),
  ...facts.rows
    .filter((row) => row.driverId === null && row.unknownBecause === "tank_size_unknown")
    .map(tankSize),
  ...dearStations(facts),
];
