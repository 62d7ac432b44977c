import type { DetectionRule } from "../contracts/detection-rule.ts";
import type { Geofence } from "../contracts/geofence.ts";
import { loadRules } from "./detection-rules.ts";
import { loadGeofences } from "./geofences.ts";
import type { Queryable } from "./pool.ts";

/** What detection must know of a vehicle, as people entered it last. */
export type VehicleFacts = {
  readonly id: string;
  readonly group: string | null;
  readonly tankLitres: number | null;
  /** IANA time zone of its branch. */
  readonly timeZone: string;
};

/** Everything people have entered that detection rests on. */
export type FleetFacts = {
  readonly vehicles: readonly VehicleFacts[];
  readonly rules: readonly DetectionRule[];
  readonly geofences: readonly Geofence[];
};

/** Loads it, with what held after a time: observations may be that old. */
export const loadFleetFacts = async (db: Queryable, since: Date): Promise<FleetFacts> => {
  const { rows } = await db.query<VehicleFacts>(
    `select v.id, v.vehicle_group as "group", v.tank_litres as "tankLitres",
       b.time_zone as "timeZone"
     from vehicles v join branches b on b.id = v.branch_id order by v.id`,
  );
  const rules = await loadRules(db, since);
  return { vehicles: rows, rules, geofences: await loadGeofences(db, since) };
};
