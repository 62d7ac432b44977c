import { expect, test } from "vitest";
import { z } from "zod";
import { NewUser } from "./account.ts";
import { AnalyticsQuery } from "./analytics.ts";
import { NewDevice } from "./device.ts";
import { toFieldErrors } from "./issue-wording.ts";

const faultsOf = (schema: z.ZodType, value: unknown) =>
  (schema.safeParse(value).error?.issues ?? []).flatMap((issue) => toFieldErrors(issue, "body"));

test("every fault of an account is told with its code", () => {
  const user = {
    email: "no address",
    role: "KING",
    name: "x".repeat(101),
    password: "short",
    a: 1,
  };
  expect(faultsOf(NewUser, user)).toMatchObject([
    { field: "email", code: "not_an_email" },
    { field: "name", code: "too_long", params: { most: 100 } },
    { field: "role", code: "not_a_choice" },
    { field: "password", code: "too_short", params: { least: 8 } },
    { field: "a", code: "unknown_field", message: "is not a known field" },
  ]);
  expect(faultsOf(NewUser, {})).toContainEqual({
    ...{ field: "email", code: "required", message: "is required" },
  });
});

test("what a schema says in its own words has a code too", () => {
  const device = { kind: "teltonika", externalId: "12", vehicleId: "no id" };
  expect(faultsOf(NewDevice, device)).toContainEqual(
    expect.objectContaining({ field: "externalId", code: "not_an_imei" }),
  );
  const backwards = { from: "2026-03-02", to: "2026-03-01" };
  expect(faultsOf(AnalyticsQuery, backwards)).toMatchObject([{ field: "to", code: "not_later" }]);
});

test("parameters are read out of the words, figures as figures", () => {
  const below = z.number().refine(() => false, "must be below limitKmh, 90");
  expect(faultsOf(below, 95)).toEqual([
    {
      ...{ field: "body", code: "below_option", params: { option: "limitKmh", most: 90 } },
      message: "must be below limitKmh, 90",
    },
  ]);
});

test("words that nobody has given a code are of something that cannot be right", () => {
  const odd = z.string().refine(() => false, "is odd");
  expect(faultsOf(odd, "x")).toEqual([{ field: "body", message: "is odd", code: "not_valid" }]);
});
