import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { readReplayOptions } from "./replay/replay-options.ts";
import { readSimulateOptions } from "./simulate-options.ts";

const config = readConfig({ OWNER_EMAIL: "owner@example.com", OWNER_PASSWORD: "long enough" });

test("the environment gives what the command line does not", () => {
  const options = readSimulateOptions(["--vehicles", "3", "--interval", "0.5"], config);
  expect(options).toMatchObject({
    vehicles: 3,
    interval: 0.5,
    seed: 1,
    email: "owner@example.com",
  });
  expect(readSimulateOptions(["--email", "a@example.com"], config).email).toBe("a@example.com");
});

test("every wrong option is named at once, with the usage", () => {
  const read = () => readSimulateOptions(["--vehicles", "0", "--interval", "x"], config);
  expect(read).toThrow(/--vehicles: .*\n--interval: .*\n\nnpm run simulate/);
  expect(() => readSimulateOptions(["--wheels", "4"], config)).toThrow("--wheels");
  expect(() => readConfig({ MQTT_URL: "not a url", LOG_LEVEL: "loud" })).toThrow(
    /MQTT_URL.*\n.*LOG_LEVEL/,
  );
});

test("replaying needs a source and a device to be", () => {
  const owner = ["--device", "car-1", "--secret", "s"];
  expect(() => readReplayOptions(owner, config)).toThrow("exactly one SOURCE");
  expect(() => readReplayOptions(["fmc003"], config)).toThrow(
    "--secret are needed, or --provision",
  );
  const columns = ["--column", "ts=time", "--column", "lat=y=1", "--unit", "speedKmh=mps"];
  expect(readReplayOptions(["a.csv", "--speed", "0", ...owner, ...columns], config)).toMatchObject({
    source: "a.csv",
    speed: 0,
    column: { ts: "time", lat: "y=1" },
    unit: { speedKmh: "mps" },
  });
});
