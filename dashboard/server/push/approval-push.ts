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

/** How what waits for a decision is told, until it could no longer be given. */
export const decisionManner = (id: string, expiresAt: string): PushManner => {
  const leftS = Math.ceil((Date.parse(expiresAt) - Date.now()) / 1_000);
  return { ttlS: Math.max(1, leftS), urgency: "high", topic: id.replaceAll("-", "") };
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
  return {
    message: {
      ...{ kind: "approval", language, rings, commandId, vehicleId, licensePlate },
      ...{ requestedByName, isWaiting },
    },
    manner: decisionManner(commandId, expiresAt),
    obsolete: rings && !isWaiting ? `the command is ${state}` : undefined,
  };
};
