import type { EfficiencyMethod, UnknownBecause } from "../contracts/fuel-efficiency.ts";
import {
  consumptionByFullTank,
  consumptionByLevel,
  distanceOf,
  stretchesByFullTank,
  stretchesByLevel,
  type BookChange,
  type BookLevel,
  type BookRecord,
  type BookRoute,
  type Consumption,
  type Stretch,
} from "./fuel-consumption.ts";
import { PERIOD_KINDS, periodOf, type Period } from "./fuel-periods.ts";

/** All that is known of a vehicle's fuel in a stretch of time; lists are in order of time. */
export type FuelBook = {
  readonly routes: readonly BookRoute[];
  readonly levels: readonly BookLevel[];
  readonly fills: readonly BookChange[];
  readonly drains: readonly BookChange[];
  readonly records: readonly BookRecord[];
  /** The money that is reckoned in on a calendar day. */
  readonly currencyOn: (day: string) => string;
};

/** Figures of one period, of the vehicle or of one driver on it. */
export type EfficiencyFigures = {
  readonly period: Period;
  readonly driverId: string | null;
  readonly distanceKm: number;
  readonly consumedLitres: number | null;
  readonly uncertaintyLitres: number | null;
  readonly measuredKm: number;
  readonly method: EfficiencyMethod | null;
  readonly unknownBecause: UnknownBecause | null;
  /** The money of the period: that of its last day. */
  readonly currency: string;
  /** Of the refuels paid in it. */
  readonly costMinor: number;
  readonly refuelledLitres: number;
  readonly refuels: number;
  /** How many of the refuels, and of their litres, were paid in other money. */
  readonly refuelsInOtherCurrency: number;
  readonly litresInOtherCurrency: number;
  readonly drainedLitres: number;
  readonly idlingS: number;
};

/** Whether all that was filled has a price in one money: else a kilometre has none in either. */
export const hasWholeCost = ({
  refuels,
  refuelsInOtherCurrency,
}: Pick<EfficiencyFigures, "refuels" | "refuelsInOtherCurrency">): boolean =>
  refuels > 0 && refuelsInOtherCurrency === 0;

type Bucket = {
  readonly period: Period;
  readonly driverId: string | null;
  readonly routes: BookRoute[];
  readonly byLevel: Stretch[];
  readonly byFullTank: Stretch[];
  readonly records: BookRecord[];
  readonly drains: BookChange[];
};

/** Sorts things into periods, and in each to the vehicle and to the driver they belong to. */
const createBuckets = () => {
  const buckets = new Map<string, Bucket>();
  // A year has few days and many routes.
  const periods = new Map<string, readonly Period[]>();
  const periodsOf = (day: string): readonly Period[] => {
    const known = periods.get(day) ?? PERIOD_KINDS.map((kind) => periodOf(kind, day));
    periods.set(day, known);
    return known;
  };
  const bucket = (period: Period, driverId: string | null): Bucket => {
    const key = `${period.kind} ${period.start} ${driverId ?? ""}`;
    const known = buckets.get(key);
    if (known) return known;
    const lists = { routes: [], byLevel: [], byFullTank: [], records: [], drains: [] };
    const added: Bucket = { period, driverId, ...lists };
    buckets.set(key, added);
    return added;
  };
  return {
    all: () => [...buckets.values()],
    /** The buckets of a day, or of a stretch of days that lies in one period. */
    of: (firstDay: string, lastDay: string, driverId: string | null): Bucket[] =>
      periodsOf(firstDay).flatMap((period) => {
        if (lastDay > period.end) return [];
        const vehicles = bucket(period, null);
        return driverId === null ? [vehicles] : [vehicles, bucket(period, driverId)];
      }),
  };
};

/** Who drove all of a stretch; null where nobody is known to, or several did. */
const driverOf = ({ routes }: Stretch): string | null => {
  const driverId = routes[0]?.driverId ?? null;
  return routes.every((route) => route.driverId === driverId) ? driverId : null;
};

const bucketsOfStretch = (
  buckets: ReturnType<typeof createBuckets>,
  stretch: Stretch,
): Bucket[] => {
  const [first, last] = [stretch.routes[0], stretch.routes.at(-1)];
  return first && last ? buckets.of(first.day, last.day, driverOf(stretch)) : [];
};

const fillBuckets = (book: FuelBook): Bucket[] => {
  const buckets = createBuckets();
  for (const route of book.routes)
    for (const each of buckets.of(route.day, route.day, route.driverId)) each.routes.push(route);
  for (const record of book.records)
    for (const each of buckets.of(record.day, record.day, record.driverId))
      each.records.push(record);
  for (const drain of book.drains)
    for (const each of buckets.of(drain.day, drain.day, null)) each.drains.push(drain);
  for (const stretch of stretchesByLevel(book.routes, book.levels, book.fills, book.drains))
    for (const each of bucketsOfStretch(buckets, stretch)) each.byLevel.push(stretch);
  return buckets.all();
};

const consumptionOf = (bucket: Bucket, book: FuelBook): Consumption => {
  if (bucket.routes.length === 0) return { unknownBecause: "no_distance" };
  const byLevel = consumptionByLevel(bucket.byLevel);
  if ("litres" in byLevel) return byLevel;
  // Both full tanks lie in the period, and all that was driven between them is this driver's.
  const records = bucket.driverId === null ? bucket.records : recordsIn(book, bucket.period);
  const routes = book.routes.filter(({ day }) => isIn(bucket.period, day));
  const between = stretchesByFullTank(routes, records).filter(
    (stretch) => bucket.driverId === null || driverOf(stretch) === bucket.driverId,
  );
  const byFullTank = consumptionByFullTank(between);
  if ("litres" in byFullTank) return byFullTank;
  const hasShares = byLevel.unknownBecause === "no_levels" && book.levels.some(isOfUnknownTank);
  return hasShares ? { unknownBecause: "tank_size_unknown" } : byLevel;
};

const isOfUnknownTank = ({ litres }: BookLevel): boolean => litres === null;
const isIn = ({ start, end }: Period, day: string): boolean => start <= day && day <= end;
const recordsIn = ({ records }: FuelBook, period: Period): BookRecord[] =>
  records.filter(({ day }) => isIn(period, day));

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const figuresOf = (bucket: Bucket, book: FuelBook): EfficiencyFigures => {
  const consumption = consumptionOf(bucket, book);
  const isKnown = "litres" in consumption;
  const refuels = bucket.records.filter(({ isRefuel }) => isRefuel);
  const currency = book.currencyOn(bucket.period.end);
  const inOtherCurrency = refuels.filter((record) => record.currency !== currency);
  const priced = refuels.filter((record) => record.currency === currency);
  return {
    period: bucket.period,
    driverId: bucket.driverId,
    distanceKm: distanceOf(bucket.routes),
    consumedLitres: isKnown ? consumption.litres : null,
    uncertaintyLitres: isKnown ? consumption.uncertaintyLitres : null,
    measuredKm: isKnown ? consumption.measuredKm : 0,
    method: isKnown ? consumption.method : null,
    unknownBecause: isKnown ? null : consumption.unknownBecause,
    currency,
    costMinor: total(priced.map(({ costMinor }) => costMinor)),
    refuelledLitres: total(refuels.map(({ litres }) => litres)),
    refuels: refuels.length,
    refuelsInOtherCurrency: inOtherCurrency.length,
    litresInOtherCurrency: total(inOtherCurrency.map(({ litres }) => litres)),
    drainedLitres: total(bucket.drains.map(({ litres }) => litres)),
    idlingS: total(bucket.routes.map(({ idlingS }) => idlingS)),
  };
};

/**
 * The figures of every period in which something of the vehicle is known: of the vehicle, and of
 * each driver on it. A route counts in the period it began in; a stretch that reaches over a
 * period's end, or over a change of drivers, counts in neither side of it.
 */
export const efficiencyFigures = (book: FuelBook): EfficiencyFigures[] =>
  fillBuckets(book).map((bucket) => figuresOf(bucket, book));
