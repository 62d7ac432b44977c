/** `PGCOPY\n\377\r\n\0`, no flags, no header extension (PostgreSQL manual, COPY, Binary Format). */
const HEADER = Buffer.from("5047434f50590aff0d0a000000000000000000", "hex");
const TRAILER = -1;
const NULL_FIELD = -1;
/** PostgreSQL counts time from 2000-01-01 UTC. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const US_PER_MS = 1_000;
const UUID_BYTES = 16;
/** Room for every fixed-size field of a row; texts make their own. */
const ROW_RESERVE_BYTES = 512;
const FIRST_BYTES = 64 * 1024;

/** Value of a hexadecimal digit by its character code. */
const HEX_VALUE = new Uint8Array(128);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  HEX_VALUE[digit.charCodeAt(0)] = value;
  HEX_VALUE[digit.toUpperCase().charCodeAt(0)] = value;
}
const DASH = "-".charCodeAt(0);
const TWO_TO_THE_32 = 2 ** 32;

/**
 * Writes rows in the binary format of COPY. Values must have the type of their column. A DataView,
 * not Buffer's methods: this runs for every field of every observation.
 */
export const createCopyEncoder = () => {
  let buffer = Buffer.allocUnsafe(FIRST_BYTES);
  let view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  let at = HEADER.copy(buffer);

  const reserve = (bytes: number): void => {
    if (at + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes));
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
    view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  };
  const int32 = (value: number): void => {
    view.setInt32(at, value);
    at += 4;
  };
  const nothing = (): void => int32(NULL_FIELD);

  return {
    /** Begins a row of so many fields. */
    row(fields: number): void {
      reserve(ROW_RESERVE_BYTES);
      view.setInt16(at, fields);
      at += 2;
    },
    uuid(value: string): void {
      int32(UUID_BYTES);
      for (let index = 0; index < value.length; index += 2) {
        if (value.charCodeAt(index) === DASH) index++;
        const high = HEX_VALUE[value.charCodeAt(index)] ?? 0;
        const low = HEX_VALUE[value.charCodeAt(index + 1)] ?? 0;
        view.setUint8(at++, (high << 4) | low);
      }
    },
    /** A point in time, ms since the Unix epoch. */
    timestamp(ms: number): void {
      const us = (ms - POSTGRES_EPOCH_MS) * US_PER_MS;
      int32(8);
      int32(Math.floor(us / TWO_TO_THE_32));
      // Taken modulo 2^32 by the view, negative times included (two's complement).
      view.setUint32(at, us % TWO_TO_THE_32);
      at += 4;
    },
    float8(value: number | undefined): void {
      if (value === undefined) return nothing();
      int32(8);
      view.setFloat64(at, value);
      at += 8;
    },
    int2(value: number | undefined): void {
      if (value === undefined) return nothing();
      int32(2);
      view.setInt16(at, value);
      at += 2;
    },
    boolean(value: boolean | undefined): void {
      if (value === undefined) return nothing();
      int32(1);
      view.setUint8(at++, value ? 1 : 0);
    },
    text(value: string | undefined): void {
      if (value === undefined) return nothing();
      const bytes = Buffer.byteLength(value);
      reserve(bytes + ROW_RESERVE_BYTES);
      int32(bytes);
      at += buffer.write(value, at);
    },
    /** JSON text for a jsonb column: format version 1, then the text. */
    jsonb(value: string | undefined): void {
      if (value === undefined) return nothing();
      const bytes = Buffer.byteLength(value);
      reserve(bytes + ROW_RESERVE_BYTES);
      int32(bytes + 1);
      view.setUint8(at++, 1);
      at += buffer.write(value, at);
    },
    /** Everything written, complete. The encoder is done with. */
    finish(): Buffer {
      reserve(2);
      view.setInt16(at, TRAILER);
      return buffer.subarray(0, at + 2);
    },
  };
};
