import { hostname } from "node:os";
import { z } from "zod";
import { readSettings } from "../contracts/settings.ts";

const Port = z.coerce.number().int().min(0).max(65_535);

const Config = z
  .object({
    HOST: z.string().default("127.0.0.1"),
    MQTT_PORT: Port.default(1883),
    /** MQTT over TLS; off unless a port and both files are given. */
    MQTTS_PORT: Port.optional(),
    TLS_CERT_FILE: z.string().optional(),
    TLS_KEY_FILE: z.string().optional(),
    /** HTTP ingest, MQTT over WebSocket at `/mqtt`, health and metrics. */
    INGEST_HTTP_PORT: Port.default(8081),
    DATABASE_URL: z.string(),
    NATS_URL: z.string(),
    /** Names this process among its neighbours; must be the same after a restart. */
    INGEST_ID: z.string().default(`ingest@${hostname()}`),
    /** Observations older than this are refused, days. */
    MAX_AGE_DAYS: z.coerce.number().positive().default(30),
    /** MQTT over WebSocket at `/mqtt` of the HTTP port. */
    MQTT_WS: z.enum(["on", "off"]).default("on"),
    /** MQTT connections that one address may have open before they sign in. */
    CONNECTIONS_PER_ADDRESS: z.coerce.number().int().positive().default(1_000),
    /** Sustained messages a second one device may send; faster ones are held back, not lost. */
    DEVICE_MESSAGES_PER_S: z.coerce.number().positive().default(2_000),
    /** Most bytes the telemetry stream may hold before devices are told to wait. */
    STREAM_MAX_BYTES: z.coerce
      .number()
      .int()
      .positive()
      .default(2 * 1024 ** 3),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
  })
  .refine(
    (config) => config.MQTTS_PORT === undefined || (config.TLS_CERT_FILE && config.TLS_KEY_FILE),
    {
      path: ["MQTTS_PORT"],
      error: "needs TLS_CERT_FILE and TLS_KEY_FILE",
    },
  );
export type Config = z.infer<typeof Config>;

/** Reads the settings of an ingest process; throws a `SettingsError` that lists every problem. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config =>
  readSettings(Config, environment);
