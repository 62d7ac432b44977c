import { filledIn } from "./filled-in.ts";
import type { FieldError } from "./problem.ts";
import { READING_FAULTS } from "./reading-faults.ts";

/** What the schemas themselves object to, word by word as `error` and `message` in them say it. */
export const SCHEMA_FAULTS = {
  required: "is required",
  unknown_field: "is not a known field",
  not_valid: "is not valid",
  wrong_kind: "is of the wrong kind",
  not_a_choice: "is none of the choices",
  not_an_email: "must be an e-mail address",
  not_a_time: "must be a date or time in ISO 8601",
  too_short: "must have {least} characters at least",
  too_long: "must have {most} characters at most",
  too_few: "must have {least} entries at least",
  too_many: "must have {most} entries at most",
  too_small: "must be {least} at least",
  too_large: "must be {most} at most",
  control_characters: "must not contain control characters",
  not_six_digits: "must be six digits",
  not_a_query: "must be a query, such as getver or getparam 2001",
  not_a_zone: "must be an IANA time zone",
  not_a_currency: "must be a three-letter ISO 4217 code",
  not_a_device_id: "must be 3 to 64 letters, digits, _ or -",
  not_an_owntracks_topic: "must be <user>/<device> for a device of kind owntracks",
  not_an_imei: "must be the IMEI, 15 digits for a device of kind teltonika",
  needs_vehicle: "only goes with vehicleId",
  ring_open: "must end where it begins (RFC 7946 section 3.1.6)",
  not_later: "must be later than from",
  not_after: "must be after from",
  not_a_two_day_span: "must be later than from, by two days at most",
  span_too_long: "must be at most {days} days after from",
  ends_before_it_begins: "must end after it begins",
  no_effect: "has no effect on {type}",
  unknown_option: "is not a known option",
  unknown_detector: "is not a known detector",
  at_most_option: "must be at most {option}, {most}",
  at_least_option: "must be at least {option}, {least}",
  below_option: "must be below {option}, {most}",
  above_option: "must be above {option}, {least}",
} as const;

/** What a request names that is not there, or may not be touched. */
const NAMED_FAULTS = {
  no_vehicle: "names no vehicle",
  vehicle_inactive: "names an inactive vehicle",
  vehicle_left: "is out of the fleet",
  vehicle_has_driver: "names a vehicle that has a driver in that period; end that assignment first",
  vehicle_out: "names a vehicle that is out on another booking; take it back first",
  no_driver: "names no driver",
  driver_inactive: "names an inactive driver",
  driver_has_vehicle: "names a driver who has a vehicle in that period; end that assignment first",
  no_branch: "names no branch",
  branch_inactive: "names an inactive branch",
  branch_ambiguous: "names more than one branch: give its id",
  branch_not_own: "must be your own branch",
  branch_required: "is required: there is more than one branch",
  no_branch_yet: "is required: there is no branch yet",
  no_booking: "names no booking",
  no_extension: "names no extension of this booking",
  no_route: "names no route",
  route_in_progress: "is in progress: share the vehicle live instead",
  link_ended: "is revoked or expired already",
  no_tracker: "names no tracker of this vehicle",
  no_tracker_for: "has no tracker that takes the command {command}",
  tracker_cannot: "names a tracker of kind {kind}, which does not take {command}",
  in_use: "is already in use",
  not_handed_out: "is not one that this list handed out",
} as const;

/** Accounts, tokens and rules of the fleet. */
const ACCOUNT_FAULTS = {
  owner_has_no_branch: "must be null for an OWNER, who belongs to every branch",
  role_needs_branch: "is required for a {role}",
  role_beyond_own: "{role} may do more than a {own}",
  token_beyond_own: "may do more than a {own}",
  last_owner_stays: "cannot change: this is the last active owner",
  last_owner: "is the last active owner",
  own_account: "is your own: change your password instead",
  account_inactive: "is INACTIVE: activate it first",
  password_wrong: "is wrong",
  totp_required: "is required for this account",
  invitation_void: "is void: used, expired or replaced",
  setup_code_void: "is void: this server has an owner",
  setup_code_wrong: "is not one that the log shows",
  expiry_passed: "has passed",
  fence_of_fleet: "is the whole fleet's: only an owner changes that",
  fence_archived: "is set: it is archived",
  rule_scope_of_owner: "must be vehicle: only an owner sets rules for the fleet or a group",
  rule_changed: "is not what is in force: somebody has changed this rule",
  rule_just_set: "has just been given another rule by somebody else",
  group_rule_contradicts:
    "has a rule for {type} that contradicts this vehicle's own: {option} and {other} do not go together",
  history_too_long: "is too far from from: there is too much history in between",
  push_endpoint: "is no push service that this server may call",
} as const;

/** What an alert, a booking, a command or a device cannot do as things stand. */
const LIFE_FAULTS = {
  not_in_state: "is {state}, not {wanted}",
  until_passed: "must lie in the future",
  lies_in_future: "must not lie in the future",
  from_in_future: "is in the future",
  alert_open: "is open already",
  alert_resolved: "is resolved; reopen it first",
  alert_superseded: "cannot change: a newer alert tells of the same cause",
  alert_step_taken: "is not that of the last step: {name} has since taken the step {step}",
  alert_no_step: "is that of no step",
  assignee_inactive: "names no active user",
  assignee_may_not: "names somebody who may not handle alerts",
  assignee_sees_not: "names somebody who does not see this car",
  assignment_ended: "cannot change: the assignment has already ended",
  assignment_backwards: "must be later than assignedAt",
  booking_closed: "is {state}: nothing of it changes any more",
  booking_not_voidable: "is {state}: it cannot be made void",
  booking_not_extendable: "is {state}: it cannot be extended",
  booking_locked: "is locked: an extension waits for approval",
  booking_backwards: "must be later than outAt",
  booking_overlaps: "overlaps another booking of this vehicle",
  car_is_out: "cannot change: the car is out",
  car_is_out_extend: "cannot change: the car is out; ask for an extension",
  before_handover: "must not lie before the handover",
  extension_not_later: "must be later than what is agreed",
  booking_void: "is VOID",
  no_terms: "has no price: nothing was agreed on, and its branch has no rate",
  payment_id_taken: "is that of another payment",
  witness_is_collector: "must be another person than the one who took the money",
  extension_decided: "is decided already",
  extension_of_closed: "of the booking is {state}",
  before_mounting: "must be later than {mountedAt}, when it was last mounted",
  recorded_elsewhere:
    "must be later than {lastAt}: until then observations of this device are stored for vehicle {plate}",
  device_elsewhere: "overlaps a period in which the device sat in another vehicle",
  command_under_way: "is under way already for this vehicle",
  release_under_way: "cannot be immobilise while a release is under way: cancel that first",
  command_unconfirmable: "is {state}, and waits for no confirmation",
  command_uncancellable: "is {state}, and can no longer be cancelled",
  second_person: "must be another person than the one who asked",
  release_wanted: "is taken back: a release was asked for",
} as const;

/** Why an engine is not cut off now. */
const STANDSTILL_FAULTS = {
  tracker_moved: "is no longer in this vehicle",
  position_unknown: "is unknown: a fix of the last {seconds} s is needed",
  position_ahead: "cannot be dated: the tracker's clock is ahead",
  position_old: "is {age} s old: less than {seconds} s is needed",
  speed_untold: "was not told {age} s ago",
  speed_above_zero: "was {speedKmh} {age} s ago: 0 for {seconds} s is needed",
  standstill_unseen: "was not seen to be 0 for {seconds} s: a fix from before is needed",
  ignition_untold: "is not reported: it must be off",
  ignition_on: "is on: it must be off",
  engine_turns: "is off, but the engine turns",
} as const;

/** Receipts. */
const FUEL_FAULTS = {
  more_than_tank: "is more than a tank of {litres} l takes",
  price_differs: "times the litres is {product}, not the cost",
  odometer_below: "is less than the {km} km the car had before",
  odometer_above: "is more than the {km} km the car had after",
  odometer_far_above: "is far more than the {km} km of the car",
  cost_twice_or_never: "or fuelCostMinor is required, and only one of them",
  cost_too_fine: "has more digits than {currency} has",
  record_void: "is VOID: nothing changes any more",
  record_exists: "is CONFIRMED: there is a record of it",
  refuel_recorded: "is CONFIRMED: there is a record of this refuel",
} as const;

/** Files that are imported. */
const IMPORT_FAULTS = {
  no_spreadsheet: "send the file as {types}",
  file_too_large: "the file is larger than {megabytes} MB; split it",
  nothing_imported: "nothing was imported; rows at fault: {rows}",
  not_a_sheet: "must be a CSV or XLSX file",
  not_utf8: "is not UTF-8 text; save it as CSV UTF-8",
  not_csv: "is not a CSV file ({reason})",
  not_xlsx: "is not an XLSX file",
  unreadable_xlsx: "is not an XLSX file that can be read; save it anew, or as CSV UTF-8",
  unpacks_to_too_much: "unpacks to too much",
  cells_too_far:
    "has cells below row {row} or right of column {column}; delete what is not part of the list",
  no_headings: "has no headings: its first row is empty",
  no_rows: "has no rows below its headings",
  too_many_rows: "has {rows} rows; an import takes {most} at most, so split it",
  column_missing: "is required, and no heading names it",
  column_twice: "is given twice, also by the column {column}",
  more_cells_than_headings: "has more cells than there are headings",
  key_taken: "is taken",
  key_repeated: "is the same as in row {row}",
  thousands_unclear: "could be read in two ways: leave out the thousands separator",
  not_a_number: "must be a number without its unit",
} as const;

/** What is about no field. */
const WHOLE_FAULTS = {
  sign_in_first: "sign in first: POST /api/session",
  sign_in_wrong: "e-mail address, password or code is wrong",
  sign_ins_busy: "too many sign-ins at once",
  too_many_wrong: "too many wrong {tries}; wait {seconds} s",
  not_for_tokens: "this is for people who have signed in, not for API tokens",
  token_reads_only: "this API token may only read",
  foreign_page: "a browser may change things only from this server's own pages",
  permission_missing: "the role {role} does not hold {permission}",
  not_found: "there is no such {noun}",
  database_unavailable: "the database is unavailable",
  ingest_unreachable: "ingest cannot be reached; try again",
  processor_silent: "no processor has answered",
  processor_busy: "another question is being answered",
  what_if_failed: "the question could not be answered",
  server_failed: "the server failed; its log says why",
  request_unreadable: "the request cannot be read",
  request_too_large: "the request is too large",
  too_many_requests: "too many requests; wait a little",
} as const;

/**
 * Everything this server objects to, by its code: the words are those an API user reads, going on after
 * the field's name, with parameters in braces. A code once told stays what it means.
 */
export const FAULTS = {
  ...SCHEMA_FAULTS,
  ...NAMED_FAULTS,
  ...ACCOUNT_FAULTS,
  ...LIFE_FAULTS,
  ...STANDSTILL_FAULTS,
  ...FUEL_FAULTS,
  ...IMPORT_FAULTS,
  ...READING_FAULTS,
  ...WHOLE_FAULTS,
} as const;
export type FaultCode = keyof typeof FAULTS;

type NamesIn<Words extends string> = Words extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
/** The parameters of a fault; none at all for most. */
export type ParamsOf<Code extends FaultCode> = [NamesIn<(typeof FAULTS)[Code]>] extends [never]
  ? []
  : [params: Readonly<Record<NamesIn<(typeof FAULTS)[Code]>, string | number>>];

/** A fault of no field yet. */
export type Fault = Omit<FieldError, "field">;

/** A fault of that code, worded for API users. */
export const fault = <Code extends FaultCode>(code: Code, ...[params]: ParamsOf<Code>): Fault =>
  params === undefined
    ? { code, message: FAULTS[code] }
    : { code, params, message: filledIn(FAULTS[code], params) };
