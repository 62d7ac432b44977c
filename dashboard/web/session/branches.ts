import { Branch } from "../../../contracts/branch.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { hereZone } from "../i18n/dates.ts";
import { getJson } from "./api.ts";

/** The branches of the business, and what is written by their habits. */
export type Branches = {
  readonly all: readonly Branch[];
  /** The IANA time zone that times of a branch are told in; this browser's where it is not known. */
  zoneOf(branchId: string | null): string;
};

/** What holds until the branches have been loaded. */
export const NO_BRANCHES: Branches = { all: [], zoneOf: () => hereZone() };

const BranchPage = pageOf(Branch);

/** The branches of a list. */
export const branchesOf = (all: readonly Branch[]): Branches => {
  const byId = new Map(all.map((branch) => [branch.id, branch]));
  return { all, zoneOf: (branchId) => byId.get(branchId ?? "")?.timeZone ?? hereZone() };
};

/** Loads every branch the person may see. Throws `ApiError`. */
export const loadBranches = async (): Promise<Branches> =>
  branchesOf((await getJson("/api/branches?limit=1000", BranchPage)).items);
