import type { Extension } from "../contracts/booking.ts";
import type { Role } from "../contracts/permissions.ts";
import type { Queryable } from "./pool.ts";

/** An extension waits, then it is decided: the two things there are to tell of it. */
const REVISIONS = { asked: 1, decided: 2 } as const;

export type NewExtensionDeliveries = {
  readonly extension: Pick<Extension, "id" | "status">;
  /** Branches of the car and of its return. */
  readonly branchIds: readonly string[];
  /** Roles that decide. */
  readonly roles: readonly Role[];
  readonly expiresAt: Date;
};

/**
 * Notes that devices of those who decide about extensions are to be told once that one waits, and
 * those that were told of it once more when it is decided. The same said again adds nothing.
 */
export const addExtensionDeliveries = async (
  db: Queryable,
  { extension, branchIds, roles, expiresAt }: NewExtensionDeliveries,
): Promise<void> => {
  const rings = extension.status === "PENDING";
  await db.query(
    `insert into push_deliveries (subscription_id, extension_id, revision, rings, expires_at)
     select s.id, $1, $2, $3, $4
     from push_subscriptions s
     join users u on u.id = s.user_id and u.status = 'ACTIVE' and u.role = any($5::text[])
       and (u.branch_id is null or u.branch_id = any($6::uuid[]))
     join sessions t on t.id = s.session_id and t.revoked_at is null and t.expires_at > now()
     where $3 or exists (select from push_deliveries d
       where d.subscription_id = s.id and d.extension_id = $1 and d.rings and d.state = 'sent')
     on conflict do nothing`,
    [extension.id, rings ? REVISIONS.asked : REVISIONS.decided, rings, expiresAt, roles, branchIds],
  );
};
