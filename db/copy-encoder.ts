/** `PGCOPY\n\377\r\n\0`, no flags, no header extension (PostgreSQL manual, COPY, Binary Format). */
const HEADER = Buffer.from("5047434f50590aff0d0a00" + "00000000" + "00000000", "hex");
const TRAILER = -1;
const NULL_FIELD = -1;
/** PostgreSQL counts time from 2000-01-01 UTC. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const US_PER_MS = 1_000;
const UUID_BYTES = 16;
/** Room for every fixed-size field of a row; texts make their own. */
const ROW_RESERVE_BYTES = 512;
const FIRST_BYTES = 64 * 1024;

/** Writes rows in the binary format of COPY. Values must have the type of their column. */
export const createCopyEncoder = () => {
  let buffer = Buffer.allocUnsafe(FIRST_BYTES);
  let at = HEADER.copy(buffer);

  const reserve = (bytes: number): void => {
    if (at + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes));
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
  };
  const int32 = (value: number): void => {
    at = buffer.writeInt32BE(value, at);
  };
  const nothing = (): void => int32(NULL_FIELD);

  return {
    /** Begins a row of so many fields. */
    row(fields: number): void {
      reserve(ROW_RESERVE_BYTES);
      at = buffer.writeInt16BE(fields, at);
    },
    uuid(value: string): void {
      int32(UUID_BYTES);
      at += buffer.write(value.replaceAll("-", ""), at, UUID_BYTES, "hex");
    },
    /** A point in time, ms since the Unix epoch. */
    timestamp(ms: number): void {
      int32(8);
      at = buffer.writeBigInt64BE(BigInt((ms - POSTGRES_EPOCH_MS) * US_PER_MS), at);
    },
    float8(value: number | undefined): void {
      if (value === undefined) return nothing();
      int32(8);
      at = buffer.writeDoubleBE(value, at);
    },
    int2(value: number | undefined): void {
      if (value === undefined) return nothing();
      int32(2);
      at = buffer.writeInt16BE(value, at);
    },
    boolean(value: boolean | undefined): void {
      if (value === undefined) return nothing();
      int32(1);
      at = buffer.writeUInt8(value ? 1 : 0, at);
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
      at = buffer.writeUInt8(1, at);
      at += buffer.write(value, at);
    },
    /** Everything written, complete. The encoder is done with. */
    finish(): Buffer {
      reserve(2);
      at = buffer.writeInt16BE(TRAILER, at);
      return buffer.subarray(0, at);
    },
  };
};
