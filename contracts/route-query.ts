import { z } from "zod";
import { Window } from "./fields.ts";
import { Route, RouteStatus, Stop } from "./live-protocol.ts";
import { PageQuery } from "./paging.ts";

/** Routes that touch the window, latest first. */
export const RouteQuery = PageQuery.extend(Window.shape).extend({
  vehicleId: z.uuid().optional(),
  status: RouteStatus.optional(),
});

/** A route with the name of who drove it and of the car, for lists people read. */
export const ListedRoute = Route.extend({
  licensePlate: z.string(),
  driverName: z.string().nullable(),
});
export type ListedRoute = z.infer<typeof ListedRoute>;

/** Stops that touch the window, latest first. */
export const StopQuery = PageQuery.extend(Window.shape).extend({
  vehicleId: z.uuid().optional(),
  kind: Stop.shape.kind.optional(),
});
