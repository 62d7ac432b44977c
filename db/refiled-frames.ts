import type { Queryable } from "./pool.ts";

/** A frame of observations under the right car, on its way back into the telemetry stream. */
export type RefiledFrame = { readonly id: number; readonly frame: Buffer };

/** Keeps frames, in the caller's transaction, until the stream has them. */
export const addRefiledFrames = async (db: Queryable, frames: readonly Buffer[]): Promise<void> => {
  if (frames.length === 0) return;
  await db.query("insert into refiled_frames (frame) select unnest($1::bytea[])", [frames]);
};

/** The frames that have waited longest. */
export const readRefiledFrames = async (db: Queryable, limit: number): Promise<RefiledFrame[]> => {
  const { rows } = await db.query<RefiledFrame>(
    "select id, frame from refiled_frames order by id limit $1",
    [limit],
  );
  return rows;
};

/** Removes frames that the stream has. */
export const removeRefiledFrames = async (db: Queryable, ids: readonly number[]): Promise<void> => {
  if (ids.length > 0) await db.query("delete from refiled_frames where id = any($1)", [ids]);
};
