import { z } from "zod";
import { Instant, Timestamp } from "./fields.ts";
import { JsonValue } from "./json-value.ts";
import { PageQuery } from "./paging.ts";

/** By what somebody proved who they are. */
export const ActedBy = z.enum(["session", "token", "link"]);
export type ActedBy = z.infer<typeof ActedBy>;

const Columns = z.record(z.string(), JsonValue).nullable();

/** What one entry of the audit log says; of what is hidden it only says that it changed. */
export const AuditContent = z.object({
  seq: z.number().int(),
  at: Timestamp,
  /** Missing where the system itself acted. */
  userId: z.string().optional(),
  by: ActedBy.optional(),
  ip: z.string().optional(),
  userAgent: z.string().optional(),
  /** The request, as `POST /api/bookings/:id/void`; `system` without one. */
  action: z.string(),
  /** The table of the record, and which one. */
  record: z.string(),
  recordId: z.string().nullable(),
  change: z.enum(["insert", "update", "delete", "view"]),
  /** Only the columns that changed, as they were and as they are; null for neither. */
  before: Columns,
  after: Columns,
});
export type AuditContent = z.infer<typeof AuditContent>;

/** An entry as lists tell it. */
export const AuditEntry = AuditContent.extend({
  /** SHA-256 of the entry before and this one, hex. */
  hash: z.string(),
  userName: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Entries, latest first. */
export const AuditQuery = PageQuery.extend({
  userId: z.uuid().optional(),
  record: z.string().max(60).optional(),
  recordId: z.string().max(100).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  /** The number of the first entry that is told, where it is not the latest. */
  upToSeq: z.coerce.number().int().min(1).optional(),
});
export type AuditQuery = z.output<typeof AuditQuery>;

/**
 * What is wrong with a row of the log: `altered`, it does not hold what was hashed; `missing`, there
 * is none of that number; `beheaded`, the log ends before what it was last known to hold.
 */
export const AuditFault = z.object({
  seq: z.number().int(),
  fault: z.enum(["altered", "missing", "beheaded"]),
});
export type AuditFault = z.infer<typeof AuditFault>;

/** Where a log ends: the number of its last entry, and its hash in hex. */
export const AuditHead = z.object({ seq: z.number().int(), hash: z.string() });
export type AuditHead = z.infer<typeof AuditHead>;

/** Whether the log is what was written. */
export const AuditVerdict = z.object({
  verified: z.boolean(),
  entries: z.number().int(),
  /** Where the log ends; null while it is empty. */
  head: AuditHead.nullable(),
  /** The first of what is wrong, at most a hundred. */
  faults: z.array(AuditFault),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;
