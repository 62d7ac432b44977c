import { byBreadth, concerns, type DetectionRule } from "../contracts/detection-rule.ts";
import { TELLING_STEPS } from "../contracts/detection/fuel-gauge.ts";
import type { FuelOptions } from "../contracts/detection/fuel-options.ts";
import { withOverrides } from "../contracts/detection/option-overrides.ts";
import { defaultDetectionOptions } from "../contracts/detection/options.ts";
import { loadRules } from "../db/detection-rules.ts";
import { loadVehicleFacts, type VehicleFacts } from "../db/fleet-facts.ts";
import type { Queryable } from "../db/pool.ts";
import { loadGauges, type GaugeAt, type LearnedGauge } from "./learned-gauge.ts";

/** The least refuel of a vehicle at a time that detection cannot have missed, l. */
export type LeastRefuel = (vehicleId: string, atMs: number) => number;

const isInForce = ({ validFrom, validUntil }: DetectionRule, atMs: number): boolean =>
  atMs >= Date.parse(validFrom) && (validUntil === null || atMs < Date.parse(validUntil));

/**
 * Of refuels of just the least size half are told: a level is off by noise, and lies anywhere within
 * its step. So much above it 890 of 900 are, read every 10 s to 2 min (simulated: steps from one in 255
 * to an eighth, slosh of 2 to 12 %), and 286 of 300 read every 5 min.
 */
const MARGIN_SIGMAS = 2;
const MARGIN_STEPS = 0.75;

/** The least share of the tank that shows as a refuel on such a gauge, however it falls, %. */
const surelySeenPct = (
  { stepPct, sigmaPct }: LearnedGauge,
  { refuelPct, sigmas }: FuelOptions,
): number =>
  Math.max(refuelPct, sigmas * sigmaPct, TELLING_STEPS * stepPct) +
  Math.hypot(MARGIN_SIGMAS * sigmaPct, MARGIN_STEPS * stepPct);

/**
 * The least refuel by the rules, the group and the tank that held then, as detection went by them,
 * and by the vehicle's gauge as it was known then; before one was it is what the rules say.
 */
export const leastRefuelOf =
  (
    rules: readonly DetectionRule[],
    facts: readonly VehicleFacts[],
    gaugeAt: GaugeAt,
  ): LeastRefuel =>
  (vehicleId, atMs) => {
    const own = facts.filter(({ id }) => id === vehicleId);
    const { group = null, tankLitres = null } =
      own.findLast(({ fromMs }) => fromMs <= atMs) ?? own[0] ?? {};
    const gauge = gaugeAt(vehicleId, atMs);
    const overrides = rules
      .filter((rule) => isInForce(rule, atMs) && concerns(rule, { id: vehicleId, group }))
      .sort(byBreadth)
      .map(({ options }) => options)
      .filter((options) => options !== null);
    const options = withOverrides(defaultDetectionOptions, overrides).fuel;
    const leastPct = gauge ? surelySeenPct(gauge, options) : options.refuelPct;
    const litresPerTank = tankLitres ?? gauge?.tankLitres ?? options.usualTankLitres;
    return Math.max(options.refuelLitres, (leastPct / 100) * litresPerTank);
  };

/** What has held for vehicles at any time that their gauges are known of. */
export const loadLeastRefuel = async (
  db: Queryable,
  vehicleIds: readonly string[],
  gaugeAt: GaugeAt,
): Promise<LeastRefuel> =>
  leastRefuelOf(await loadRules(db, new Date(0)), await loadVehicleFacts(db, vehicleIds), gaugeAt);

/** The same for the vehicles and times of receipts. */
export const loadLeastRefuelFor = async (
  db: Queryable,
  receipts: readonly { readonly vehicleId: string; readonly at: Date }[],
): Promise<LeastRefuel> => {
  const vehicleIds = [...new Set(receipts.map(({ vehicleId }) => vehicleId))];
  const times = receipts.map(({ at }) => at.getTime()).sort((one, other) => one - other);
  const [from = 0, to = from] = [times[0], times.at(-1)];
  const gaugeAt = await loadGauges(db, vehicleIds, new Date(from), new Date(to));
  return loadLeastRefuel(db, vehicleIds, gaugeAt);
};
