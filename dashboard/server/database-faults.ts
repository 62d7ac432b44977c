import { DatabaseError } from "pg";
import { SQLSTATE } from "../../db/wire-row.ts";
import { fault } from "../../contracts/faults.ts";
import type { FieldError } from "../../contracts/problem.ts";
import { fieldProblem, HttpProblem } from "./http-problem.ts";

const IN_USE = fault("in_use");
const UNKNOWN_BRANCH = { status: 400, field: "branchId", ...fault("no_branch") };
const CAR_HAS_DRIVER = {
  status: 409,
  field: "vehicleId",
  ...fault("vehicle_has_driver"),
};
const DRIVER_HAS_CAR = {
  status: 409,
  field: "driverId",
  ...fault("driver_has_vehicle"),
};

/** What it means to a caller that a constraint of the schema said no. */
const FAULTS: Readonly<Record<string, FieldError & { readonly status: number }>> = {
  branches_name_key: { status: 409, field: "name", ...IN_USE },
  users_email_key: { status: 409, field: "email", ...IN_USE },
  vehicles_license_plate_key: { status: 409, field: "licensePlate", ...IN_USE },
  drivers_license_number_key: { status: 409, field: "licenseNumber", ...IN_USE },
  devices_pkey: { status: 409, field: "id", ...IN_USE },
  devices_external_id_key: { status: 409, field: "externalId", ...IN_USE },
  vehicles_branch_id_fkey: UNKNOWN_BRANCH,
  drivers_branch_id_fkey: UNKNOWN_BRANCH,
  users_branch_id_fkey: UNKNOWN_BRANCH,
  one_driver_at_a_time: CAR_HAS_DRIVER,
  one_active_driver_per_vehicle: CAR_HAS_DRIVER,
  one_vehicle_at_a_time: DRIVER_HAS_CAR,
  one_active_vehicle_per_driver: DRIVER_HAS_CAR,
  one_booking_at_a_time: {
    status: 409,
    field: "dueAt",
    ...fault("booking_overlaps"),
  },
  one_booking_out_per_vehicle: {
    status: 409,
    field: "vehicleId",
    ...fault("vehicle_out"),
  },
  one_fuel_record_per_detection: {
    status: 409,
    field: "status",
    ...fault("refuel_recorded"),
  },
  one_rule_in_force: {
    status: 409,
    field: "type",
    ...fault("rule_just_set"),
  },
  one_car_at_a_time: {
    status: 409,
    field: "from",
    ...fault("device_elsewhere"),
  },
};

const CONSTRAINT_STATES: readonly string[] = Object.values(SQLSTATE);
/** Lost or refused connections: socket errors, and PostgreSQL classes 08, 53 and 57. */
const UNAVAILABLE = /^(ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|08|53|57)/;
/** What pg (lib/client.js) and pg-pool say of a server that gives no answer: these have no code. */
const UNANSWERED: ReadonlySet<string> = new Set([
  "timeout exceeded when trying to connect",
  "Connection terminated due to connection timeout",
  "timeout expired",
  "Query read timeout",
  "Connection terminated unexpectedly",
  "Client has encountered a connection error and is not queryable",
]);

const isUnavailable = (error: Error): boolean =>
  "code" in error && typeof error.code === "string"
    ? UNAVAILABLE.test(error.code)
    : UNANSWERED.has(error.message);

/** The problem a database error stands for; undefined when it is a bug. */
export const databaseFault = (error: unknown): HttpProblem | undefined => {
  if (!(error instanceof Error)) return undefined;
  if (isUnavailable(error)) return new HttpProblem(503, fault("database_unavailable"));
  if (!(error instanceof DatabaseError) || !CONSTRAINT_STATES.includes(error.code ?? ""))
    return undefined;
  const found = FAULTS[error.constraint ?? ""];
  if (!found) return undefined;
  const { status, ...field } = found;
  return fieldProblem(status, [field]);
};
