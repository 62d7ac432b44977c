import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("without settings it is a demo on this machine with everything embedded", () => {
  expect(readConfig({})).toEqual({
    HOST: "127.0.0.1",
    HTTP_PORT: 8080,
    MQTT_PORT: 1883,
    DATA_DIR: ".data",
    DEMO: "1",
    DEMO_VEHICLES: 36,
  });
});

test("the demo is refused on an address others can reach", () => {
  expect(() => readConfig({ HOST: "0.0.0.0" })).toThrow(/DEMO: .*loopback/);
  expect(readConfig({ HOST: "0.0.0.0", DEMO: "0" }).HOST).toBe("0.0.0.0");
});

test("every invalid setting is named at once", () => {
  expect(() => readConfig({ HTTP_PORT: "http", MQTT_PORT: "70000" })).toThrow(
    /HTTP_PORT.*\n.*MQTT_PORT/,
  );
});

test("what only a process reads is checked before any is started", () => {
  const wrong = {
    MAX_AGE_DAYS: "-1",
    LOG_LEVEL: "loud",
    MQTTS_PORT: "8883",
    OWNER_PASSWORD: "short",
  };
  const problems = ["MAX_AGE_DAYS", "LOG_LEVEL", "OWNER_PASSWORD"];
  for (const name of problems) expect(() => readConfig(wrong)).toThrow(`\n  ${name}: `);
});

test("TLS needs its files", () => {
  expect(() => readConfig({ MQTTS_PORT: "8883" })).toThrow(/MQTTS_PORT: needs TLS_CERT_FILE/);
});

test("no two servers share a port, except that a free one is asked for", () => {
  expect(() => readConfig({ HTTP_PORT: "1883" })).toThrow(
    "MQTT_PORT: is 1883 as HTTP_PORT is; each needs a port of its own",
  );
  expect(() => readConfig({ MQTTS_PORT: "8080" })).toThrow(/MQTTS_PORT: is 8080 as HTTP_PORT is/);
  expect(readConfig({ HTTP_PORT: "0", MQTT_PORT: "0" })).toMatchObject({ HTTP_PORT: 0 });
});
