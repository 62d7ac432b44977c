import { createHmac, timingSafeEqual } from "node:crypto";

/** Length of a time step, s (RFC 6238 section 5.2). */
const STEP_S = 30;
const DIGITS = 6;
/** Steps before and after now that still count: the transmission delay of RFC 6238 section 5.2. */
const TOLERATED_STEPS = 1;

/** The code of one time step: HOTP with SHA-1 (RFC 4226 section 5.3). */
export const totpCode = (secret: Buffer, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  const truncated = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(truncated % 10 ** DIGITS).padStart(DIGITS, "0");
};

/** The time step a code belongs to around `nowMs`; undefined when it is not a code of now. */
export const matchingTotpStep = (
  secret: Buffer,
  code: string,
  nowMs: number,
): number | undefined => {
  const current = Math.floor(nowMs / 1_000 / STEP_S);
  const candidates = Array.from(
    { length: 2 * TOLERATED_STEPS + 1 },
    (_, index) => current - TOLERATED_STEPS + index,
  );
  return candidates.find((step) => {
    const expected = Buffer.from(totpCode(secret, step));
    const given = Buffer.from(code);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
};
