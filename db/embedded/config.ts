import { resolve } from "node:path";
import { z } from "zod";
import { readSettings } from "../../contracts/settings.ts";

const Config = z.object({
  /** The database lies in the folder `postgres` in it. */
  DATA_DIR: z
    .string()
    .min(1)
    .default(".data")
    .transform((path) => resolve(path)),
  /** 0 takes a free port, told to the parent process. */
  EMBEDDED_DB_PORT: z.coerce.number().int().min(0).max(65_535).default(5433),
  /** Asked of every client. Unset lets every process on this machine in. */
  EMBEDDED_DB_PASSWORD: z.string().min(1).optional(),
  /** `0` commits without waiting for the disk: for data that may be thrown away. */
  EMBEDDED_DB_DURABLE: z
    .enum(["0", "1"])
    .default("1")
    .transform((value) => value === "1"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});
export type Config = z.infer<typeof Config>;

/** The engine's settings; throws a `SettingsError` that lists every problem. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config =>
  readSettings(Config, environment);
