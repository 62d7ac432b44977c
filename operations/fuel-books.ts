import { FuelOptions } from "../contracts/detection/fuel-options.ts";
import { derivedId } from "../db/derived-id.ts";
import {
  loadBookTerms,
  loadChangeEntries,
  loadLevelEntries,
  loadRecordEntries,
  loadRouteEntries,
  loadSpan,
  type BookTerms,
  type ChangeEntry,
  type LevelEntry,
  type RecordEntry,
} from "../db/fuel-book-entries.ts";
import {
  closeBooks,
  loadBookWork,
  loadUnbooked,
  loadYearsAround,
  lockBooks,
  type BookWork,
} from "../db/fuel-books.ts";
import { loadFiguredYears, replaceEfficiency, type EfficiencyRow } from "../db/fuel-efficiency.ts";
import { redrawLevels } from "../db/fuel-levels.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { joinStretches } from "./book-stretches.ts";
import type { BookChange } from "./fuel-consumption.ts";
import {
  efficiencyFigures,
  type EfficiencyFigures,
  type FuelBook,
  hasWholeCost,
} from "./fuel-efficiency.ts";
import { addDays } from "./fuel-periods.ts";
import { levelSigmaPct, loadGauges, type LearnedGauge } from "./learned-gauge.ts";
import { loadLeastRefuel } from "./least-refuel.ts";
import { fromMinor } from "./money.ts";

const { usualTankLitres } = FuelOptions.parse({});
/** A week that begins or ends in a year reaches this far out of it, days. */
const WEEK_DAYS = 7;
/** A receipt states the litres to the pump's accuracy (OIML R 117-1, class 0.5). */
const PUMP_ERROR = 0.005;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const toLitres = ({ pct, litres }: LevelEntry, tankLitres: number | null): number | null => {
  if (pct !== null && tankLitres !== null) return (pct * tankLitres) / 100;
  return litres;
};

/** One sigma of a level, by the gauge as it was known when it was read. */
const toSigmaLitres = (gauge: LearnedGauge | null, tankLitres: number | null): number =>
  (levelSigmaPct(gauge) / 100) * (tankLitres ?? gauge?.tankLitres ?? usualTankLitres);

const toChange = (entry: ChangeEntry, tankLitres: number | null): BookChange[] => {
  const { receiptLitres, litres, pct, uncertaintyPct, uncertaintyLitres } = entry;
  const [atMs, day] = [entry.at.getTime(), entry.day];
  if (receiptLitres !== null)
    return [{ atMs, day, litres: receiptLitres, uncertaintyLitres: PUMP_ERROR * receiptLitres }];
  if (pct !== null && tankLitres !== null) {
    const perPct = tankLitres / 100;
    return [{ atMs, day, litres: pct * perPct, uncertaintyLitres: (uncertaintyPct ?? 0) * perPct }];
  }
  if (litres === null) return [];
  return [{ atMs, day, litres, uncertaintyLitres: uncertaintyLitres ?? 0 }];
};

/** The money that holds at the end of a day. */
const currencyOn = (currencies: BookTerms["currencies"], day: string): string => {
  const found = currencies.findLast(({ sinceDay }) => sinceDay <= day) ?? currencies[0];
  if (!found) throw new Error("the money of a vehicle's books is not known");
  return found.currency;
};

const loadBook = async (
  db: Queryable,
  vehicleId: string,
  { tankLitres, timeZone, currencies }: BookTerms,
  firstDay: string,
  lastDay: string,
): Promise<FuelBook> => {
  const span = await loadSpan(db, vehicleId, timeZone, firstDay, lastDay);
  const routes = await loadRouteEntries(db, vehicleId, timeZone, span);
  const levels = await loadLevelEntries(db, vehicleId, span);
  const changes = await loadChangeEntries(db, vehicleId, timeZone, span);
  const records = await loadRecordEntries(db, vehicleId, timeZone, span);
  const changesOf = (type: ChangeEntry["type"]): BookChange[] =>
    changes.filter((each) => each.type === type).flatMap((each) => toChange(each, tankLitres));
  const gaugeAt = await loadGauges(db, [vehicleId], span.from, span.to);
  const leastRefuel = await loadLeastRefuel(db, [vehicleId], gaugeAt);
  // Fuel too little to be seen in the tank counts as the receipt says; more would have been seen.
  const isTooLittleToSee = ({ at, litres }: RecordEntry): boolean =>
    litres < leastRefuel(vehicleId, at.getTime());
  const small = records
    .filter((each) => each.isRefuel && !each.isMatched && isTooLittleToSee(each))
    .map(({ at, day, litres }) => ({
      atMs: at.getTime(),
      day,
      litres,
      uncertaintyLitres: PUMP_ERROR * litres,
    }));
  return {
    routes: routes.map((route) => Object.assign(route, { startMs: route.start.getTime() })),
    levels: levels.map((level) => ({
      atMs: level.at.getTime(),
      deviceId: level.deviceId,
      litres: toLitres(level, tankLitres),
      sigmaLitres: toSigmaLitres(gaugeAt(vehicleId, level.at.getTime()), tankLitres),
    })),
    fills: [...changesOf("refuel"), ...small].sort((one, other) => one.atMs - other.atMs),
    drains: changesOf("drain"),
    records: records.map((record) => Object.assign(record, { atMs: record.at.getTime() })),
    currencyOn: (day) => currencyOn(currencies, day),
  };
};

const toRow = (vehicleId: string, figures: EfficiencyFigures): EfficiencyRow => {
  const { period, driverId, distanceKm, consumedLitres, measuredKm, currency, costMinor } = figures;
  const cost = fromMinor(costMinor, currency);
  const { uncertaintyLitres, refuels, refuelledLitres } = figures;
  const { refuelsInOtherCurrency, litresInOtherCurrency } = figures;
  const pricedLitres = refuelledLitres - litresInOtherCurrency;
  const key = `${vehicleId}:${driverId ?? ""}:${period.kind}:${period.start}`;
  return {
    id: derivedId(`fuel-efficiency:${key}`),
    driver_id: driverId,
    period_start: period.start,
    period_end: period.end,
    calculation_period: period.kind,
    total_distance_km: round(distanceKm, 2),
    total_fuel_consumed_liters: consumedLitres === null ? null : round(consumedLitres, 3),
    fuel_efficiency_km_per_liter:
      consumedLitres === null ? null : round(measuredKm / consumedLitres, 3),
    uncertainty_liters: uncertaintyLitres === null ? null : round(uncertaintyLitres, 3),
    measured_distance_km: round(measuredKm, 2),
    method: figures.method,
    unknown_because: figures.unknownBecause,
    total_fuel_cost: cost,
    total_fuel_cost_minor: costMinor,
    currency,
    cost_per_km: hasWholeCost(figures) && distanceKm > 0 ? round(cost / distanceKm, 3) : null,
    number_of_refuels: refuels,
    average_cost_per_liter: pricedLitres > 0 ? round(cost / pricedLitres, 3) : null,
    total_refuelled_liters: round(refuelledLitres, 3),
    refuels_in_other_currency: refuelsInOtherCurrency,
    liters_in_other_currency: round(litresInOtherCurrency, 3),
    total_drained_liters: round(figures.drainedLitres, 3),
    idling_s: Math.round(figures.idlingS),
  };
};

/** Figures every period that touches a year anew. */
const bookYear = async (
  db: Queryable,
  vehicleId: string,
  terms: BookTerms,
  year: number,
): Promise<void> => {
  const [firstDay, lastDay] = [`${year}-01-01`, `${year}-12-31`];
  const [from, to] = [addDays(firstDay, -WEEK_DAYS), addDays(lastDay, WEEK_DAYS)];
  const book = await loadBook(db, vehicleId, terms, from, to);
  const figures = efficiencyFigures(book).filter(
    ({ period }) => period.end >= firstDay && period.start <= lastDay,
  );
  const rows = figures.map((each) => toRow(vehicleId, each));
  await replaceEfficiency(db, vehicleId, firstDay, lastDay, rows);
};

const yearsOf = async (db: Queryable, vehicleId: string, work: BookWork): Promise<Set<number>> => {
  const years = new Set<number>();
  if (work.isWhole) {
    const known = await loadYearsAround(db, vehicleId, { from: null, to: null });
    for (const year of [...known, ...(await loadFiguredYears(db, vehicleId))]) years.add(year);
  }
  for (const stretch of work.stretches)
    for (const year of await loadYearsAround(db, vehicleId, stretch)) years.add(year);
  return years;
};

/**
 * Brings a vehicle's levels and efficiency in line with its routes, fuel events and records, in the
 * caller's transaction. What results depends on those alone, not on the order they came in.
 */
export const bookVehicle = async (db: Queryable, vehicleId: string): Promise<void> => {
  await lockBooks(db, vehicleId);
  const terms = await loadBookTerms(db, vehicleId);
  if (!terms) return;
  const found = await loadBookWork(db, vehicleId);
  const work = { ...found, stretches: joinStretches(found.stretches) };
  // Years as they were before and as they are after: a level that is gone reached that far, too.
  const years = await yearsOf(db, vehicleId, work);
  for (const stretch of work.stretches) await redrawLevels(db, vehicleId, stretch);
  for (const year of await yearsOf(db, vehicleId, work)) years.add(year);
  for (const year of years) await bookYear(db, vehicleId, terms, year);
  await closeBooks(db, vehicleId, work);
};

/** Vehicles looked for at once. */
const AT_ONCE = 100;

/** Observations of a car that is being driven are looked at this often, s: nothing of it is final. */
const LOOK_AGAIN_S = 600;

type Keeping = {
  readonly isStopping?: () => boolean;
  readonly lookAgainS?: number;
  /** Called where a vehicle could not be booked, so that it does not hold up the others. */
  readonly onFailure?: (error: unknown, vehicleId: string) => void;
  /** Awaited after each vehicle, with how long it took, ms. */
  readonly breathe?: (tookMs: number) => Promise<void>;
};

const fail = (error: unknown): never => {
  throw error;
};

/**
 * Books vehicles of which something has changed, each in a transaction of its own, and answers how
 * many it booked: none means that all books are in line, or wait for what failed.
 */
export const keepFuelBooks = async (
  pool: Database,
  { isStopping = () => false, lookAgainS = LOOK_AGAIN_S, onFailure = fail, breathe }: Keeping = {},
): Promise<number> => {
  let booked = 0;
  for (const vehicleId of await loadUnbooked(pool, lookAgainS, AT_ONCE)) {
    if (isStopping()) break;
    const beganMs = performance.now();
    try {
      await inTransaction(pool, (client) => bookVehicle(client, vehicleId));
      booked++;
    } catch (error) {
      onFailure(error, vehicleId);
    }
    await breathe?.(performance.now() - beganMs);
  }
  return booked;
};
