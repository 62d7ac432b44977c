import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const needed = { DATABASE_URL: "postgres://localhost/x", NATS_URL: "nats://localhost" };

test("observations are kept for ever unless told otherwise", () => {
  expect(readConfig(needed)).toMatchObject({ MAX_AGE_DAYS: 30 });
  expect(readConfig(needed).RETENTION_DAYS).toBeUndefined();
});

test("a log too short to judge late observations by is refused", () => {
  expect(readConfig({ ...needed, RETENTION_DAYS: "32" }).RETENTION_DAYS).toBe(32);
  for (const days of ["1", "30", "31"]) {
    expect(() => readConfig({ ...needed, RETENTION_DAYS: days })).toThrow(/RETENTION_DAYS/);
  }
  const short = { ...needed, MAX_AGE_DAYS: "5" };
  expect(readConfig({ ...short, RETENTION_DAYS: "7" }).RETENTION_DAYS).toBe(7);
  expect(() => readConfig({ ...short, RETENTION_DAYS: "6" })).toThrow("MAX_AGE_DAYS + 2");
});
