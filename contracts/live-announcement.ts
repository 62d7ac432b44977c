import { z } from "zod";
import { VehicleLive } from "./live-protocol.ts";

/** Processor → dashboard servers on `live.positions`: latest state of the vehicles of one batch. */
export const LivePositions = z.object({ v: z.literal(1), vehicles: z.array(VehicleLive) });
export type LivePositions = z.infer<typeof LivePositions>;

/** Whoever edits vehicles → dashboard servers on `registry.vehicles`: load these again. */
export const VehiclesChanged = z.object({ v: z.literal(1), vehicleIds: z.array(z.string()) });
export type VehiclesChanged = z.infer<typeof VehiclesChanged>;
