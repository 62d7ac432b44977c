import { del, get, set } from "idb-keyval";
import { z } from "zod";
import { Activity } from "../../../contracts/activity.ts";
import { Alert } from "../../../contracts/alert.ts";
import { Branch } from "../../../contracts/branch.ts";
import { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { Today } from "../../../contracts/today.ts";
import { User } from "../../../contracts/user.ts";

const KEY = "roadledger.last-state";

/** What this browser saw last while it was connected, and whose eyes saw it. */
export const LastState = z.object({
  /** When all of it was last known to be true, ms, this computer's clock. */
  atMs: z.number(),
  /** How far this computer's clock ran ahead of the server's, ms. */
  aheadMs: z.number(),
  user: User,
  branches: z.array(Branch),
  vehicles: z.array(VehicleSummary),
  alerts: z.array(Alert),
  /** The day at a glance, where somebody has looked at it. */
  today: z.object({ today: Today, activities: z.array(Activity) }).optional(),
});
export type LastState = z.infer<typeof LastState>;

/**
 * Reads what was kept; undefined where nothing was, an older release kept it in another form, or the
 * browser keeps nothing, as in a private window.
 */
export const readLastState = async (): Promise<LastState | undefined> => {
  const parsed = LastState.safeParse(await get(KEY).catch(() => undefined));
  return parsed.success ? parsed.data : undefined;
};

/** Keeps a state instead of the one before. A browser that keeps nothing is no error. */
export const writeLastState = (state: LastState): Promise<void> =>
  set(KEY, state).catch(() => undefined);

/** Leaves nothing behind of who has signed out, or may no longer see it. */
export const forgetLastState = (): Promise<void> => del(KEY).catch(() => undefined);
