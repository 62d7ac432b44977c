import { z } from "zod";
import { type Alert, Assignee } from "../../../contracts/alert.ts";
import { getJson } from "../session/api.ts";

const Assignees = z.object({ items: z.array(Assignee) });

/** Whom an alert may be assigned to, by name. Throws `ApiError`. */
export const loadAssignees = async (alertId: string): Promise<readonly Assignee[]> =>
  (await getJson(`/api/alerts/${alertId}/assignees`, Assignees)).items;

/** Who is on every list, in the order of the first. */
export const onEveryList = ([
  first = [],
  ...others
]: readonly (readonly Assignee[])[]): Assignee[] =>
  first.filter(({ id }) => others.every((list) => list.some((each) => each.id === id)));

/** Whom all of several alerts may be assigned to: who sees the cars of each branch. Throws `ApiError`. */
export const loadSharedAssignees = async (
  alerts: readonly Alert[],
): Promise<readonly Assignee[]> => {
  const oneOfEachBranch = new Map(alerts.map((alert) => [alert.branchId, alert.id]));
  return onEveryList(await Promise.all([...oneOfEachBranch.values()].map(loadAssignees)));
};
