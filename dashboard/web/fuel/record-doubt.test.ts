import { expect, test } from "vitest";
import { doubtOf, originOf } from "./record-doubt.ts";
import { aMatch, aRecord } from "../../../contracts/testing-fuel.ts";

test("a receipt of more than the tank took is in doubt, within the uncertainty it is not", () => {
  expect(doubtOf(aRecord({ match: aMatch() }))).toBe("differs");
  expect(doubtOf(aRecord({ match: aMatch({ isMismatch: false }) }))).toBeUndefined();
  expect(doubtOf(aRecord({ match: aMatch({ isMismatch: null }) }))).toBeUndefined();
});

test("a receipt without a refuel is in doubt only where one would have been seen", () => {
  expect(doubtOf(aRecord({ isUnseen: true }))).toBe("unseen");
  expect(doubtOf(aRecord())).toBeUndefined();
});

test("a record whose refuel was taken back is in doubt, a void one never", () => {
  expect(doubtOf(aRecord({ isDetectionRetracted: true }))).toBe("retracted");
  expect(doubtOf(aRecord({ status: "VOID", isUnseen: true }))).toBeUndefined();
});

test("a record says whether a person confirmed it, the tank bears it out, or only its receipt", () => {
  expect(originOf(aRecord({ match: aMatch() }))).toBe("confirmed");
  expect(originOf(aRecord({ isDetectionRetracted: true }))).toBe("confirmed");
  expect(originOf(aRecord({ match: aMatch({ byPerson: false }) }))).toBe("seen");
  expect(originOf(aRecord())).toBe("byHand");
});
