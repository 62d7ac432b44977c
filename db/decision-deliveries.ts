import type { Role } from "../contracts/permissions.ts";
import type { Queryable } from "./pool.ts";

/** What waits for somebody's decision, by the column of a delivery that names it. */
export type Decision =
  | { readonly of: "command_id"; readonly id: string }
  | { readonly of: "extension_id"; readonly id: string };

export type NewDecisionDeliveries = {
  readonly decision: Decision;
  readonly revision: number;
  /** Whether it waits; else it goes to devices that were told that it does. */
  readonly rings: boolean;
  /** Roles that may decide, in any of the branches. */
  readonly roles: readonly Role[];
  readonly branchIds: readonly string[];
  /** Whoever asked, where they may not decide themselves. */
  readonly exceptUserId: string | null;
  readonly expiresAt: Date;
};

/**
 * Notes that devices of those who may decide are to be told once that something waits for them, and once
 * that it no longer does. From whichever severity a device wants to be told of alerts: this waits for a
 * person. The same said again adds nothing.
 */
export const addDecisionDeliveries = async (
  db: Queryable,
  deliveries: NewDecisionDeliveries,
): Promise<void> => {
  const { decision, revision, rings, roles, branchIds, exceptUserId, expiresAt } = deliveries;
  await db.query(
    `insert into push_deliveries (subscription_id, ${decision.of}, revision, rings, expires_at)
     select s.id, $1, $2, $3, $4
     from push_subscriptions s
     join users u on u.id = s.user_id and u.status = 'ACTIVE' and u.role = any($5::text[])
       and (u.branch_id is null or u.branch_id = any($6::uuid[])) and u.id is distinct from $7
     join sessions t on t.id = s.session_id and t.revoked_at is null and t.expires_at > now()
     where $3 <> exists (select from push_deliveries d
       where d.subscription_id = s.id and d.${decision.of} = $1 and d.rings
         and ($3 or d.state = 'sent'))
     on conflict do nothing`,
    [decision.id, revision, rings, expiresAt, roles, branchIds, exceptUserId],
  );
};
