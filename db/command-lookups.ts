import type { CommandState } from "../contracts/command.ts";
import type { Queryable } from "./pool.ts";

/** Lets nobody else ask for a command of this vehicle until the transaction ends. */
export const lockCommandsOf = async (db: Queryable, vehicleId: string): Promise<void> => {
  await db.query("select from vehicles where id = $1 for no key update", [vehicleId]);
};

/** A command to the engine that has not come to its end. */
export type LiveSwitch = {
  readonly id: string;
  readonly name: "immobilise" | "release";
  readonly state: CommandState;
};

/** What may still switch a vehicle's engine. */
export const loadLiveSwitches = async (db: Queryable, vehicleId: string): Promise<LiveSwitch[]> => {
  const { rows } = await db.query<LiveSwitch>(
    `select id, name, state from device_commands
     where vehicle_id = $1 and name in ('immobilise', 'release')
       and state in ('unconfirmed', 'queued', 'sent', 'delivered')
     order by created_at`,
    [vehicleId],
  );
  return rows;
};

/** How long nobody asks again for a device that is not connected, s; it is told when it connects. */
const ASK_AGAIN_S = 30;

/**
 * Devices for which commands wait whose turn it is to be asked for; at most `limit`, longest due
 * first. Others who ask meanwhile get others.
 */
export const takeDueDevices = async (db: Queryable, limit: number): Promise<string[]> => {
  const { rows } = await db.query<{ deviceId: string }>(
    `update device_commands c set ask_at = clock_timestamp() + $2 * interval '1 second'
     where c.id in (
       select id from device_commands
       where state in ('queued', 'sent', 'delivered') and ask_at <= clock_timestamp()
       order by ask_at limit $1 for update skip locked
     )
     returning c.device_id as "deviceId"`,
    [limit, ASK_AGAIN_S],
  );
  return [...new Set(rows.map(({ deviceId }) => deviceId))];
};

/** Commands whose time is up, at most `limit`. */
export const loadExpiredCommands = async (db: Queryable, limit: number): Promise<string[]> => {
  const { rows } = await db.query<{ id: string }>(
    `select id from device_commands
     where state in ('unconfirmed', 'queued', 'sent', 'delivered')
       and expires_at <= clock_timestamp()
     order by expires_at limit $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
};
