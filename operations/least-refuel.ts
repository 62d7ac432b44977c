import { byBreadth, concerns, type DetectionRule } from "../contracts/detection-rule.ts";
import { withOverrides } from "../contracts/detection/option-overrides.ts";
import { defaultDetectionOptions } from "../contracts/detection/options.ts";
import { loadRules } from "../db/detection-rules.ts";
import { loadVehicleFacts, type VehicleFacts } from "../db/fleet-facts.ts";
import type { Queryable } from "../db/pool.ts";

/** The least refuel that detection told of a vehicle at a time, l. */
export type LeastRefuel = (vehicleId: string, atMs: number) => number;

const isInForce = ({ validFrom, validUntil }: DetectionRule, atMs: number): boolean =>
  atMs >= Date.parse(validFrom) && (validUntil === null || atMs < Date.parse(validUntil));

/** The least refuel by the rules, the group and the tank that held then, as detection went by them. */
export const leastRefuelOf =
  (rules: readonly DetectionRule[], facts: readonly VehicleFacts[]): LeastRefuel =>
  (vehicleId, atMs) => {
    const own = facts.filter(({ id }) => id === vehicleId);
    const { group = null, tankLitres = null } =
      own.findLast(({ fromMs }) => fromMs <= atMs) ?? own[0] ?? {};
    const overrides = rules
      .filter((rule) => isInForce(rule, atMs) && concerns(rule, { id: vehicleId, group }))
      .sort(byBreadth)
      .map(({ options }) => options)
      .filter((options) => options !== null);
    const { refuelPct, refuelLitres, usualTankLitres } = withOverrides(
      defaultDetectionOptions,
      overrides,
    ).fuel;
    return Math.max(refuelLitres, (refuelPct / 100) * (tankLitres ?? usualTankLitres));
  };

/** What has held for vehicles at any time. */
export const loadLeastRefuel = async (
  db: Queryable,
  vehicleIds: readonly string[],
): Promise<LeastRefuel> =>
  leastRefuelOf(await loadRules(db, new Date(0)), await loadVehicleFacts(db, vehicleIds));
