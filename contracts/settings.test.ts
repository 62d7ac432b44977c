import { expect, test } from "vitest";
import { z } from "zod";
import { readSettings, SettingsError } from "./settings.ts";

const Settings = z.object({
  PORT: z.coerce.number().int().max(65_535).default(8080),
  URL: z.url(),
});

test("an empty variable is an unset one, and others are of no concern", () => {
  expect(readSettings(Settings, { PORT: "", URL: "http://localhost", HOME: "/" })).toEqual({
    PORT: 8080,
    URL: "http://localhost",
  });
});

test("every wrong variable is named at once", () => {
  const read = () => readSettings(Settings, { PORT: "70000" });
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(/^invalid settings:\n {2}PORT: .*65535\n {2}URL: /);
});
