import { Branch } from "../../../contracts/branch.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { hereZone } from "../i18n/dates.ts";
import { getJson } from "./api.ts";

/** The branches of the business, and what is written by their habits. */
export type Branches = {
  readonly all: readonly Branch[];
  /**
   * The IANA time zone that times of a branch are told in. Of what belongs to no branch, or to one that
   * is not known, the one that all branches share; this browser's where they share none.
   */
  zoneOf(branchId: string | null): string;
};

/** What holds until the branches have been loaded. */
export const NO_BRANCHES: Branches = { all: [], zoneOf: () => hereZone() };

const BranchPage = pageOf(Branch);

/** The branches of a list. */
export const branchesOf = (all: readonly Branch[]): Branches => {
  const byId = new Map(all.map((branch) => [branch.id, branch]));
  const [shared, another] = new Set(all.map(({ timeZone }) => timeZone));
  const elseZone = (): string => (another === undefined ? shared : undefined) ?? hereZone();
  return { all, zoneOf: (branchId) => byId.get(branchId ?? "")?.timeZone ?? elseZone() };
};

/** Loads every branch the person may see. Throws `ApiError`. */
export const loadBranches = async (): Promise<Branches> =>
  branchesOf((await getJson("/api/branches?limit=1000", BranchPage)).items);
