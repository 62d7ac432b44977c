import { z } from "zod";
import { readSettings } from "../contracts/settings.ts";

/** Settings of the simulators; the command line's options override the ones of the same meaning. */
const Config = z.object({
  API_URL: z.url().default("http://127.0.0.1:8080"),
  MQTT_URL: z.url().default("mqtt://127.0.0.1:1883"),
  /** An account that may register vehicles, devices and drivers. */
  OWNER_EMAIL: z.string().default(""),
  OWNER_PASSWORD: z.string().default(""),
  DATA_DIR: z.string().min(1).default(".data"),
  /** Where the recordings lie that `npm run replay` sends. */
  RECORDINGS_DIR: z.string().min(1).default("../shared/data"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});
export type Config = z.infer<typeof Config>;

/** Reads the settings of the simulators; throws a `SettingsError` that lists every problem. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config =>
  readSettings(Config, environment);
