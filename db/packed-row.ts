import { RowFormatError } from "./copy-format.ts";
import { grown } from "./growing-buffer.ts";

/*
 * A row of `gps_locations` as it travels: what every observation has, then only the fields that this
 * one has. A third of the row in COPY's format, where each field has a length and most are null.
 *
 *   u32 bytes of the row; u32 fields present, from the lowest bit on; f64 received, ms;
 *   f64 event time, ms; id; fields
 *   field: f64; i16; u8; text and JSON: u32 bytes, UTF-8
 *
 * Numbers are big-endian.
 */

const PRESENT_AT = 4;
const RECEIVED_AT = 8;
const TS_AT = 16;
const ID_AT = 24;
const ID_BYTES = 16;
const FIELDS_AT = ID_AT + ID_BYTES;
/** Room for every fixed-size field of a row; texts make their own. */
const ROW_RESERVE_BYTES = 256;
const FIRST_BYTES = 16 * 1024;

/** Writes packed rows into one buffer that is used again and again. A class for `RowWriter`'s reason. */
export class PackedWriter {
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #view = new DataView(this.#buffer.buffer);
  #at = 0;
  #rowAt = 0;
  #present = 0;
  #bit = 1;

  /** Bytes written since the last `clear`. */
  get length(): number {
    return this.#at;
  }

  /** All that has been written since the last `clear`; valid until the next write. */
  written(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }

  clear(): void {
    this.#at = 0;
  }

  /** Begins a row; its fields follow in their order, and then `end`. `id` are 16 bytes and any more. */
  begin(receivedAtMs: number, tsMs: number, id: Uint8Array): void {
    this.#reserve(ROW_RESERVE_BYTES);
    this.#rowAt = this.#at;
    this.#view.setFloat64(this.#at + RECEIVED_AT, receivedAtMs);
    this.#view.setFloat64(this.#at + TS_AT, tsMs);
    const idAt = this.#at + ID_AT;
    for (let index = 0; index < ID_BYTES; index++) this.#buffer[idAt + index] = id[index]!;
    this.#at += FIELDS_AT;
    this.#present = 0;
    this.#bit = 1;
  }

  end(): void {
    this.#view.setUint32(this.#rowAt, this.#at - this.#rowAt);
    this.#view.setUint32(this.#rowAt + PRESENT_AT, this.#present);
  }

  /** A row packed before. */
  packed(row: Buffer): void {
    this.#reserve(row.length);
    this.#buffer.set(row, this.#at);
    this.#at += row.length;
  }

  float8(value: number | undefined): void {
    if (!this.#note(value !== undefined) || value === undefined) return;
    this.#view.setFloat64(this.#at, value + 0); // -0 becomes 0, as PostgreSQL holds them equal
    this.#at += 8;
  }

  int2(value: number | undefined): void {
    if (!this.#note(value !== undefined) || value === undefined) return;
    this.#view.setInt16(this.#at, value);
    this.#at += 2;
  }

  boolean(value: boolean | undefined): void {
    if (!this.#note(value !== undefined) || value === undefined) return;
    this.#view.setUint8(this.#at++, value ? 1 : 0);
  }

  text(value: string | undefined): void {
    if (!this.#note(value !== undefined) || value === undefined) return;
    const bytes = Buffer.byteLength(value);
    this.#reserve(bytes + ROW_RESERVE_BYTES);
    this.#view.setUint32(this.#at, bytes);
    this.#at += 4 + this.#buffer.write(value, this.#at + 4);
  }

  /** JSON text. */
  jsonb(value: string | undefined): void {
    this.text(value);
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    this.#buffer = grown(this.#buffer, this.#at, bytes);
    this.#view = new DataView(this.#buffer.buffer);
  }

  /** Notes whether the next field is there. */
  #note(isPresent: boolean): boolean {
    if (isPresent) this.#present |= this.#bit;
    this.#bit <<= 1;
    return isPresent;
  }
}

/**
 * Reads packed rows back, field by field, and then `end`. `begin` and `end` throw `RowFormatError` when
 * the bytes are something else, as does a read, or with the RangeError of a DataView, beyond them.
 */
export class PackedReader {
  /** What it reads from. */
  readonly bytes: Buffer;
  readonly #view: DataView;
  #at = 0;
  #rowAt = 0;
  #rowEnd = 0;
  #present = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Where the next row begins, once the row in hand has been read or skipped. */
  get position(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  /** Begins the row at `position`, or at the end of the row before; its fields follow in order. */
  begin(position = this.#at): void {
    const end = position + this.#view.getUint32(position);
    if (end < position + FIELDS_AT || end > this.bytes.length)
      throw new RowFormatError("row cut off");
    this.#rowAt = position;
    this.#rowEnd = end;
    this.#present = this.#view.getUint32(position + PRESENT_AT);
    this.#at = position + FIELDS_AT;
  }

  /** Leaves the fields of the row unread. */
  skip(): void {
    this.#at = this.#rowEnd;
  }

  /** To be called after the last field: throws when the row holds more or less than was read. */
  end(): void {
    if (this.#present !== 0 || this.#at !== this.#rowEnd) throw new RowFormatError("another row");
  }

  /** The row that was begun. */
  row(): Buffer {
    return this.bytes.subarray(this.#rowAt, this.#rowEnd);
  }

  get receivedAtMs(): number {
    return this.#view.getFloat64(this.#rowAt + RECEIVED_AT);
  }

  get tsMs(): number {
    return this.#view.getFloat64(this.#rowAt + TS_AT);
  }

  /** Where the 16 bytes of the row's id are. */
  get idAt(): number {
    return this.#rowAt + ID_AT;
  }

  float8(): number | undefined {
    if (!this.#isNextPresent()) return undefined;
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8);
  }

  int2(): number | undefined {
    if (!this.#isNextPresent()) return undefined;
    this.#at += 2;
    return this.#view.getInt16(this.#at - 2);
  }

  boolean(): boolean | undefined {
    if (!this.#isNextPresent()) return undefined;
    return this.#view.getUint8(this.#at++) === 1;
  }

  text(): string | undefined {
    if (!this.#isNextPresent()) return undefined;
    const length = this.#view.getUint32(this.#at);
    this.#at += 4 + length;
    if (this.#at > this.bytes.length) throw new RowFormatError(`text of ${length} bytes, cut off`);
    return this.bytes.toString("utf8", this.#at - length, this.#at);
  }

  /** JSON text. */
  jsonb(): string | undefined {
    return this.text();
  }

  #isNextPresent(): boolean {
    const isPresent = (this.#present & 1) === 1;
    this.#present >>>= 1;
    return isPresent;
  }
}
