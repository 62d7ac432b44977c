import { z } from "zod";
import { readSettings } from "../../contracts/settings.ts";
import { BaseMapSetting } from "./base-map/base-map.ts";

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

const Config = z
  .object({
    HOST: z.string().default("127.0.0.1"),
    HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(8_080),
    DATABASE_URL: z.url(),
    NATS_URL: z.url(),
    /** Where ingest answers: devices that speak HTTP or MQTT over WebSocket are passed on to it. */
    INGEST_URL: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:8081"),
    /** Where devices reach the broker, for people to type: unset, the host their browser uses. */
    MQTT_HOST: z.string().optional(),
    MQTT_PORT: z.coerce.number().int().min(0).max(65_535).default(1_883),
    /** Unset while MQTT over TLS is off. */
    MQTTS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    /** The first owner, created when there is none. */
    OWNER_EMAIL: z.email().optional(),
    OWNER_PASSWORD: z.string().min(8).optional(),
    /** Demo branch and accounts; only on a loopback address. */
    DEMO: z.enum(["0", "1"]).default("0"),
    /** How old an observation may be for ingest to accept it, days. */
    MAX_AGE_DAYS: z.coerce.number().positive().default(30),
    /** Addresses of reverse proxies whose X-Forwarded-* headers are believed, comma-separated. */
    TRUST_PROXY: z.string().default(""),
    /** Whom push services may write to; the first owner unless set. */
    PUSH_CONTACT: z.url({ protocol: /^(mailto|https)$/ }).optional(),
    /** For tests: notifications may go to a stand-in for a push service on this machine. */
    PUSH_LOOPBACK: z.enum(["0", "1"]).default("0"),
    /** What lies beneath the fleet. */
    BASEMAP: z.string().default("town").pipe(BaseMapSetting),
    /** To whom a tile server's maps are owed. */
    BASEMAP_ATTRIBUTION: z.string().max(500).default("© OpenStreetMap contributors"),
    LOG_LEVEL: z
      .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
      .default("info"),
  })
  .refine(({ OWNER_EMAIL, OWNER_PASSWORD }) => !OWNER_EMAIL === !OWNER_PASSWORD, {
    path: ["OWNER_PASSWORD"],
    message: "OWNER_EMAIL and OWNER_PASSWORD go together",
  })
  .refine(({ DEMO, HOST }) => DEMO === "0" || LOOPBACK.test(HOST), {
    path: ["DEMO"],
    message: "demo accounts have known passwords: DEMO=1 needs HOST to be a loopback address",
  })
  .refine(({ PUSH_LOOPBACK, HOST }) => PUSH_LOOPBACK === "0" || LOOPBACK.test(HOST), {
    path: ["PUSH_LOOPBACK"],
    message: "lets accounts send requests to this machine: it needs HOST to be a loopback address",
  });
export type Config = z.output<typeof Config>;

/** Reads the settings of a dashboard server; throws a `SettingsError` that lists every problem. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config =>
  readSettings(Config, environment);
