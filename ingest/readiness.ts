import type { NatsConnection } from "@nats-io/transport-node";
import type { Queryable } from "../db/pool.ts";
import { settledWithin } from "./settled-within.ts";

/** What ingest cannot do without. */
export type BrokenPart = "nats" | "database";

/** How long a part may take to answer before it counts as broken, ms. */
const ANSWER_WITHIN_MS = 1_000;

type Parts = {
  readonly nats: NatsConnection;
  readonly isStoring: () => boolean;
  readonly db: Queryable;
};

const answers = async (question: Promise<unknown>): Promise<boolean> => {
  const succeeded = question.then(() => true);
  return (await settledWithin(succeeded, ANSWER_WITHIN_MS)) && succeeded.catch(() => false);
};

/** Asks each part; says which one is broken, or undefined when all are well. */
export const findBrokenPart = async ({
  nats,
  isStoring,
  db,
}: Parts): Promise<BrokenPart | undefined> => {
  const [natsAnswers, databaseAnswers] = await Promise.all([
    answers(nats.flush()),
    answers(db.query("select 1")),
  ]);
  if (!natsAnswers || !isStoring()) return "nats";
  return databaseAnswers ? undefined : "database";
};
