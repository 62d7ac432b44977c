import { expect, test } from "vitest";
import { claimPort } from "../starter/ports.ts";
import { startProgram } from "./program.ts";

const run = async (
  entry: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; said: string }> => {
  const program = startProgram(entry, settings, args);
  return { code: await program.ended, said: program.printed() };
};

test.each([
  ["simulators/main.js", ["--wheels", "4"], "npm run simulate -- [options]\n  --vehicles N"],
  ["simulators/main.js", ["--scenario", "picnic"], "npm run simulate -- [options]\n"],
  ["simulators/replay/main.js", ["--provision"], "npm run replay -- SOURCE [options]\n  SOURCE"],
])("%s %j prints its options as lines to read, and exits 2", async (entry, args, usage) => {
  const { code, said } = await run(entry, args, {
    OWNER_EMAIL: "owner@example.com",
    OWNER_PASSWORD: "long enough",
  });
  expect(said).toContain(usage);
  expect(said).not.toContain("\\n");
  expect(code).toBe(2);
});

test.each([
  ["simulators/main.js", ["--help"], "npm run simulate -- [options]\n"],
  ["simulators/main.js", ["--vehicles", "0", "-h"], "npm run simulate -- [options]\n"],
  ["simulators/replay/main.js", ["--help"], "npm run replay -- SOURCE [options]\n"],
  ["evaluation/detect/main.js", ["--help"], "npm run detect -- --vehicle V"],
])("%s %j tells how it is used, and exits 0", async (entry, args, usage) => {
  const { code, said } = await run(entry, args);
  expect(said.startsWith(usage)).toBe(true);
  expect(code).toBe(0);
});

test("a simulator that finds no server says which address it tried, and the setting for it", async () => {
  const port = await claimPort("UNUSED", "127.0.0.1", undefined);
  const { code, said } = await run("simulators/replay/main.js", ["fmc003", "--provision"], {
    API_URL: `http://127.0.0.1:${port}`,
  });
  expect(said).toContain(`API_URL (--api): nothing answers at http://127.0.0.1:${port}`);
  expect(code).toBe(1);
});

test.each([
  [{ HTTP_PORT: "18080", MQTT_PORT: "18080" }, "MQTT_PORT: is 18080 as HTTP_PORT is"],
  [{ DATABASE_URL: "postgres://ann:hidden@127.0.0.1:1/fleet" }, "DATABASE_URL: cannot use the"],
])("a start with %j says in one line which setting to change", async (settings, message) => {
  const { code, said } = await run("starter/main.js", [], {
    HTTP_PORT: "0",
    MQTT_PORT: "0",
    ...settings,
  });
  expect(said).toContain(message);
  expect(said).not.toMatch(/\n +at |hidden/);
  expect(code).toBe(1);
});
