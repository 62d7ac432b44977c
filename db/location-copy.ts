import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { COPY_HEADER, COPY_REFUSED, COPY_TRAILER, RowWriter } from "./copy-format.ts";
import {
  copyRow,
  LOCATION_COLUMNS,
  readObservation,
  type PackedObservation,
  type ReceivedObservation,
} from "./location-row.ts";

const COPY = `copy gps_locations (${LOCATION_COLUMNS}) from stdin (format binary)`;

/** How rows that are new for certain are written: the embedded engine has no COPY. */
export type BulkLoad = "copy" | "insert";

/** Which way of writing in bulk this database knows; rejects when it cannot be asked. */
export const findBulkLoad = async (pool: pg.Pool): Promise<BulkLoad> => {
  const client = await pool.connect();
  try {
    await pipeline([COPY_HEADER, COPY_TRAILER], client.query(copyFrom(COPY)));
    return "copy";
  } catch (error) {
    // Anything else, a lost connection above all, says nothing about COPY.
    if (error instanceof Error && error.message.includes(COPY_REFUSED)) return "insert";
    throw error;
  } finally {
    client.release();
  }
};

/**
 * The database is handed what has been written so far when it is this much, bytes, and stores it while
 * the next groups are read: in smaller parts it wakes so often that both take longer.
 */
const COPY_PART_BYTES = 512 * 1024;
/** What a part's buffer has at least, bytes; it grows. */
const FIRST_BYTES = 64 * 1024;
/** Room for a row in COPY's format, bytes: one of a few figures has 200. */
const ROOM_PER_ROW_BYTES = 256;

/** The observations of one vehicle, by whatever the caller knows it. */
export type LocationGroup<Whose> = readonly [Whose, readonly PackedObservation[]];

/**
 * Stores observations that are new for certain, in binary COPY: half the cost of an insert, in both
 * processes. Fails on the primary key when one is stored already. `meanwhile` is called with each
 * group, read, while the database is at work on the parts before; what it throws ends the COPY. It is
 * not called any more once this has settled.
 */
export const copyLocations = async <Whose>(
  db: pg.ClientBase,
  groups: readonly LocationGroup<Whose>[],
  meanwhile: (whose: Whose, observations: readonly ReceivedObservation[]) => void,
): Promise<void> => {
  if (groups.length === 0) return;
  let isOver = false;
  const source = async function* (): AsyncGenerator<Buffer> {
    yield COPY_HEADER;
    let writer: RowWriter | undefined;
    for (const [whose, group] of groups) {
      writer ??= new RowWriter(roomFor(group));
      meanwhile(whose, readInto(writer, group));
      if (writer.length < COPY_PART_BYTES) continue;
      yield writer.slice(0, writer.length);
      writer = undefined;
      await nextTurn(); // for the socket to take it, and to hear of a failure
      if (isOver) return;
    }
    if (writer) yield writer.slice(0, writer.length);
    yield COPY_TRAILER;
  };
  // All of it is in memory anyway: nothing is gained by waiting until the database has read a part.
  const highWaterMark = Number.MAX_SAFE_INTEGER;
  try {
    await pipeline(source, db.query(copyFrom(COPY, { highWaterMark })));
  } finally {
    isOver = true;
  }
};

/** Room for a part that begins with a group, bytes; of groups of one row many share it. */
const roomFor = (group: readonly PackedObservation[]): number =>
  Math.max(group.length * ROOM_PER_ROW_BYTES, FIRST_BYTES);

/** Reads a group and writes it as COPY takes it, in one go while its rows are in the cache. */
const readInto = (
  writer: RowWriter,
  group: readonly PackedObservation[],
): readonly ReceivedObservation[] =>
  group.map((packed) => {
    const observation = readObservation(packed);
    copyRow(writer, packed, observation);
    return observation;
  });
