import { z } from "zod";

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

const Config = z
  .object({
    HOST: z.string().default("127.0.0.1"),
    HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(8_080),
    DATABASE_URL: z.url(),
    NATS_URL: z.url(),
    /** Where ingest answers: devices that speak HTTP or MQTT over WebSocket are passed on to it. */
    INGEST_URL: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:8081"),
    /** The first owner, created when there is none. */
    OWNER_EMAIL: z.email().optional(),
    OWNER_PASSWORD: z.string().min(8).optional(),
    /** Demo branch and accounts; only on a loopback address. */
    DEMO: z.enum(["0", "1"]).default("0"),
    /** How old an observation may be for ingest to accept it, days. */
    MAX_AGE_DAYS: z.coerce.number().positive().default(30),
    /** Addresses of reverse proxies whose X-Forwarded-* headers are believed, comma-separated. */
    TRUST_PROXY: z.string().default(""),
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
  });
export type Config = z.output<typeof Config>;

/** Reads the settings. Throws one error that lists every problem with them. */
export const readConfig = (environment: Record<string, string | undefined>): Config => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = Config.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`invalid settings:\n  ${problems.join("\n  ")}`);
};
