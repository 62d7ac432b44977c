import type { Queryable } from "./pool.ts";

/** Adds a code and forgets all but the `kept` latest ones. */
export const insertSetupCode = async (
  db: Queryable,
  codeSha256: Buffer,
  kept: number,
): Promise<void> => {
  await db.query("insert into setup_codes (code_sha256) values ($1)", [codeSha256]);
  await db.query(
    `delete from setup_codes where code_sha256 not in
       (select code_sha256 from setup_codes order by created_at desc, code_sha256 limit $1)`,
    [kept],
  );
};

/** The hashes of the codes that were not yet guessed at so often. */
export const loadSetupCodes = async (db: Queryable, mostWrongTries: number): Promise<Buffer[]> => {
  const { rows } = await db.query<{ hash: Buffer }>(
    `select code_sha256 as hash from setup_codes where wrong_tries < $1`,
    [mostWrongTries],
  );
  return rows.map(({ hash }) => hash);
};

/** Counts a wrong try against every code. */
export const countWrongSetupCode = async (db: Queryable): Promise<void> => {
  await db.query("update setup_codes set wrong_tries = wrong_tries + 1");
};

export const deleteSetupCodes = async (db: Queryable): Promise<void> => {
  await db.query("delete from setup_codes");
};
