import type { BranchScope } from "../db/branches.ts";

/** Who acts: as seen from which branch, and as whom in the records. */
export type Actor = { readonly scope: BranchScope; readonly userId: string };
