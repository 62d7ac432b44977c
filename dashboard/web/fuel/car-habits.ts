import type { Fleet } from "../fleet/fleet.ts";
import type { Branches } from "../session/branches.ts";

/** By which clocks and in which money things are told of a car. */
export type CarHabits = {
  /** IANA name. */
  readonly zone: string;
  /** ISO 4217 code; empty while it is not known. */
  readonly currency: string;
};

/**
 * Those of the branch that a car belongs to. A car that has left the fleet is told of by the only
 * branch, where there is but one.
 */
export const habitsOf = (
  vehicleId: string,
  { vehicles }: Pick<Fleet, "vehicles">,
  branches: Branches,
): CarHabits => {
  const { all } = branches;
  const onlyId = all.length === 1 ? all[0]?.id : undefined;
  const branchId = vehicles.get(vehicleId)?.branchId ?? onlyId ?? null;
  const currency = all.find(({ id }) => id === branchId)?.currency ?? "";
  return { zone: branches.zoneOf(branchId), currency };
};
