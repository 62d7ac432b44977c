import { z } from "zod";
import { VehicleSummary } from "./live-protocol.ts";
import { PageQuery, pageOf } from "./paging.ts";

/** `GET /api/live` answers every vehicle unless `limit` asks for pages. */
export const LiveQuery = PageQuery.extend({ limit: PageQuery.shape.limit.unwrap().optional() });

export const LivePage = pageOf(VehicleSummary).extend({ serverTime: z.string() });
export type LivePage = z.infer<typeof LivePage>;
