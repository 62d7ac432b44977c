import { expect, test } from "vitest";
import { accountState } from "./user-words.ts";

const invited = {
  status: "ACTIVE",
  hasPassword: false,
  invitedUntil: "2026-01-01T00:00Z",
} as const;

test.each([
  ["invited", invited],
  ["lapsed", { ...invited, invitedUntil: null }],
  ["active", { ...invited, hasPassword: true }],
  ["inactive", { ...invited, status: "INACTIVE" }],
] as const)("an account is %s", (state, account) => {
  expect(accountState(account)).toBe(state);
});
