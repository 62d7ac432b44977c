import crypto from "node:crypto";

/** Namespace of every id this product derives; fixed for ever, because stored ids depend on it. */
const NAMESPACE = Buffer.from("8f1d3c5e7a904b62b1c4d5e6f7a8b9c0", "hex");
const UUID_BYTES = 16;

/**
 * UUIDv5 (RFC 9562 §5.5) of a text: the same cause gives the same id, in every process and after
 * every replay. The text names the kind first, as in `route:<vehicle>:<start>`.
 */
export const derivedId = (name: string): string => {
  const bytes = Buffer.allocUnsafe(UUID_BYTES + Buffer.byteLength(name));
  makeRoomForId(bytes, 0);
  bytes.write(name, UUID_BYTES);
  deriveIdInPlace(bytes);
  return formatUuid(bytes, 0);
};

/** Prepares the 16 bytes at `at` for `deriveIdInPlace`. */
export const makeRoomForId = (bytes: Buffer, at: number): void => void NAMESPACE.copy(bytes, at);

/**
 * UUIDv5 of binary content: replaces the first 16 bytes, which `makeRoomForId` prepared, by the id
 * derived from all that follows.
 */
export const deriveIdInPlace = (bytes: Uint8Array): void => {
  // As text, a byte a character: a buffer for the digest costs twice what the digest costs.
  const digest = crypto.hash("sha1", bytes, "binary");
  for (let index = 0; index < UUID_BYTES; index++) bytes[index] = digest.charCodeAt(index);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
};

/** ASCII codes of the two digits of every byte. */
const DIGITS = Buffer.from(
  Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0")).join(""),
);
const DASH = "-".charCodeAt(0);
/** Bytes before which a dash stands. */
const DASHES_BEFORE = new Set([4, 6, 8, 10]);
/** Where the digits of each byte stand in the text. */
const DIGITS_AT = Uint8Array.from({ length: UUID_BYTES }, (_, byte) =>
  [...DASHES_BEFORE].reduce((at, dash) => at + Number(dash <= byte), 2 * byte),
);
const uuidText = Buffer.alloc(36, DASH);

/** The 16 bytes of a UUID as text. One flat string: this runs for every observation. */
export const formatUuid = (bytes: Buffer, at: number): string => {
  for (let index = 0; index < UUID_BYTES; index++) {
    const digits = 2 * (bytes[at + index] ?? 0);
    const textAt = DIGITS_AT[index] ?? 0;
    uuidText[textAt] = DIGITS[digits] ?? 0;
    uuidText[textAt + 1] = DIGITS[digits + 1] ?? 0;
  }
  return uuidText.toString("binary");
};

/** A UUID in text as its 16 bytes. */
export const parseUuid = (uuid: string): Buffer => {
  const bytes = Buffer.from(uuid.replaceAll("-", ""), "hex");
  if (bytes.length !== UUID_BYTES) throw new Error(`not a UUID: ${uuid}`);
  return bytes;
};
