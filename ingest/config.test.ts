import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const needed = { DATABASE_URL: "postgres://localhost/x", NATS_URL: "nats://localhost" };

test("the database and NATS are all that has to be given", () => {
  expect(readConfig(needed)).toMatchObject({
    HOST: "127.0.0.1",
    MQTT_PORT: 1883,
    INGEST_HTTP_PORT: 8081,
    MAX_AGE_DAYS: 30,
  });
});

test("every wrong setting is named at once", () => {
  const problems = ["DATABASE_URL", "NATS_URL", "MQTT_PORT", "MAX_AGE_DAYS", "LOG_LEVEL"];
  const wrong = { MQTT_PORT: "70000", MAX_AGE_DAYS: "-1", LOG_LEVEL: "loud" };
  for (const name of problems) expect(() => readConfig(wrong)).toThrow(name);
});

test("TLS needs its files", () => {
  expect(() => readConfig({ ...needed, MQTTS_PORT: "8883" })).toThrow(/TLS_CERT_FILE/);
});
