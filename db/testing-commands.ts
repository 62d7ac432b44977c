// Commands as people ask for them, for tests of what sends them. Beside testing.ts.
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { moveStoredCommand } from "./command-queue.ts";
import { insertCommand, type CommandRequest } from "./commands.ts";
import type { Queryable } from "./pool.ts";
import { insertUser } from "./users.ts";

const anOwner = async (db: Queryable): Promise<string> => {
  const email = `${randomUUID()}@example.com`;
  const { id } = await insertUser(db, { email, name: "Ove", role: "OWNER", branchId: null }, "");
  return id;
};

/** Asks for a command, a locate for half an hour unless told otherwise; answers its id. */
export const aStoredCommand = async (
  db: Queryable,
  request: Pick<CommandRequest, "vehicleId" | "deviceId"> & Partial<CommandRequest>,
): Promise<string> => {
  const common = { name: "locate", text: null, reason: null, state: "queued" } as const;
  const requestedBy = await anOwner(db);
  return insertCommand(db, { ...common, requestedBy, validS: 1_800, ...request });
};

/** Asks for an immobilisation and has a second person confirm it; answers its id. */
export const aConfirmedImmobilisation = async (
  pool: pg.Pool,
  of: Pick<CommandRequest, "vehicleId" | "deviceId">,
): Promise<string> => {
  const id = await aStoredCommand(pool, { ...of, name: "immobilise", state: "unconfirmed" });
  await moveStoredCommand(pool, id, "confirm", { userId: await anOwner(pool) });
  return id;
};
