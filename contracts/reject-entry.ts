import { z } from "zod";
import { Timestamp } from "./fields.ts";
import { Reject } from "./observation.ts";
import { FaultParams } from "./problem.ts";
import { PageQuery } from "./paging.ts";

/** A line of the reject log. The same payload refused again counts up. */
export const RejectEntry = Reject.omit({ receivedAtMs: true }).extend({
  firstReceivedAt: Timestamp,
  lastReceivedAt: Timestamp,
  count: z.number(),
  /** Which fault the reason tells of, where that is known. */
  code: z.string().optional(),
  params: FaultParams.optional(),
});
export type RejectEntry = z.infer<typeof RejectEntry>;

export const RejectQuery = PageQuery.extend({ deviceId: z.string().max(64).optional() });
