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

/** Bytes that are not the frame, the origin or the row they should be. */
export class RowFormatError extends Error {
  override name = "RowFormatError";
}

/**
 * Writes rows as binary COPY takes them, into one buffer that is used again and again. Values must
 * have the type of their column. Runs for every field of every observation, hence a DataView, not
 * Buffer's methods, and a class, whose methods V8 compiles into their callers better than closures.
 */
export class RowWriter {
  #buffer: Buffer<ArrayBuffer>;
  #view: DataView;
  #at = 0;

  constructor(firstBytes = FIRST_BYTES) {
    this.#buffer = Buffer.allocUnsafeSlow(firstBytes);
    this.#view = new DataView(this.#buffer.buffer);
  }

  /** Bytes written since the last `clear`. */
  get length(): number {
    return this.#at;
  }

  /** What has been written from `from` to `to`; valid until the next write. */
  slice(from: number, to: number): Buffer {
    return this.#buffer.subarray(from, to);
  }

  clear(): void {
    this.#at = 0;
  }

  /** Begins a row of so many fields. */
  row(fields: number): void {
    this.#reserve(ROW_RESERVE_BYTES);
    this.#view.setInt16(this.#at, fields);
    this.#at += 2;
  }

  /** Fields written before, lengths included. */
  fields(bytes: Buffer): void {
    this.#reserve(bytes.length + ROW_RESERVE_BYTES);
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Writes over what stands at `at`: `count` bytes, taken from `start` on. */
  overwrite(at: number, bytes: Uint8Array, start: number, count: number): void {
    // For a few bytes much faster than `set` of a view.
    for (let index = 0; index < count; index++) this.#buffer[at + index] = bytes[start + index]!;
  }

  uuid(bytes: Uint8Array): void {
    this.#view.setInt32(this.#at, bytes.length);
    this.#buffer.set(bytes, this.#at + 4);
    this.#at += 4 + bytes.length;
  }

  /** A point in time, ms since the Unix epoch. */
  timestamp(ms: number): void {
    const us = (ms - POSTGRES_EPOCH_MS) * US_PER_MS;
    const high = Math.floor(us / TWO_TO_THE_32);
    const at = this.#at;
    this.#view.setInt32(at, 8);
    this.#view.setInt32(at + 4, high);
    this.#view.setUint32(at + 8, us - high * TWO_TO_THE_32);
    this.#at = at + 12;
  }

  float8(value: number | undefined): void {
    if (value === undefined) return this.#nothing();
    const at = this.#at;
    this.#view.setInt32(at, 8);
    this.#view.setFloat64(at + 4, value + 0); // -0 becomes 0, as PostgreSQL holds them equal
    this.#at = at + 12;
  }

  int2(value: number | undefined): void {
    if (value === undefined) return this.#nothing();
    this.#view.setInt32(this.#at, 2);
    this.#view.setInt16(this.#at + 4, value);
    this.#at += 6;
  }

  boolean(value: boolean | undefined): void {
    if (value === undefined) return this.#nothing();
    this.#view.setInt32(this.#at, 1);
    this.#view.setUint8(this.#at + 4, value ? 1 : 0);
    this.#at += 5;
  }

  text(value: string | undefined): void {
    if (value === undefined) return this.#nothing();
    this.#utf8(value, Buffer.byteLength(value), false);
  }

  /** JSON text for a jsonb column. */
  jsonb(value: string | undefined): void {
    if (value === undefined) return this.#nothing();
    this.#utf8(value, Buffer.byteLength(value), true);
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    this.#buffer = grown(this.#buffer, this.#at, bytes);
    this.#view = new DataView(this.#buffer.buffer);
  }

  #nothing(): void {
    this.#view.setInt32(this.#at, NULL_FIELD);
    this.#at += 4;
  }

  #utf8(value: string, bytes: number, version: boolean): void {
    this.#reserve(bytes + ROW_RESERVE_BYTES);
    this.#view.setInt32(this.#at, version ? bytes + 1 : bytes);
    this.#at += 4;
    if (version) this.#view.setUint8(this.#at++, JSONB_VERSION);
    this.#at += this.#buffer.write(value, this.#at);
  }
}

/** How the embedded engine refuses COPY: it cannot read rows from a client. */
export const COPY_REFUSED = "the embedded engine takes no rows by copy from stdin";
