import { grown } from "./growing-buffer.ts";

/** `PGCOPY\n\377\r\n\0`, no flags, no header extension (PostgreSQL manual, COPY, Binary Format). */
export const COPY_HEADER = Buffer.from("5047434f50590aff0d0a000000000000000000", "hex");
/** Ends what COPY reads: a row of -1 fields. */
export const COPY_TRAILER = Buffer.from("ffff", "hex");

const NULL_FIELD = -1;
/** PostgreSQL counts time from 2000-01-01 UTC. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const US_PER_MS = 1_000;
const TWO_TO_THE_32 = 2 ** 32;
/** First byte of a jsonb value: version of the format. */
const JSONB_VERSION = 1;
/** Room for every fixed-size field of a row; texts make their own. */
const ROW_RESERVE_BYTES = 512;
const FIRST_BYTES = 4 * 1024;

/** A field that is not what its column holds. */
export class RowFormatError extends Error {
  override name = "RowFormatError";
}

/**
 * Writes rows as binary COPY takes them, into one buffer that is used again and again. Values must
 * have the type of their column. A DataView, not Buffer's methods: this runs for every field of
 * every observation.
 */
export const createRowWriter = (firstBytes = FIRST_BYTES) => {
  let buffer = Buffer.allocUnsafeSlow(firstBytes);
  let view = new DataView(buffer.buffer);
  let at = 0;

  const reserve = (bytes: number): void => {
    if (at + bytes <= buffer.length) return;
    buffer = grown(buffer, at, bytes);
    view = new DataView(buffer.buffer);
  };
  const nothing = (): void => {
    view.setInt32(at, NULL_FIELD);
    at += 4;
  };
  const utf8 = (value: string, bytes: number, version: boolean): void => {
    reserve(bytes + ROW_RESERVE_BYTES);
    view.setInt32(at, version ? bytes + 1 : bytes);
    at += 4;
    if (version) view.setUint8(at++, JSONB_VERSION);
    at += buffer.write(value, at);
  };

  return {
    /** Bytes written since the last `clear`. */
    length: (): number => at,
    /** What has been written from `from` to `to`; valid until the next write. */
    slice: (from: number, to: number): Buffer => buffer.subarray(from, to),
    clear(): void {
      at = 0;
    },
    /** Begins a row of so many fields. */
    row(fields: number): void {
      reserve(ROW_RESERVE_BYTES);
      view.setInt16(at, fields);
      at += 2;
    },
    /** Fields written before, lengths included. */
    fields(bytes: Buffer): void {
      reserve(bytes.length + ROW_RESERVE_BYTES);
      buffer.set(bytes, at);
      at += bytes.length;
    },
    uuid(bytes: Uint8Array): void {
      view.setInt32(at, bytes.length);
      buffer.set(bytes, at + 4);
      at += 4 + bytes.length;
    },
    /** A point in time, ms since the Unix epoch. */
    timestamp(ms: number): void {
      const us = (ms - POSTGRES_EPOCH_MS) * US_PER_MS;
      view.setInt32(at, 8);
      view.setInt32(at + 4, Math.floor(us / TWO_TO_THE_32));
      // Taken modulo 2^32 by the view, negative times included (two's complement).
      view.setUint32(at + 8, us % TWO_TO_THE_32);
      at += 12;
    },
    float8(value: number | undefined): void {
      if (value === undefined) return nothing();
      view.setInt32(at, 8);
      view.setFloat64(at + 4, value + 0); // -0 becomes 0, as PostgreSQL holds them equal
      at += 12;
    },
    int2(value: number | undefined): void {
      if (value === undefined) return nothing();
      view.setInt32(at, 2);
      view.setInt16(at + 4, value);
      at += 6;
    },
    boolean(value: boolean | undefined): void {
      if (value === undefined) return nothing();
      view.setInt32(at, 1);
      view.setUint8(at + 4, value ? 1 : 0);
      at += 5;
    },
    text(value: string | undefined): void {
      if (value === undefined) return nothing();
      utf8(value, Buffer.byteLength(value), false);
    },
    /** JSON text for a jsonb column. */
    jsonb(value: string | undefined): void {
      if (value === undefined) return nothing();
      utf8(value, Buffer.byteLength(value), true);
    },
  };
};
export type RowWriter = ReturnType<typeof createRowWriter>;

/** How the embedded engine refuses COPY: it cannot read rows from a client. */
export const COPY_REFUSED = "the embedded engine takes no rows by copy from stdin";
