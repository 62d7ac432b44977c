import { z } from "zod";

/** Where a viewer connects to, as it is passed to its process. */
export const ViewerPlan = z.object({ url: z.url(), token: z.string() });
export type ViewerPlan = z.infer<typeof ViewerPlan>;

/** What a viewer got: arrivals by vehicle id, answered once the parent asks. */
export const ViewerReport = z.object({
  arrivals: z.record(z.string(), z.array(z.object({ tsMs: z.number(), atMs: z.number() }))),
  batches: z.number(),
});
export type ViewerReport = z.infer<typeof ViewerReport>;
