import { RowFormatError } from "./copy-format.ts";
import { grown } from "./growing-buffer.ts";

/*
 * A row of `gps_locations` as it travels: what every observation has, then only the fields that this
 * one has. A third of the row in COPY's format, where each field has a length and most are null.
 *
 *   u32 fields present, from the lowest bit on; f64 received, ms; f64 event time, ms; id; fields
 *   field: f64; i16; u8; text and JSON: u32 bytes, UTF-8
 *
 * Numbers are big-endian.
 */

const ID_AT = 20;
const ID_BYTES = 16;
const FIELDS_AT = ID_AT + ID_BYTES;
/** Room for every fixed-size field of a row; texts make their own. */
const ROW_RESERVE_BYTES = 256;
const FIRST_BYTES = 16 * 1024;

/** Writes packed rows into one buffer that is used again and again. */
export const createPackedWriter = () => {
  let buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let view = new DataView(buffer.buffer);
  let at = 0;
  let rowAt = 0;
  let present = 0;
  let bit = 1;

  const reserve = (bytes: number): void => {
    if (at + bytes <= buffer.length) return;
    buffer = grown(buffer, at, bytes);
    view = new DataView(buffer.buffer);
  };
  /** Notes whether the next field is there. */
  const note = (isPresent: boolean): boolean => {
    if (isPresent) present |= bit;
    bit <<= 1;
    return isPresent;
  };
  const text = (value: string | undefined): void => {
    if (!note(value !== undefined) || value === undefined) return;
    const bytes = Buffer.byteLength(value);
    reserve(bytes + ROW_RESERVE_BYTES);
    view.setUint32(at, bytes);
    at += 4 + buffer.write(value, at + 4);
  };

  return {
    /** Bytes written since the last `clear`. */
    length: (): number => at,
    /** All that has been written since the last `clear`; valid until the next write. */
    written: (): Buffer => buffer.subarray(0, at),
    clear(): void {
      at = 0;
    },
    /** Begins a row; its fields follow in their order, and then `end`. `id` has 16 bytes. */
    begin(receivedAtMs: number, tsMs: number, id: Uint8Array): void {
      reserve(ROW_RESERVE_BYTES);
      rowAt = at;
      view.setFloat64(at + 4, receivedAtMs);
      view.setFloat64(at + 12, tsMs);
      buffer.set(id, at + ID_AT);
      at += FIELDS_AT;
      present = 0;
      bit = 1;
    },
    end: (): void => view.setUint32(rowAt, present),
    /** A row packed before. */
    packed(row: Buffer): void {
      reserve(row.length);
      buffer.set(row, at);
      at += row.length;
    },
    float8(value: number | undefined): void {
      if (!note(value !== undefined) || value === undefined) return;
      view.setFloat64(at, value + 0); // -0 becomes 0, as PostgreSQL holds them equal
      at += 8;
    },
    int2(value: number | undefined): void {
      if (!note(value !== undefined) || value === undefined) return;
      view.setInt16(at, value);
      at += 2;
    },
    boolean(value: boolean | undefined): void {
      if (!note(value !== undefined) || value === undefined) return;
      view.setUint8(at++, value ? 1 : 0);
    },
    text,
    /** JSON text. */
    jsonb: text,
  };
};
export type PackedWriter = ReturnType<typeof createPackedWriter>;

/**
 * Reads packed rows back, field by field. Every read throws `RowFormatError`, or the RangeError of a
 * DataView, when the bytes are something else.
 */
export const createPackedReader = (bytes: Buffer) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  let rowAt = 0;
  let present = 0;

  const isNextPresent = (): boolean => {
    const isPresent = (present & 1) === 1;
    present >>>= 1;
    return isPresent;
  };
  const text = (): string | undefined => {
    if (!isNextPresent()) return undefined;
    const length = view.getUint32(at);
    at += 4 + length;
    if (at > bytes.length) throw new RowFormatError(`text of ${length} bytes, cut off`);
    return bytes.toString("utf8", at - length, at);
  };

  return {
    /** What it reads from. */
    bytes,
    position: (): number => at,
    isAtEnd: (): boolean => at >= bytes.length,
    /** Begins the row at `position`, or at the end of the row before; its fields follow in order. */
    begin(position = at): void {
      rowAt = position;
      present = view.getUint32(rowAt);
      at = rowAt + FIELDS_AT;
      if (at > bytes.length) throw new RowFormatError("row cut off");
    },
    receivedAtMs: (): number => view.getFloat64(rowAt + 4),
    tsMs: (): number => view.getFloat64(rowAt + 12),
    /** Where the 16 bytes of the row's id are. */
    idAt: (): number => rowAt + ID_AT,
    id: (): Buffer => bytes.subarray(rowAt + ID_AT, rowAt + FIELDS_AT),
    float8(): number | undefined {
      if (!isNextPresent()) return undefined;
      at += 8;
      return view.getFloat64(at - 8);
    },
    int2(): number | undefined {
      if (!isNextPresent()) return undefined;
      at += 2;
      return view.getInt16(at - 2);
    },
    boolean(): boolean | undefined {
      if (!isNextPresent()) return undefined;
      return view.getUint8(at++) === 1;
    },
    text,
    /** JSON text. */
    jsonb: text,
  };
};
export type PackedReader = ReturnType<typeof createPackedReader>;
