import type pg from "pg";
import type { PushMessage } from "../../../contracts/push.ts";
import { findCommand } from "../../../db/commands.ts";
import type { ClaimedDelivery } from "../../../db/push-deliveries.ts";
import type { PushManner } from "./push-sender.ts";

/** What goes to a device, and how. */
export type Push = {
  readonly message: PushMessage;
  readonly manner: PushManner;
  /** Why it is no longer worth telling; undefined when it is. */
  readonly obsolete: string | undefined;
};

/** Tells that an immobilisation waits for a second person, or that it no longer does. */
export const approvalPush = async (
  pool: pg.Pool,
  { rings, language, expiresAt }: ClaimedDelivery,
  commandId: string,
): Promise<Push> => {
  const command = await findCommand(pool, null, commandId);
  if (!command) throw new Error(`command ${commandId} of a delivery is gone`);
  const { vehicleId, licensePlate, requestedByName, state } = command;
  const isWaiting = state === "unconfirmed";
  const leftS = Math.ceil((Date.parse(expiresAt) - Date.now()) / 1_000);
  return {
    message: {
      ...{ kind: "approval", language, rings, commandId, vehicleId, licensePlate },
      ...{ requestedByName, isWaiting },
    },
    // later than that it would ask for what can no longer be given
    manner: { ttlS: Math.max(1, leftS), urgency: "high", topic: commandId.replaceAll("-", "") },
    obsolete: rings && !isWaiting ? `the command is ${state}` : undefined,
  };
};
