import { expect, test } from "vitest";
import { matchingTotpStep, totpCode } from "./totp.ts";

const SECRET = Buffer.from("12345678901234567890");

// RFC 6238 appendix B, the last six of its eight digits.
test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("the code at %i s is the one RFC 6238 lists", (atS, code) => {
  expect(totpCode(SECRET, Math.floor(atS / 30))).toBe(code);
});

test("a code counts in its own step and the one before and after, no longer", () => {
  const atMs = 1_111_111_109_000;
  const matches = [-60, -30, 0, 30, 60].map(
    (driftS) => matchingTotpStep(SECRET, "081804", atMs + driftS * 1_000) !== undefined,
  );
  expect(matches).toEqual([false, true, true, true, false]);
});
