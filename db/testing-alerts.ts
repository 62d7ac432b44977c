// Alerts as tests look at them. Beside testing.ts: only db speaks SQL.
import type { Alert, AlertStep } from "../contracts/alert.ts";
import { ALERT_COLUMNS, ALERT_SOURCE } from "./alerts.ts";
import type { Queryable } from "./pool.ts";
import { wireRows } from "./wire-row.ts";

/** Every alert of a vehicle in the order in which they began. */
export const listAlertsOf = async (db: Queryable, vehicleId: string): Promise<Alert[]> =>
  wireRows(
    await db.query<Alert>(
      `select ${ALERT_COLUMNS} from ${ALERT_SOURCE}
       where a.vehicle_id = $1 order by a.started_at, a.type, a.cause, a.generation`,
      [vehicleId],
    ),
  );

/** The life of an alert, oldest step first. */
export const listAlertSteps = async (
  db: Queryable,
  alertId: string,
): Promise<Pick<AlertStep, "action" | "note">[]> => {
  const { rows } = await db.query<Pick<AlertStep, "action" | "note">>(
    "select action, note from alert_history where alert_id = $1 order by id",
    [alertId],
  );
  return rows;
};
