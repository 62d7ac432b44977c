import crypto from "node:crypto";

/** Namespace of every id this product derives; fixed for ever, because stored ids depend on it. */
const NAMESPACE = Buffer.from("8f1d3c5e7a904b62b1c4d5e6f7a8b9c0", "hex");

/**
 * UUIDv5 (RFC 9562 §5.5) of a text: the same cause gives the same id, in every process and after
 * every replay. The text names the kind first, as in `route:<vehicle>:<start>`.
 */
export const derivedId = (name: string): string => {
  const bytes = Buffer.allocUnsafe(NAMESPACE.length + Buffer.byteLength(name));
  NAMESPACE.copy(bytes);
  bytes.write(name, NAMESPACE.length);
  const digest = crypto.hash("sha1", bytes, "hex");
  const variant = "89ab"[Number.parseInt(digest.charAt(16), 16) & 3];
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
};
