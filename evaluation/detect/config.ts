import { z } from "zod";
import { readSettings } from "../../contracts/settings.ts";

const Config = z.object({
  /** Set: the database is read. Unset: the running system is asked. */
  DATABASE_URL: z.url().optional(),
  API_URL: z.url().default("http://127.0.0.1:8080"),
  /** An account that may edit rules. */
  OWNER_EMAIL: z.string().default(""),
  OWNER_PASSWORD: z.string().default(""),
});
export type Config = z.infer<typeof Config>;

/** Reads the settings of `npm run detect`; throws a `SettingsError` that lists every problem. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config =>
  readSettings(Config, environment);
