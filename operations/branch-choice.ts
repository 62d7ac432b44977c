import { findBranch, firstActiveBranches } from "../db/branches.ts";
import type { BranchScope } from "../db/branches.ts";
import type { Queryable } from "../db/pool.ts";
import { conflict, forbidden, invalid, type Refusal } from "./refusal.ts";

/** Refuses to put something into a branch the viewer does not see. */
export const branchOutsideScope = (
  scope: BranchScope,
  branchId: string | null | undefined,
): Refusal | undefined =>
  scope === null || branchId === undefined || branchId === scope
    ? undefined
    : forbidden("branchId", "branch_not_own");

/** Refuses to put something into an inactive branch; that there is one at all, the schema tells. */
const inactiveBranch = async (db: Queryable, branchId: string): Promise<Refusal | undefined> =>
  (await findBranch(db, null, branchId))?.status === "INACTIVE"
    ? conflict("branchId", "branch_inactive")
    : undefined;

/** Refuses to move something into a branch that the viewer does not see or that is inactive. */
export const branchMoveFault = async (
  db: Queryable,
  scope: BranchScope,
  from: string | null,
  to: string | null | undefined,
): Promise<Refusal | undefined> => {
  if (to === undefined || to === from) return undefined;
  return branchOutsideScope(scope, to) ?? (to === null ? undefined : inactiveBranch(db, to));
};

/** The branch a new thing belongs to: the one named, else the viewer's, else the only one. */
export const chooseBranch = async (
  db: Queryable,
  scope: BranchScope,
  branchId: string | undefined,
): Promise<string | Refusal> => {
  const outside = branchOutsideScope(scope, branchId);
  if (outside) return outside;
  const chosen = branchId ?? scope;
  if (chosen !== null) return (await inactiveBranch(db, chosen)) ?? chosen;
  const [only, another] = await firstActiveBranches(db);
  if (only && !another) return only.id;
  return invalid("branchId", another ? "branch_required" : "no_branch_yet");
};

/** The same for a driver, whom an owner may also keep out of every branch, by naming null. */
export const chooseDriverBranch = async (
  db: Queryable,
  scope: BranchScope,
  branchId: string | null | undefined,
): Promise<string | null | Refusal> => {
  if (branchId === null) return branchOutsideScope(scope, null) ?? null;
  return chooseBranch(db, scope, branchId);
};
