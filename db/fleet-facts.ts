import type { DetectionRule } from "../contracts/detection-rule.ts";
import type { Geofence } from "../contracts/geofence.ts";
import { loadRules } from "./detection-rules.ts";
import { loadGeofences } from "./geofences.ts";
import { loadMountingsOfMoved, type MountingsByDevice } from "./mountings.ts";
import type { Queryable } from "./pool.ts";

/** What detection must know of a vehicle from a time until the next facts of the same vehicle. */
export type VehicleFacts = {
  readonly id: string;
  /** Negative infinity for what it was entered with. */
  readonly fromMs: number;
  readonly group: string | null;
  readonly tankLitres: number | null;
  /** IANA time zone of its branch. */
  readonly timeZone: string;
};

/** Everything people have entered that detection rests on. */
export type FleetFacts = {
  /** Those of one vehicle oldest first. */
  readonly vehicles: readonly VehicleFacts[];
  readonly rules: readonly DetectionRule[];
  readonly geofences: readonly Geofence[];
  /** Of the devices that have left a car; all others are in the one they speak for. */
  readonly moved: MountingsByDevice;
};

/** What has held for vehicles, oldest first for each; for all of them where none are named. */
export const loadVehicleFacts = async (
  db: Queryable,
  vehicleIds: readonly string[] | null,
): Promise<VehicleFacts[]> => {
  const { rows } = await db.query<VehicleFacts>(
    `select vehicle_id as id, extract(epoch from valid_from)::float8 * 1000 as "fromMs",
       vehicle_group as "group", tank_litres as "tankLitres", time_zone as "timeZone"
     from vehicle_settings where $1::uuid[] is null or vehicle_id = any($1)
     order by vehicle_id, valid_from`,
    [vehicleIds],
  );
  return rows;
};

/** Loads it, with what held after a time: observations may be that old. */
export const loadFleetFacts = async (db: Queryable, since: Date): Promise<FleetFacts> => {
  const vehicles = await loadVehicleFacts(db, null);
  const rules = await loadRules(db, since);
  const geofences = await loadGeofences(db, since);
  return { vehicles, rules, geofences, moved: await loadMountingsOfMoved(db, since) };
};
