import { fault } from "../../contracts/faults.ts";
import type { Branch } from "../../contracts/branch.ts";
import type { BranchScope } from "../../db/branches.ts";
import type { CellReading } from "./cell-values.ts";
import type { Cell } from "./sheet.ts";

/** What a row needs to know of a branch. */
export type KnownBranch = Pick<Branch, "id" | "name" | "status">;

/** The branches that a cell may mean by id or name; by how it is written exactly, if that decides. */
const branchesMeant = (branches: readonly KnownBranch[], cell: string): readonly KnownBranch[] => {
  const exact = branches.filter(({ name }) => name === cell);
  if (exact.length > 0) return exact;
  const lower = cell.toLowerCase();
  return branches.filter(({ id, name }) => id === lower || name.toLowerCase() === lower);
};

/**
 * Reads a branch by its id or by its name in any case. Of other branches than their own, staff do not
 * even learn whether there are such.
 */
export const readBranch =
  (branches: readonly KnownBranch[], scope: BranchScope) =>
  (cell: Cell): CellReading => {
    const visible = branches.filter(({ id }) => scope === null || id === scope);
    const [branch, another] = branchesMeant(visible, String(cell));
    if (!branch) return { fault: fault(scope === null ? "no_branch" : "branch_not_own") };
    if (another) return { fault: fault("branch_ambiguous") };
    if (branch.status === "INACTIVE") return { fault: fault("branch_inactive") };
    return { value: branch.id };
  };
