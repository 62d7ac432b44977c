import { z } from "zod";
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

/** The settings of `npm start`; an empty one is an unset one. Throws one error that lists every invalid one. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  const parsed = Config.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `  ${path.join(".")}: ${message}`,
  );
  throw new Error(`invalid settings:\n${problems.join("\n")}`);
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
