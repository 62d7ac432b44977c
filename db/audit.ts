import {
  AuditContent,
  type AuditEntry,
  type AuditHead,
  type AuditQuery,
} from "../contracts/audit.ts";
import type { Page } from "../contracts/paging.ts";
import { keyAfter, toPage } from "./keyset.ts";
import type { Queryable } from "./pool.ts";

type EntryRow = {
  readonly seq: number;
  readonly entry: string;
  readonly hash: string;
  readonly userName: string | null;
};

const toEntry = ({ entry, hash, userName }: EntryRow): AuditEntry => ({
  ...AuditContent.parse(JSON.parse(entry)),
  hash,
  userName,
});

/** Entries of the audit log, latest first. */
export const listAudit = async (db: Queryable, query: AuditQuery): Promise<Page<AuditEntry>> => {
  const { userId, record, recordId, from, to, upToSeq, cursor, limit } = query;
  const { rows } = await db.query<EntryRow>(
    `select a.seq, a.entry, encode(a.hash, 'hex') as hash, u.name as "userName"
     from audit_log a left join users u on u.id = a.user_id
     where ($1::uuid is null or a.user_id = $1) and ($2::text is null or a.record = $2)
       and ($3::text is null or a.record_id = $3) and ($4::timestamptz is null or a.at >= $4)
       and ($5::timestamptz is null or a.at < $5) and ($6::bigint is null or a.seq <= $6)
       and ($7::bigint is null or a.seq < $7)
     order by a.seq desc limit $8`,
    [userId, record, recordId, from, to, upToSeq, ...keyAfter(cursor, "number"), limit + 1],
  );
  const page = toPage(rows, query, ({ seq }) => [String(seq)]);
  return { ...page, items: page.items.map(toEntry) };
};

/** A row of the log as it stands, to be held against what was hashed. */
export type ChainRow = {
  readonly seq: number;
  readonly entry: string;
  /** Hex. */
  readonly hash: string;
};

/** The log up to where it ends now, in its order and in pieces of so many rows. */
export const readChain = async function* (
  db: Queryable,
  pieceRows: number,
): AsyncGenerator<ChainRow[]> {
  const end = await db.query<{ seq: number | null }>("select max(seq) as seq from audit_log");
  const endSeq = end.rows[0]?.seq ?? 0;
  for (let afterSeq = 0; afterSeq < endSeq;) {
    const { rows } = await db.query<ChainRow>(
      `select seq, entry, encode(hash, 'hex') as hash from audit_log
       where seq > $1 and seq <= $2 order by seq limit $3`,
      [afterSeq, endSeq, pieceRows],
    );
    if (rows.length > 0) yield rows;
    afterSeq = rows.at(-1)?.seq ?? endSeq;
  }
};

/** Where the log ends now; undefined while it is empty. */
export const lastAuditEntry = async (db: Queryable): Promise<AuditHead | undefined> => {
  const { rows } = await db.query<AuditHead>(
    "select seq, encode(hash, 'hex') as hash from audit_log order by seq desc limit 1",
  );
  return rows[0];
};

/** The hash of an entry, hex; undefined where there is none of that number. */
export const auditHashOf = async (db: Queryable, seq: number): Promise<string | undefined> => {
  const { rows } = await db.query<{ hash: string }>(
    "select encode(hash, 'hex') as hash from audit_log where seq = $1",
    [seq],
  );
  return rows[0]?.hash;
};

/**
 * Notes that whoever acts has looked at a record that tells where a customer was; not again within
 * the hour if they see the same, as an open page asks anew.
 */
export const noteView = async (
  db: Queryable,
  view: { readonly record: string; readonly recordId: string; readonly seen: object },
): Promise<void> => {
  const { record, recordId, seen } = view;
  const content = { record, recordId, change: "view", before: null, after: seen };
  await db.query(
    `select append_audit($1) where not exists (
       select from audit_log
       where user_id = (current_setting('app.actor')::jsonb ->> 'userId')::uuid
         and record = $2 and record_id = $3 and at > now() - interval '1 hour'
         and entry::jsonb -> 'after' = $1::jsonb -> 'after')`,
    [JSON.stringify(content), record, recordId],
  );
};
