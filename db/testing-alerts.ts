// Alerts as tests look at them. Beside testing.ts: only db speaks SQL.
import { randomUUID } from "node:crypto";
import type { Alert } from "../contracts/alert.ts";
import { refreshAlerts, saveMemberships } from "./alert-occurrences.ts";
import { ALERT_COLUMNS, ALERT_SOURCE, insertAlerts, markRaised } from "./alerts.ts";
import { saveDetections, type DetectionVersion } from "./detections.ts";
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

/** Stores an alert that tells of one detection, as the processor does; answers its id. */
export const storeAlert = async (db: Queryable, detection: DetectionVersion): Promise<string> => {
  const { id: detectionId, vehicleId, type } = detection;
  const id = randomUUID();
  const cause = { vehicleId, type, cause: id.slice(0, 8) };
  const now = new Date();
  await saveDetections(db, [detection]);
  const first = { id, ...cause, generation: 1, severity: "critical", first: detection } as const;
  await insertAlerts(db, [first], now);
  await saveMemberships(db, [{ detectionId, alertId: id, severity: "critical", active: true }]);
  await refreshAlerts(db, [id], now);
  await markRaised(db, [id], now);
  return id;
};
