import type { EfficiencyMethod, UnknownBecause } from "../contracts/fuel-efficiency.ts";

/** A completed route; `day` is that of its start, in the branch's time zone. */
export type BookRoute = {
  readonly startMs: number;
  readonly day: string;
  readonly distanceKm: number;
  readonly idlingS: number;
  readonly driverId: string | null;
};

/** The settled level of a stand; `litres` null where the size of the tank is unknown. */
export type BookLevel = {
  readonly atMs: number;
  readonly deviceId: string;
  readonly litres: number | null;
  /** One sigma of it by the gauge as it was known then, l. */
  readonly sigmaLitres: number;
};

/** Fuel that came in or went out while nothing was burnt. */
export type BookChange = {
  readonly atMs: number;
  readonly day: string;
  readonly litres: number;
  readonly uncertaintyLitres: number;
};

/** Fuel that was paid for. */
export type BookRecord = {
  readonly atMs: number;
  readonly day: string;
  readonly driverId: string | null;
  readonly litres: number;
  readonly costMinor: number;
  readonly currency: string;
  readonly isRefuel: boolean;
  readonly fullTank: boolean;
};

/** What was driven between two measurements, and what it took. */
export type Stretch = {
  readonly routes: readonly BookRoute[];
  readonly litres: number;
  /** Of what was filled and drained meanwhile, squared. */
  readonly changeVariance: number;
  /**
   * Of each of the two levels, squared, by the gauge as it was known at the second: it had moved by
   * then. None where full tanks were the measure.
   */
  readonly levelVariance: number;
  /** When it was measured first and last: stretches that share a level share its error. */
  readonly fromMs: number;
  readonly toMs: number;
};

export type Consumption =
  | {
      readonly litres: number;
      readonly uncertaintyLitres: number;
      readonly measuredKm: number;
      readonly method: EfficiencyMethod;
    }
  | { readonly unknownBecause: UnknownBecause };

/** A rise this many sigmas beyond what was filled in is one that nobody knows of. */
const UNEXPLAINED_SIGMAS = 3;
/** Calibration of petrol pumps in service, 0.5 % (OIML R 117-1, accuracy class 0.5). */
const PUMP_ERROR = 0.005;

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

export const distanceOf = (routes: readonly BookRoute[]): number =>
  sum(routes.map(({ distanceKm }) => distanceKm));

const within = <Each extends { readonly atMs: number }>(
  all: readonly Each[],
  fromMs: number,
  toMs: number,
): Each[] => all.filter(({ atMs }) => atMs > fromMs && atMs <= toMs);

/**
 * Every stretch between two neighbouring levels of one device that routes lie between: level before
 * less level after, plus fills, less drains. All lists are in order of time.
 */
export const stretchesByLevel = (
  routes: readonly BookRoute[],
  levels: readonly BookLevel[],
  fills: readonly BookChange[],
  drains: readonly BookChange[],
): Stretch[] => {
  const stretches: Stretch[] = [];
  let next = 0;
  for (const [index, to] of levels.entries()) {
    const from = levels[index - 1];
    const driven: BookRoute[] = [];
    for (; next < routes.length && routes[next]!.startMs <= to.atMs; next++)
      driven.push(routes[next]!);
    if (!from || driven.length === 0 || from.deviceId !== to.deviceId) continue;
    if (from.litres === null || to.litres === null) continue;
    const filled = within(fills, from.atMs, to.atMs);
    const drained = within(drains, from.atMs, to.atMs);
    const changes = [...filled, ...drained];
    stretches.push({
      routes: driven,
      litres:
        from.litres -
        to.litres +
        sum(filled.map(({ litres }) => litres)) -
        sum(drained.map(({ litres }) => litres)),
      changeVariance: sum(changes.map(({ uncertaintyLitres }) => uncertaintyLitres ** 2)),
      levelVariance: to.sigmaLitres ** 2,
      fromMs: from.atMs,
      toMs: to.atMs,
    });
  }
  return stretches;
};

/** Every stretch between two full tanks: what was filled in after one, up to the next. */
export const stretchesByFullTank = (
  routes: readonly BookRoute[],
  records: readonly BookRecord[],
): Stretch[] => {
  const refuels = records.filter(({ isRefuel }) => isRefuel);
  const full = refuels.filter(({ fullTank }) => fullTank);
  return full.slice(1).flatMap((to, index) => {
    const from = full[index];
    if (!from) return [];
    const driven = routes.filter(({ startMs }) => startMs > from.atMs && startMs <= to.atMs);
    if (driven.length === 0) return [];
    const litres = within(refuels, from.atMs, to.atMs).map((record) => record.litres);
    const changeVariance = sum(litres.map((each) => (PUMP_ERROR * each) ** 2));
    const span = { fromMs: from.atMs, toMs: to.atMs };
    return [{ routes: driven, litres: sum(litres), changeVariance, levelVariance: 0, ...span }];
  });
};

/** Of the levels that only one stretch uses: those between two stretches cancel out. */
const varianceOfLooseEnds = (stretches: readonly Stretch[]): number => {
  const loose = new Map<number, number>();
  for (const { fromMs, toMs, levelVariance } of stretches)
    for (const atMs of [fromMs, toMs]) if (!loose.delete(atMs)) loose.set(atMs, levelVariance);
  return sum([...loose.values()]);
};

/**
 * What was burnt over stretches measured by level. Never negative: what cannot be told apart from
 * nothing is unknown.
 */
export const consumptionByLevel = (stretches: readonly Stretch[]): Consumption => {
  if (stretches.length === 0) return { unknownBecause: "no_levels" };
  const explained = stretches.filter(
    ({ litres, changeVariance, levelVariance }) =>
      litres > -UNEXPLAINED_SIGMAS * Math.sqrt(2 * levelVariance + changeVariance),
  );
  if (explained.length === 0) return { unknownBecause: "unexplained_rise" };
  const litres = sum(explained.map((stretch) => stretch.litres));
  const variance =
    varianceOfLooseEnds(explained) + sum(explained.map(({ changeVariance }) => changeVariance));
  const uncertaintyLitres = Math.sqrt(variance);
  if (litres <= uncertaintyLitres) return { unknownBecause: "below_uncertainty" };
  const measuredKm = distanceOf(explained.flatMap(({ routes }) => routes));
  return { litres, uncertaintyLitres, measuredKm, method: "levels" };
};

/** What was burnt between full tanks. */
export const consumptionByFullTank = (stretches: readonly Stretch[]): Consumption => {
  if (stretches.length === 0) return { unknownBecause: "no_levels" };
  return {
    litres: sum(stretches.map(({ litres }) => litres)),
    uncertaintyLitres: Math.sqrt(sum(stretches.map(({ changeVariance }) => changeVariance))),
    measuredKm: distanceOf(stretches.flatMap(({ routes }) => routes)),
    method: "full_to_full",
  };
};
