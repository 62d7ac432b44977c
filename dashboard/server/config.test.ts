import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const needed = { DATABASE_URL: "postgres://db/x", NATS_URL: "nats://nats:4222" };

test("what has a default need not be set, and empty means unset", () => {
  expect(readConfig({ ...needed, OWNER_EMAIL: "" })).toMatchObject({
    HOST: "127.0.0.1",
    HTTP_PORT: 8_080,
    DEMO: "0",
  });
});

test("every problem is listed at once", () => {
  const attempt = () => readConfig({ HTTP_PORT: "99999", LOG_LEVEL: "loud" });
  for (const name of ["DATABASE_URL", "NATS_URL", "HTTP_PORT", "LOG_LEVEL"]) {
    expect(attempt).toThrow(name);
  }
});

test("demo accounts stay on the loopback address", () => {
  expect(() => readConfig({ ...needed, DEMO: "1", HOST: "0.0.0.0" })).toThrow("loopback");
});

test("notifications to this machine are for tests on the loopback address", () => {
  expect(() => readConfig({ ...needed, PUSH_LOOPBACK: "1", HOST: "0.0.0.0" })).toThrow("loopback");
  expect(readConfig({ ...needed, PUSH_LOOPBACK: "1" }).PUSH_LOOPBACK).toBe("1");
});

test("whom push services may write to is an address they can use", () => {
  expect(() => readConfig({ ...needed, PUSH_CONTACT: "ops@example.com" })).toThrow("PUSH_CONTACT");
  const PUSH_CONTACT = "mailto:ops@example.com";
  expect(readConfig({ ...needed, PUSH_CONTACT })).toMatchObject({ PUSH_CONTACT });
});

test("an owner's e-mail address without a password is a mistake", () => {
  expect(() => readConfig({ ...needed, OWNER_EMAIL: "a@b.example" })).toThrow("OWNER_PASSWORD");
});
