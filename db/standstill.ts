import { OLDEST_WITNESS_S, type Witness } from "../contracts/standstill.ts";
import type { Queryable } from "./pool.ts";

/** More than a tracker sends at ten a second in that time; beyond it the car is not known to stand. */
const MAX_WITNESSES = 5_000;

type Row = Omit<Witness, "atMs"> & { readonly at: Date };

/**
 * What has been heard of a car lately, latest first: from the tracker that is to be told, and from
 * any other in the car. What claims to be of the future is in it.
 */
export const loadWitnesses = async (
  db: Queryable,
  vehicleId: string,
  deviceId: string,
): Promise<Witness[]> => {
  const { rows } = await db.query<Row>(
    `select "timestamp" as at, device_id = $2 as "isOwn", latitude is not null as "hasFix",
       speed as "speedKmh", ignition, rpm
     from gps_locations
     where vehicle_id = $1 and "timestamp" >= now() - $3 * interval '1 second'
     order by "timestamp" desc limit $4`,
    [vehicleId, deviceId, OLDEST_WITNESS_S, MAX_WITNESSES],
  );
  return rows.map(({ at, ...seen }) => ({ ...seen, atMs: at.getTime() }));
};
