import type { FuelEfficiency } from "../contracts/fuel-efficiency.ts";
import type { FuelReportLine, FuelTotals } from "../contracts/fuel-report.ts";
import type { ReportVehicle } from "../db/fuel-report.ts";
import { hasWholeCost } from "./fuel-efficiency.ts";
import { fromMinor } from "./money.ts";

/** Less than this says nothing about a vehicle or driver, km. */
const LEAST_KM = 100;
/** Fewer others than this are nobody to be compared with. */
const LEAST_PEERS = 3;
/** More than others by this much, %: traffic and load explain less (own judgement, as Wialon's 20 %). */
const INEFFICIENT_PCT = 20;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
const total = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
const ratio = (part: number, whole: number, digits: number): number | null =>
  whole > 0 ? rounded(part / whole, digits) : null;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return (low + high) / 2;
};

/** Sums by currency over vehicles as a whole. */
export const totalsOf = (rows: readonly FuelEfficiency[]): FuelTotals[] => {
  const whole = rows.filter(({ driverId }) => driverId === null);
  const currencies = [...new Set(whole.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const mine = whole.filter((row) => row.currency === currency);
    const distanceKm = total(mine.map((row) => row.totalDistanceKm));
    const measuredKm = total(mine.map((row) => row.measuredDistanceKm));
    const litres = total(mine.map((row) => row.totalFuelConsumedLiters));
    const refuelled = total(mine.map((row) => row.totalRefuelledLiters));
    const costMinor = total(mine.map((row) => row.totalFuelCostMinor));
    const refuels = total(mine.map((row) => row.numberOfRefuels));
    const refuelsInOtherCurrency = total(mine.map((row) => row.refuelsInOtherCurrency));
    const pricedLitres = refuelled - total(mine.map((row) => row.litersInOtherCurrency));
    const cost = fromMinor(costMinor, currency);
    return {
      currency,
      vehicles: mine.length,
      distanceKm: rounded(distanceKm, 2),
      measuredDistanceKm: rounded(measuredKm, 2),
      consumedLitres: rounded(litres, 3),
      kmPerLitre: ratio(measuredKm, litres, 3),
      litresPer100Km: ratio(100 * litres, measuredKm, 2),
      costMinor,
      costPerKm: hasWholeCost({ refuels, refuelsInOtherCurrency })
        ? ratio(cost, distanceKm, 3)
        : null,
      averageCostPerLitre: ratio(cost, pricedLitres, 3),
      refuelledLitres: rounded(refuelled, 3),
      refuels,
      refuelsInOtherCurrency,
      drainedLitres: rounded(total(mine.map((row) => row.totalDrainedLiters)), 3),
    };
  });
};

type Comparison = { readonly moreThanUsualPct: number | null; readonly isInefficient: boolean };
const INCOMPARABLE: Comparison = { moreThanUsualPct: null, isInefficient: false };

/** How much more than `usualLitres` was burnt; inefficient only if what is uncertain cannot be why. */
const compare = (litres: number, usualLitres: number, uncertaintyLitres: number): Comparison => {
  if (usualLitres <= 0) return INCOMPARABLE;
  const pct = 100 * (litres / usualLitres - 1);
  const surePct = 100 * ((litres - 2 * uncertaintyLitres) / usualLitres - 1);
  return {
    moreThanUsualPct: rounded(pct, 1),
    isInefficient: pct >= INEFFICIENT_PCT && surePct > 0,
  };
};

const lineOf = (
  id: string,
  name: string,
  rows: readonly FuelEfficiency[],
  comparison: Comparison,
): FuelReportLine => {
  const known = rows.filter((row) => row.totalFuelConsumedLiters !== null);
  const litres = total(known.map((row) => row.totalFuelConsumedLiters));
  const measuredKm = total(known.map((row) => row.measuredDistanceKm));
  const distanceKm = total(rows.map((row) => row.totalDistanceKm));
  const costMinor = total(rows.map((row) => row.totalFuelCostMinor));
  const refuels = total(rows.map((row) => row.numberOfRefuels));
  const refuelsInOtherCurrency = total(rows.map((row) => row.refuelsInOtherCurrency));
  const currency = rows[0]?.currency ?? "";
  return {
    ...{ id, name, currency, costMinor, refuels, refuelsInOtherCurrency },
    distanceKm: rounded(distanceKm, 2),
    measuredDistanceKm: rounded(measuredKm, 2),
    consumedLitres: known.length === 0 ? null : rounded(litres, 3),
    kmPerLitre: ratio(measuredKm, litres, 3),
    litresPer100Km: ratio(100 * litres, measuredKm, 2),
    costPerKm: hasWholeCost({ refuels, refuelsInOtherCurrency })
      ? ratio(fromMinor(costMinor, currency), distanceKm, 3)
      : null,
    drainedLitres: rounded(total(rows.map((row) => row.totalDrainedLiters)), 3),
    idlingH: rounded(total(rows.map((row) => row.idlingS)) / 3_600, 2),
    ...comparison,
  };
};

type Measured = FuelEfficiency & { litersPer100Km: number; totalFuelConsumedLiters: number };
const isTelling = (row: FuelEfficiency): row is Measured =>
  row.litersPer100Km !== null &&
  row.totalFuelConsumedLiters !== null &&
  row.measuredDistanceKm >= LEAST_KM;

/** Median of the others of its model, else of its group, else of its type, with the same fuel. */
const peerLitresPer100Km = (
  { vehicleId }: FuelEfficiency,
  rows: readonly Measured[],
  vehicles: ReadonlyMap<string, ReportVehicle>,
): number | null => {
  const vehicle = vehicles.get(vehicleId);
  if (!vehicle) return null;
  for (const trait of ["model", "group", "vehicleType"] as const) {
    if (vehicle[trait] === null) continue;
    const peers = rows.filter((row) => {
      const other = vehicles.get(row.vehicleId);
      const isPeer = other?.[trait] === vehicle[trait] && other.fuelType === vehicle.fuelType;
      return isPeer && row.vehicleId !== vehicleId;
    });
    if (peers.length >= LEAST_PEERS) return median(peers.map((row) => row.litersPer100Km));
  }
  return null;
};

/** A line a vehicle, each beside its peers. */
export const vehicleLines = (
  rows: readonly FuelEfficiency[],
  vehicles: ReadonlyMap<string, ReportVehicle>,
): FuelReportLine[] => {
  const whole = rows.filter(({ driverId }) => driverId === null);
  const telling = whole.filter(isTelling);
  return whole.map((row) => {
    const usual = isTelling(row) ? peerLitresPer100Km(row, telling, vehicles) : null;
    const comparison =
      usual === null
        ? INCOMPARABLE
        : compare(
            row.totalFuelConsumedLiters ?? 0,
            (usual * row.measuredDistanceKm) / 100,
            row.uncertaintyLiters ?? 0,
          );
    return lineOf(row.vehicleId, row.licensePlate, [row], comparison);
  });
};

/** What the others burnt in the same vehicles over as long a way, where enough of both is known. */
const besideOthers = (
  mine: readonly FuelEfficiency[],
  whole: ReadonlyMap<string, FuelEfficiency>,
): Comparison => {
  let [litres, usualLitres, km, variance] = [0, 0, 0, 0];
  for (const row of mine) {
    const all = whole.get(row.vehicleId);
    if (row.method !== "levels" || all?.method !== "levels") continue;
    const own = row.totalFuelConsumedLiters ?? 0;
    const othersKm = all.measuredDistanceKm - row.measuredDistanceKm;
    const othersLitres = (all.totalFuelConsumedLiters ?? 0) - own;
    if (othersKm < LEAST_KM || othersLitres <= 0) continue;
    litres += own;
    usualLitres += (othersLitres / othersKm) * row.measuredDistanceKm;
    km += row.measuredDistanceKm;
    variance += (row.uncertaintyLiters ?? 0) ** 2;
  }
  return km < LEAST_KM ? INCOMPARABLE : compare(litres, usualLitres, Math.sqrt(variance));
};

/** A line a driver and currency, each beside the others in the same vehicles. */
export const driverLines = (rows: readonly FuelEfficiency[]): FuelReportLine[] => {
  const whole = new Map(
    rows.filter(({ driverId }) => driverId === null).map((row) => [row.vehicleId, row]),
  );
  const byDriver = new Map<string, FuelEfficiency[]>();
  for (const row of rows) {
    if (row.driverId === null) continue;
    const key = `${row.driverId} ${row.currency}`;
    byDriver.set(key, [...(byDriver.get(key) ?? []), row]);
  }
  return [...byDriver.values()].map((mine) => {
    const [first] = mine;
    const id = first?.driverId ?? "";
    return lineOf(id, first?.driverName ?? id, mine, besideOthers(mine, whole));
  });
};
