import { z } from "zod";
import { readSettings, SettingsError } from "../contracts/settings.ts";
import { readConfig as readDashboard } from "../dashboard/server/config.ts";
import { readConfig as readEmbedded } from "../db/embedded/config.ts";
import { readConfig as readIngest } from "../ingest/config.ts";
import { readConfig as readProcessor } from "../processor/config.ts";
import type { SystemOptions } from "./system.ts";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;
const Port = z.coerce.number().int().min(0).max(65_535);

/** The ports to listen on; 0 is a free one, never the same as another. */
const PORTS = ["HTTP_PORT", "MQTT_PORT", "MQTTS_PORT"] as const;

const Config = z
  .object({
    HOST: z.string().min(1).default("127.0.0.1"),
    HTTP_PORT: Port.default(8080),
    MQTT_PORT: Port.default(1883),
    /** Ingest reads it too; here, because no two of them may be the same. */
    MQTTS_PORT: Port.optional(),
    DATA_DIR: z.string().min(1).default(".data"),
    /** Unset starts the embedded TimescaleDB. */
    DATABASE_URL: z.url().optional(),
    /** Unset starts a nats-server. */
    NATS_URL: z.url().optional(),
    /** Demo accounts and a simulated fleet. */
    DEMO: z.enum(["0", "1"]).default("1"),
    DEMO_VEHICLES: z.coerce.number().int().min(1).max(10_000).default(36),
  })
  .refine(({ DEMO, HOST }) => DEMO === "0" || LOOPBACK.test(HOST), {
    path: ["DEMO"],
    message:
      "the demo's passwords are public, so it runs on a loopback address only: set HOST to 127.0.0.1 or DEMO to 0",
  })
  .superRefine((config, context) => {
    for (const [index, name] of PORTS.entries()) {
      const other = PORTS.slice(0, index).find((earlier) => config[earlier] === config[name]);
      if (!config[name] || !other) continue;
      const message = `is ${config[name]} as ${other} is; each needs a port of its own`;
      context.addIssue({ code: "custom", path: [name], message });
    }
  });
export type Config = z.infer<typeof Config>;

/** The settings that each process reads for itself. */
const PROCESSES = [readIngest, readProcessor, readDashboard, readEmbedded];

/** The environment with stand-ins for the servers that are started once the settings are fine. */
const withServers = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...environment,
  DATABASE_URL: environment["DATABASE_URL"] || "postgres://127.0.0.1",
  NATS_URL: environment["NATS_URL"] || "nats://127.0.0.1",
});

/**
 * The settings of `npm start`. Throws a `SettingsError` that lists every problem of them and of
 * those that the processes read, so that none is found when half of the system runs.
 */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
  const problems = new Map<string, string>();
  const attempt = <Settings>(read: () => Settings): Settings | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      for (const [name, problem] of error.problems) {
        if (!problems.has(name)) problems.set(name, problem);
      }
      return undefined;
    }
  };
  const config = attempt(() => readSettings(Config, environment));
  for (const read of PROCESSES) attempt(() => read(withServers(environment)));
  if (config && problems.size === 0) return config;
  throw new SettingsError(problems);
};

/** What these settings ask of the system. */
export const systemOptions = (config: Config): SystemOptions => ({
  host: config.HOST,
  httpPort: config.HTTP_PORT,
  mqttPort: config.MQTT_PORT,
  dataDir: config.DATA_DIR,
  databaseUrl: config.DATABASE_URL,
  natsUrl: config.NATS_URL,
  settings: { DEMO: config.DEMO },
});
