import type { AuditEntry } from "../../../contracts/audit.ts";
import { fuelHref, refuelHref } from "../fuel/fuel-address.ts";
import { textIn } from "./audit-deed.ts";

/** What a record is called, by its table and id; undefined where nobody here knows. */
export type NameOf = (record: string, id: string) => string | undefined;

/** What columns that hold ids point to. */
const POINTS_TO: Readonly<Record<string, string>> = {
  ...{ vehicle_id: "vehicles", vehicleId: "vehicles", driver_id: "drivers", device_id: "devices" },
  ...{
    booking_id: "bookings",
    user_id: "users",
    alert_id: "alert_history",
    record_id: "fuel_records",
  },
  ...{ branch_id: "branches", return_branch_id: "branches", returned_branch_id: "branches" },
  ...{ secret_branch_id: "branches", requested_by: "users", confirmed_by: "users" },
  ...{ decided_by: "users", replaced_by: "users", dismissed_by: "users", created_by: "users" },
  ...{ revoked_by: "users", assignee_id: "users", acknowledged_by: "users" },
};

/** The table whose records a column names by their ids; undefined for one that holds something else. */
export const pointedTo = (column: string): string | undefined => POINTS_TO[column];

/** Tables whose records go by the id of another one's. */
const SAME_AS: Readonly<Record<string, string>> = {
  ...{ invitations: "users", fuel_record_versions: "fuel_records" },
};

const ID = /^[\da-f]{8}-[\da-f-]{27}$/;

/** The first letters of an id that is only letters and digits, enough to tell two of a page apart. */
export const shortId = (id: string): string => (ID.test(id) ? id.slice(0, 8) : id);

/** Names as those who look know them, and where they do not, as other entries of the same records say. */
export const namesFrom = (entries: readonly AuditEntry[], known: NameOf): NameOf => {
  const said = new Map<string, string>();
  for (const entry of entries) {
    const { record, recordId } = entry;
    const vehicleId = textIn(entry, "vehicle_id", "vehicleId");
    const userId = textIn(entry, "user_id");
    const name =
      textIn(entry, "customer_name", "license_plate", "name", "label") ??
      (vehicleId === undefined ? undefined : known("vehicles", vehicleId)) ??
      (userId === undefined ? undefined : known("users", userId));
    const key = `${record} ${recordId ?? ""}`;
    if (name !== undefined && !said.has(key)) said.set(key, name);
  }
  return (record, id) => {
    const named = SAME_AS[record] ?? record;
    return known(named, id) ?? said.get(`${named} ${id}`) ?? said.get(`${record} ${id}`);
  };
};

const rulePage = (entry: AuditEntry): string => {
  const type = textIn(entry, "type");
  return type === undefined ? "/rules" : `/rules/${encodeURIComponent(type)}`;
};

/** Where the record of an entry is shown, or else the car it is about; undefined where it is nowhere. */
export const recordHref = (entry: AuditEntry): string | undefined => {
  const { record, recordId, change } = entry;
  if (recordId === null || change === "delete") return undefined;
  const id = encodeURIComponent(recordId);
  const pages: Readonly<Record<string, string>> = {
    ...{
      vehicles: `/?vehicle=${id}`,
      alert_history: `/alerts/${id}`,
      geofences: `/geofences/${id}`,
    },
    ...{ users: "/settings/users", invitations: "/settings/users", api_tokens: "/settings/tokens" },
    ...{ fuel_records: fuelHrefOf(recordId), fuel_record_versions: fuelHrefOf(recordId) },
    ...{ fuel_proposal_dismissals: refuelHref(recordId), detection_rules: rulePage(entry) },
  };
  const vehicleId = textIn(entry, "vehicle_id", "vehicleId");
  const car = vehicleId === undefined ? undefined : `/?vehicle=${encodeURIComponent(vehicleId)}`;
  return pages[record] ?? car;
};

const fuelHrefOf = (recordId: string): string =>
  fuelHref({ carId: "", days: undefined, recordId, refuelId: "" });
