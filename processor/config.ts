import { hostname } from "node:os";
import { z } from "zod";
import { readSettings } from "../contracts/settings.ts";

/** A checkpoint may be this much older than the observation that needs it, days: two, at the ends of their days. */
const CHECKPOINT_MARGIN_DAYS = 2;

const Settings = z.object({
  DATABASE_URL: z.string(),
  NATS_URL: z.string(),
  HOST: z.string().default("127.0.0.1"),
  /** Health and metrics. */
  PROCESSOR_HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(8082),
  /** Names this process among its neighbours; must be the same after a restart. */
  PROCESSOR_ID: z.string().default(`processor@${hostname()}`),
  /** Observations older than this are refused by ingest; checkpoints reach back as far, days. */
  MAX_AGE_DAYS: z.coerce.number().positive().default(30),
  /** Observations are dropped after this many days; unset keeps them for ever. */
  RETENTION_DAYS: z.coerce.number().positive().optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
});
const Config = Settings.refine(
  ({ MAX_AGE_DAYS, RETENTION_DAYS }) =>
    RETENTION_DAYS === undefined || RETENTION_DAYS >= MAX_AGE_DAYS + CHECKPOINT_MARGIN_DAYS,
  {
    path: ["RETENTION_DAYS"],
    error: `must be at least MAX_AGE_DAYS + ${CHECKPOINT_MARGIN_DAYS}: a late observation is judged by those before it`,
  },
);
export type Config = z.infer<typeof Config>;

/** Reads the settings of a processor; throws a `SettingsError` that lists every problem. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config =>
  readSettings(Config, environment);
