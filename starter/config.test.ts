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
