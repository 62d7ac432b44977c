import { createHash, randomBytes } from "node:crypto";

/** A device secret, or a token of any kind: 256 random bits, so a plain hash of it is safe to store. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What the database keeps of a secret or token. */
export const sha256 = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** An id for a device whose owner did not name it: readable aloud, and never taken in practice. */
export const newDeviceId = (): string => `dev-${randomBytes(6).toString("hex")}`;
