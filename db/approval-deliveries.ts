import type { Command } from "../contracts/command.ts";
import type { Role } from "../contracts/permissions.ts";
import type { Queryable } from "./pool.ts";

export type NewApprovalDeliveries = {
  readonly command: Command;
  /** Whether it waits for a second person; else it goes to devices that were told that it does. */
  readonly rings: boolean;
  /** Roles that may be the second person. */
  readonly roles: readonly Role[];
  readonly expiresAt: Date;
};

/**
 * Notes that devices of those who may confirm an immobilisation, whoever asked for it left out, are to
 * be told once that it waits, and once it no longer does. From whichever severity a device wants to
 * be told of alerts: this waits for a person. The same said again adds nothing.
 */
export const addApprovalDeliveries = async (
  db: Queryable,
  { command, rings, roles, expiresAt }: NewApprovalDeliveries,
): Promise<void> => {
  await db.query(
    `insert into push_deliveries (subscription_id, command_id, revision, rings, expires_at)
     select s.id, $1, $2, $3, $4
     from push_subscriptions s
     join users u on u.id = s.user_id and u.status = 'ACTIVE' and u.role = any($5::text[])
       and (u.branch_id is null or u.branch_id = $6) and u.id <> $7
     join sessions t on t.id = s.session_id and t.revoked_at is null and t.expires_at > now()
     where $3 <> exists (select from push_deliveries d
       where d.subscription_id = s.id and d.command_id = $1 and d.rings and ($3 or d.state = 'sent'))
     on conflict do nothing`,
    [
      ...[command.id, command.revision, rings, expiresAt, roles, command.branchId],
      command.requestedBy,
    ],
  );
};
