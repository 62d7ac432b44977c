import type { Severity } from "../contracts/detection/detection.ts";
import type { Language } from "../contracts/language.ts";
import type { NewPushSubscription, PushSubscription } from "../contracts/push.ts";
import type { Queryable } from "./pool.ts";
import { insertedRow, wireRow } from "./wire-row.ts";

/** The pair of keys by which push services know this system, base64url. */
export type PushKeys = { readonly publicKey: string; readonly privateKey: string };

/** The keys in force: `made` where there are none yet. Whoever comes second gets the first ones. */
export const keepPushKeys = async (db: Queryable, made: PushKeys): Promise<PushKeys> => {
  await db.query(
    `insert into push_keys (public_key, private_key) values ($1, $2) on conflict do nothing`,
    [made.publicKey, made.privateKey],
  );
  return insertedRow(
    await db.query<PushKeys>(
      `select public_key as "publicKey", private_key as "privateKey" from push_keys`,
    ),
  );
};

/** Whom a push service may write to about this system: the first owner. */
export const findOwnerEmail = async (db: Queryable): Promise<string | undefined> => {
  const { rows } = await db.query<{ email: string }>(
    `select email from users where role = 'OWNER' and status = 'ACTIVE'
     order by created_at, id limit 1`,
  );
  return rows[0]?.email;
};

/** A device as it is told. */
export type PushTarget = {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly language: Language;
};

const SHOWN = `id, min_severity as "minSeverity", language, created_at as "createdAt"`;
const TARGET = `id, endpoint, p256dh, auth, language`;

/** Whose device, by which session. */
export type PushOwner = { readonly userId: string; readonly sessionId: string };

/** Has a device told from now on, or changes what it wants; it is the last one's who said so. */
export const savePushSubscription = async (
  db: Queryable,
  { userId, sessionId }: PushOwner,
  { endpoint, keys, minSeverity, language }: NewPushSubscription,
): Promise<PushSubscription> =>
  insertedRow(
    await db.query<PushSubscription>(
      `insert into push_subscriptions
         (user_id, session_id, endpoint, p256dh, auth, min_severity, language)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (endpoint) do update set user_id = excluded.user_id,
         session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth,
         min_severity = excluded.min_severity, language = excluded.language
       returning ${SHOWN}`,
      [userId, sessionId, endpoint, keys.p256dh, keys.auth, minSeverity, language],
    ),
  );

/** Binds a person's device to the session they use now; undefined where it is none of theirs. */
export const renewPushSubscription = async (
  db: Queryable,
  { userId, sessionId }: PushOwner,
  endpoint: string,
): Promise<PushSubscription | undefined> =>
  wireRow(
    await db.query<PushSubscription>(
      `update push_subscriptions set session_id = $2 where user_id = $1 and endpoint = $3
       returning ${SHOWN}`,
      [userId, sessionId, endpoint],
    ),
  );

/** A person's device; undefined where there is none of theirs. */
export const findPushTarget = async (
  db: Queryable,
  userId: string,
  id: string,
): Promise<PushTarget | undefined> =>
  wireRow(
    await db.query<PushTarget>(
      `select ${TARGET} from push_subscriptions where user_id = $1 and id = $2`,
      [userId, id],
    ),
  );

/** Tells a person's device no more; false where there is none of theirs. */
export const removePushSubscription = async (
  db: Queryable,
  userId: string,
  id: string,
): Promise<boolean> => {
  const { rowCount } = await db.query(
    "delete from push_subscriptions where user_id = $1 and id = $2",
    [userId, id],
  );
  return rowCount === 1;
};

/** Forgets a device that its push service no longer knows. */
export const forgetPushSubscription = async (db: Queryable, id: string): Promise<void> => {
  await db.query("delete from push_subscriptions where id = $1", [id]);
};

/** Severities from the one that disturbs least. */
export const SEVERITIES = ["info", "warning", "critical"] as const satisfies readonly Severity[];
