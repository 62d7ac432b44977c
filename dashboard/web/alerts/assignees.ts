import { z } from "zod";
import { Assignee } from "../../../contracts/alert.ts";
import { getJson } from "../session/api.ts";

const Assignees = z.object({ items: z.array(Assignee) });

/** Whom an alert may be assigned to, by name. Throws `ApiError`. */
export const loadAssignees = async (alertId: string): Promise<readonly Assignee[]> =>
  (await getJson(`/api/alerts/${alertId}/assignees`, Assignees)).items;
