import { DatabaseError } from "pg";
import { SQLSTATE } from "../../db/wire-row.ts";
import { fieldProblem, HttpProblem } from "./http-problem.ts";

const IN_USE = "is already in use";
const UNKNOWN_BRANCH = { status: 400, field: "branchId", message: "names no branch" } as const;
const CAR_HAS_DRIVER = {
  status: 409,
  field: "vehicleId",
  message: "names a vehicle that has a driver in that period; end that assignment first",
} as const;
const DRIVER_HAS_CAR = {
  status: 409,
  field: "driverId",
  message: "names a driver who has a vehicle in that period; end that assignment first",
} as const;

/** What it means to a caller that a constraint of the schema said no. */
const FAULTS: Readonly<
  Record<string, { readonly status: number; readonly field: string; readonly message: string }>
> = {
  branches_name_key: { status: 409, field: "name", message: IN_USE },
  users_email_key: { status: 409, field: "email", message: IN_USE },
  vehicles_license_plate_key: { status: 409, field: "licensePlate", message: IN_USE },
  drivers_license_number_key: { status: 409, field: "licenseNumber", message: IN_USE },
  devices_pkey: { status: 409, field: "id", message: IN_USE },
  devices_external_id_key: { status: 409, field: "externalId", message: IN_USE },
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
    message: "overlaps another booking of this vehicle",
  },
  one_booking_out_per_vehicle: {
    status: 409,
    field: "vehicleId",
    message: "names a vehicle that is out on another booking; take it back first",
  },
  one_fuel_record_per_detection: {
    status: 409,
    field: "status",
    message: "is CONFIRMED: there is a record of this refuel",
  },
  one_rule_in_force: {
    status: 409,
    field: "type",
    message: "has just been given another rule by somebody else",
  },
  one_car_at_a_time: {
    status: 409,
    field: "from",
    message: "overlaps a period in which the device sat in another vehicle",
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
  if (isUnavailable(error)) return new HttpProblem(503, "the database is unavailable");
  if (!(error instanceof DatabaseError) || !CONSTRAINT_STATES.includes(error.code ?? ""))
    return undefined;
  const fault = FAULTS[error.constraint ?? ""];
  return fault && fieldProblem(fault.status, [fault]);
};
