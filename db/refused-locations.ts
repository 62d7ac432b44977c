import type pg from "pg";
import { RowFormatError } from "./copy-format.ts";
import { readObservation, type PackedObservation } from "./location-row.ts";
import { insertUnknownLocations } from "./locations.ts";
import { sqlStateOf } from "./sql-state.ts";

/** SQLSTATE classes that no repetition cures: data exception, constraint violation. */
const HOPELESS_CLASSES = new Set(["22", "23"]);

/** Whether the same observations will fail again, whenever they are tried. */
export const isHopeless = (error: unknown): boolean =>
  error instanceof RowFormatError || HOPELESS_CLASSES.has(sqlStateOf(error)?.slice(0, 2) ?? "");

/**
 * The observations that cannot be read, or that the database takes under no circumstances, each with its
 * reason. Stores
 * nothing: it tries halves of halves and rolls back, so good company costs a bad one little.
 */
export const findRefusedLocations = async (
  pool: pg.Pool,
  observations: readonly PackedObservation[],
): Promise<ReadonlyMap<PackedObservation, Error>> => {
  const refused = new Map<PackedObservation, Error>();
  const client = await pool.connect();

  const tryOut = async (some: readonly PackedObservation[]): Promise<void> => {
    await client.query("savepoint tried");
    try {
      await insertUnknownLocations(client, some.map(readObservation));
    } catch (error) {
      if (!isHopeless(error)) throw error;
      await client.query("rollback to savepoint tried");
      const [only] = some;
      if (only && some.length === 1) refused.set(only, error as Error);
      else {
        await tryOut(some.slice(0, some.length / 2));
        await tryOut(some.slice(some.length / 2));
      }
    }
  };

  let broken: Error | undefined;
  try {
    await client.query("begin");
    if (observations.length > 0) await tryOut(observations);
    return refused;
  } finally {
    await client.query("rollback").catch((error: unknown) => {
      broken = error as Error;
    });
    client.release(broken);
  }
};
