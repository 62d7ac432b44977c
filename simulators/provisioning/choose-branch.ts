import { z } from "zod";
import type { FleetApi } from "./fleet-api.ts";

const Branch = z.object({ id: z.string(), name: z.string(), status: z.string() });

/** The branch that new cars go to, and whether there was another to choose. */
export type ChosenBranch = {
  readonly id: string;
  readonly name: string;
  /** True when nobody named it and there are others. */
  readonly guessed: boolean;
};

/**
 * The branch of that name or id; without one the only active branch, or the first by name. Throws
 * with the names there are when it names none of them.
 */
export const chooseBranch = async (
  api: FleetApi,
  wanted: string | undefined,
): Promise<ChosenBranch> => {
  const branches = await api.list("/api/branches", Branch);
  const active = branches
    .filter(({ status }) => status === "ACTIVE")
    .sort((a, b) => a.name.localeCompare(b.name));
  if (wanted !== undefined) {
    const named = branches.find(({ id, name }) => id === wanted || name === wanted);
    if (named) return { ...named, guessed: false };
    const names = active.map(({ name }) => name).join(", ");
    throw new Error(`--branch: no branch is called ${wanted}; there are: ${names}`);
  }
  const [first, second] = active;
  if (!first) throw new Error("there is no active branch to register cars in");
  return { ...first, guessed: second !== undefined };
};

/** Says which branch was taken where somebody may have meant another. */
export const branchNotice = ({ name }: ChosenBranch): string =>
  `new cars go to the branch ${name}, the first by name; --branch NAME chooses another`;
