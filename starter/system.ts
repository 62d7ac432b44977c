import { join, resolve } from "node:path";
import { migrate } from "../db/migrate.ts";
import { createPool } from "../db/pool.ts";
import type { Progress } from "./nats-binary.ts";
import { natsServer } from "./nats-server.ts";
import { nodeProcess, type NodeProcess } from "./node-process.ts";
import { claimPort } from "./ports.ts";
import { processLog, type ProcessLog } from "./process-log.ts";
import { supervise, type ProcessSpec, type Supervised } from "./supervised.ts";

/** The processes of the system, in the order in which they start. */
export type ProcessName = "embedded-db" | "nats-server" | "ingest" | "processor" | "dashboard";

/** Unset ports are free ones; unset servers are embedded ones. */
export type SystemOptions = {
  /** The databases, streams and logs; relative to the working directory. */
  readonly dataDir: string;
  readonly host?: string;
  readonly httpPort?: number | undefined;
  readonly mqttPort?: number | undefined;
  readonly databaseUrl?: string | undefined;
  readonly natsUrl?: string | undefined;
  /** Further settings for every process. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Lines for a person who waits. */
  readonly progress?: Progress;
  /** Gives up a start that is under way. */
  readonly interrupted?: AbortSignal;
};

/** A process beside those of the system, such as the simulator. */
export type AdditionalProcess = Pick<NodeProcess, "name" | "entry"> &
  Partial<Pick<NodeProcess, "arguments" | "settings">>;

/** The running system. */
export type System = {
  /** The dashboard and its API. */
  readonly httpUrl: string;
  readonly mqttUrl: string;
  /** Ingest's own HTTP port: formats, health and metrics. */
  readonly ingestUrl: string;
  /** The processor's health and metrics. */
  readonly processorUrl: string;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  /** Of a running process; undefined while it is down, or when it is not ours to run. */
  readonly pid: (name: ProcessName) => number | undefined;
  /** SIGKILL; it stays down until `restart`. A kill by anybody else is answered with a restart. */
  readonly kill: (name: ProcessName) => Promise<void>;
  readonly restart: (name: ProcessName) => Promise<void>;
  /** Starts one more Node process, which stops before the others. */
  readonly run: (process: AdditionalProcess) => Promise<void>;
  /** Ends every process, last started first. */
  readonly stop: () => Promise<void>;
};

type Ports = Record<"http" | "mqtt" | "ingest" | "processor" | "database" | "nats", number>;

const claimPorts = async (options: SystemOptions, host: string): Promise<Ports> => ({
  http: await claimPort("HTTP_PORT", host, options.httpPort),
  mqtt: await claimPort("MQTT_PORT", host, options.mqttPort),
  ingest: await claimPort("INGEST_HTTP_PORT", "127.0.0.1", undefined),
  processor: await claimPort("PROCESSOR_HTTP_PORT", "127.0.0.1", undefined),
  database: await claimPort("EMBEDDED_DB_PORT", "127.0.0.1", undefined),
  nats: await claimPort("NATS_URL", "127.0.0.1", undefined),
});

const applyMigrations = async (connectionString: string): Promise<void> => {
  const pool = createPool({ connectionString, applicationName: "starter" }, () => {});
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
};

/** Starts processes one by one and remembers them, so that all can be ended whatever happens. */
const processGroup = (progress: Progress, interrupted?: AbortSignal) => {
  const running: Supervised[] = [];
  return {
    start: async (spec: ProcessSpec): Promise<void> => {
      progress(`starting ${spec.name}`);
      running.push(await supervise(spec, progress, interrupted));
    },
    find: (name: string): Supervised | undefined => running.find((one) => one.name === name),
    stop: async (): Promise<void> => {
      for (const one of running.toReversed()) await one.stop();
    },
  };
};

/** Where to reach a server that listens on `host`, as part of a URL. */
const reachable = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
};

const urlsOf = (ports: Ports, host: string, options: SystemOptions) => ({
  httpUrl: `http://${reachable(host)}:${ports.http}`,
  mqttUrl: `mqtt://${reachable(host)}:${ports.mqtt}`,
  ingestUrl: `http://127.0.0.1:${ports.ingest}`,
  processorUrl: `http://127.0.0.1:${ports.processor}`,
  databaseUrl: options.databaseUrl ?? `postgres://postgres@127.0.0.1:${ports.database}/postgres`,
  natsUrl: options.natsUrl ?? `nats://127.0.0.1:${ports.nats}`,
});
type Urls = ReturnType<typeof urlsOf>;

const settingsOf = (
  ports: Ports,
  host: string,
  urls: Urls,
  options: SystemOptions,
): Record<string, string> => ({
  ...options.settings,
  HOST: host,
  HTTP_PORT: String(ports.http),
  MQTT_PORT: String(ports.mqtt),
  INGEST_HTTP_PORT: String(ports.ingest),
  INGEST_URL: urls.ingestUrl,
  PROCESSOR_HTTP_PORT: String(ports.processor),
  EMBEDDED_DB_PORT: String(ports.database),
  DATA_DIR: resolve(options.dataDir),
  DATABASE_URL: urls.databaseUrl,
  NATS_URL: urls.natsUrl,
});

/**
 * Starts the whole system as processes and waits until all of them serve. Rejects with the reason,
 * and with nothing left running, when one does not. Crashed processes are started again.
 */
export const startSystem = async (options: SystemOptions): Promise<System> => {
  const { host = "127.0.0.1", progress = () => {} } = options;
  const dataDir = resolve(options.dataDir);
  const ports = await claimPorts(options, host);
  const urls = urlsOf(ports, host, options);
  const settings = settingsOf(ports, host, urls, options);
  const group = processGroup(progress, options.interrupted);
  const logOf = (name: string): ProcessLog => processLog(join(dataDir, "logs"), name);
  const run = (added: AdditionalProcess): Promise<void> =>
    group.start(
      nodeProcess({
        ...added,
        settings: { ...settings, ...added.settings },
        log: logOf(added.name),
      }),
    );

  try {
    if (!options.databaseUrl) await run({ name: "embedded-db", entry: "db/embedded/main.js" });
    if (!options.natsUrl) {
      const log = logOf("nats-server");
      await group.start(await natsServer({ dataDir, port: ports.nats, log }, progress));
    }
    await applyMigrations(urls.databaseUrl);
    await run({ name: "ingest", entry: "ingest/main.js" }); // it creates the stream
    await run({ name: "processor", entry: "processor/main.js" }); // it waits for the stream
    await run({ name: "dashboard", entry: "dashboard/server/main.js" });
  } catch (error) {
    await group.stop();
    throw error;
  }

  const ours = (name: ProcessName): Supervised => {
    const found = group.find(name);
    if (!found) throw new Error(`${name} is not a process of this system`);
    return found;
  };
  return {
    ...urls,
    pid: (name) => group.find(name)?.pid(),
    kill: (name) => ours(name).kill(),
    restart: (name) => ours(name).restart(),
    run,
    stop: group.stop,
  };
};
