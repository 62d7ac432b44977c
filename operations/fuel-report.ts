import type { Database } from "../db/pool.ts";
import type { CalculationPeriod } from "../contracts/fuel-efficiency.ts";
import type { FuelReport } from "../contracts/fuel-report.ts";
import type { BranchScope } from "../db/branches.ts";
import { loadEfficiencyOf } from "../db/fuel-efficiency.ts";
import {
  loadDoubtfulReceipts,
  loadReportVehicles,
  loadStationSales,
  loadUnconfirmedRefuels,
} from "../db/fuel-report.ts";
import { periodOf } from "./fuel-periods.ts";
import { recommendationsFor } from "./fuel-recommendations.ts";
import { loadLeastRefuelFor } from "./least-refuel.ts";
import { driverLines, totalsOf, vehicleLines } from "./fuel-report-lines.ts";

/** The report of the period that a day lies in, over the vehicles the viewer sees. */
export const loadFuelReport = async (
  pool: Database,
  scope: BranchScope,
  kind: CalculationPeriod,
  date: string,
): Promise<FuelReport> => {
  const { start, end } = periodOf(kind, date);
  const rows = await loadEfficiencyOf(pool, scope, kind, start);
  const known = await loadReportVehicles(pool, scope, end);
  const vehicles = new Map(known.map((vehicle) => [vehicle.id, vehicle]));
  const receipts = await loadDoubtfulReceipts(pool, scope, start, end);
  const leastRefuel = await loadLeastRefuelFor(pool, receipts);
  // A refuel that nobody saw is no doubt of a receipt too small to be seen.
  const doubtful = receipts.filter(
    ({ vehicleId, detectedLitres, litres, at }) =>
      detectedLitres !== null || litres >= leastRefuel(vehicleId, at.getTime()),
  );
  const lines = { vehicleLines: vehicleLines(rows, vehicles), driverLines: driverLines(rows) };
  const totals = totalsOf(rows);
  const recommendations = recommendationsFor({
    ...{ rows, totals, vehicles, ...lines },
    doubtful,
    unconfirmed: await loadUnconfirmedRefuels(pool, scope, start, end),
    sales: await loadStationSales(pool, scope, start, end),
  });
  return {
    ...{ period: kind, periodStart: start, periodEnd: end, totals, recommendations },
    vehicles: lines.vehicleLines,
    drivers: lines.driverLines,
  };
};
