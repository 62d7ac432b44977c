import type { AuditEntry } from "../../../contracts/audit.ts";

/** What was done, as far as words tell it apart. */
export type Deed =
  | "added"
  | "changed"
  | "removed"
  | "viewed"
  | "voided"
  | "handedOut"
  | "returned"
  | "approved"
  | "denied"
  | "activated"
  | "deactivated"
  | "revoked"
  | "dismissed"
  | "handled"
  | "kept"
  | "signedIn"
  | "signedOut";

/** By the status before and after. */
const BY_STATUS: Readonly<Record<string, Deed>> = {
  "BOOKED>OUT": "handedOut",
  "OUT>RETURNED": "returned",
  "BOOKED>VOID": "voided",
  "OUT>VOID": "voided",
  "ACTIVE>VOID": "voided",
  "PENDING>APPROVED": "approved",
  "PENDING>DENIED": "denied",
  "ACTIVE>INACTIVE": "deactivated",
  "INACTIVE>ACTIVE": "activated",
};

/** Records that come to be when something is done with another one. */
const BY_INSERT: Readonly<Record<string, Deed>> = {
  alert_history: "handled",
  fuel_proposal_dismissals: "dismissed",
  fuel_record_versions: "kept",
  sessions: "signedIn",
};

const ofUpdate = ({ record, before, after }: AuditEntry): Deed => {
  if (typeof after?.["revoked_at"] === "string")
    return record === "sessions" ? "signedOut" : "revoked";
  const [was, is] = [before?.["status"], after?.["status"]];
  if (typeof was !== "string" || typeof is !== "string") return "changed";
  return BY_STATUS[`${was}>${is}`] ?? "changed";
};

/** What somebody has done, read from the columns: they say the same whichever request it was. */
export const deedOf = (entry: AuditEntry): Deed => {
  const { change, record } = entry;
  if (change === "view") return "viewed";
  if (change === "delete") return "removed";
  return change === "insert" ? (BY_INSERT[record] ?? "added") : ofUpdate(entry);
};

/** Who acted, where no account did. */
export type Nobody = "system" | "stranger" | "linkHolder";

/** Undefined where somebody with an account acted. */
export const nobodyOf = ({ userId, by, action }: AuditEntry): Nobody | undefined => {
  if (userId !== undefined) return undefined;
  if (by === "link") return "linkHolder";
  return action === "system" ? "system" : "stranger";
};

export type ColumnValue = NonNullable<AuditEntry["after"]>[string] | undefined;

/** A column with what stood in it before and after; undefined for nothing. */
export type ColumnChange = {
  readonly column: string;
  readonly before: ColumnValue;
  readonly after: ColumnValue;
};

/** Every column that an entry tells of, in the order given, those that nobody named at the end. */
export const changesOf = (
  { before, after }: Pick<AuditEntry, "before" | "after">,
  order: readonly string[],
): readonly ColumnChange[] => {
  const columns = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const known = order.filter((column) => columns.delete(column));
  return [...known, ...[...columns].toSorted()].map((column) => ({
    ...{ column, before: before?.[column], after: after?.[column] },
  }));
};

/** Columns that say why or what exactly, also of what is new. */
const TELLING: ReadonlySet<string> = new Set([
  ...["void_reason", "reason", "action", "note", "decision_note", "from", "to"],
]);
/** Columns that the deed has said already. */
const SAID: ReadonlySet<string> = new Set(["status", "revoked_at", "revoked_by"]);
/** More stand below the entry only. */
const MOST_IN_SENTENCE = 3;

/** What of an entry is told beside the deed, so that nobody has to look below for it. */
export const mainChanges = (
  entry: AuditEntry,
  changes: readonly ColumnChange[],
): readonly ColumnChange[] => {
  const isPlainChange = deedOf(entry) === "changed";
  return changes
    .filter(({ column }) =>
      entry.change === "update" ? isPlainChange || !SAID.has(column) : TELLING.has(column),
    )
    .slice(0, MOST_IN_SENTENCE);
};

/** The last value that an entry has of a column, as text; undefined where it has none. */
export const textIn = (
  { before, after }: Pick<AuditEntry, "before" | "after">,
  ...columns: readonly string[]
): string | undefined => {
  for (const column of columns) {
    const value = after?.[column] ?? before?.[column];
    if (typeof value === "string") return value;
  }
  return undefined;
};
