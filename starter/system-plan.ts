import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { claimPort } from "./ports.ts";

/** Where a system listens and keeps its data. Unset ports are free ones, unset servers embedded. */
export type Placement = {
  /** The databases, streams and logs; relative to the working directory. */
  readonly dataDir: string;
  readonly host?: string;
  readonly httpPort?: number | undefined;
  readonly mqttPort?: number | undefined;
  readonly databaseUrl?: string | undefined;
  readonly natsUrl?: string | undefined;
};

/** Where to reach the parts of a system. */
export type Addresses = {
  /** The dashboard and its API. */
  readonly httpUrl: string;
  readonly mqttUrl: string;
  /** Ingest's own HTTP port: formats, health and metrics. */
  readonly ingestUrl: string;
  /** The processor's health and metrics. */
  readonly processorUrl: string;
  readonly databaseUrl: string;
  readonly natsUrl: string;
};

/** Everything the processes have to be told to find each other. */
export type SystemPlan = {
  readonly dataDir: string;
  readonly addresses: Addresses;
  readonly natsPort: number;
  readonly settings: Readonly<Record<string, string>>;
};

type Ports = Record<"http" | "mqtt" | "ingest" | "processor" | "database" | "nats", number>;

const LOOPBACK = "127.0.0.1";

const claimPorts = async ({ httpPort, mqttPort }: Placement, host: string): Promise<Ports> => ({
  http: await claimPort("HTTP_PORT", host, httpPort),
  mqtt: await claimPort("MQTT_PORT", host, mqttPort),
  ingest: await claimPort("INGEST_HTTP_PORT", host, undefined),
  processor: await claimPort("PROCESSOR_HTTP_PORT", LOOPBACK, undefined),
  database: await claimPort("EMBEDDED_DB_PORT", LOOPBACK, undefined),
  nats: await claimPort("NATS_URL", LOOPBACK, undefined),
});

/** Where to reach a server that listens on `host`, as part of a URL. */
const reachable = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return LOOPBACK;
  return host.includes(":") ? `[${host}]` : host;
};

/** Chooses ports and addresses. Throws an error that names the setting of a port that is taken. */
export const planSystem = async (placement: Placement): Promise<SystemPlan> => {
  const { host = LOOPBACK, databaseUrl, natsUrl } = placement;
  const dataDir = resolve(placement.dataDir);
  const ports = await claimPorts(placement, host);
  // Known to this run's processes only: no other account on the machine gets at the data.
  const password = randomBytes(18).toString("base64url");
  const embeddedUrl = `postgres://postgres:${password}@${LOOPBACK}:${ports.database}/postgres`;
  const addresses: Addresses = {
    httpUrl: `http://${reachable(host)}:${ports.http}`,
    mqttUrl: `mqtt://${reachable(host)}:${ports.mqtt}`,
    ingestUrl: `http://${reachable(host)}:${ports.ingest}`,
    processorUrl: `http://${LOOPBACK}:${ports.processor}`,
    databaseUrl: databaseUrl ?? embeddedUrl,
    natsUrl: natsUrl ?? `nats://${LOOPBACK}:${ports.nats}`,
  };
  const settings = {
    HOST: host,
    HTTP_PORT: String(ports.http),
    MQTT_PORT: String(ports.mqtt),
    INGEST_HTTP_PORT: String(ports.ingest),
    INGEST_URL: addresses.ingestUrl,
    PROCESSOR_HTTP_PORT: String(ports.processor),
    EMBEDDED_DB_PORT: String(ports.database),
    EMBEDDED_DB_PASSWORD: password,
    DATA_DIR: dataDir,
    DATABASE_URL: addresses.databaseUrl,
    NATS_URL: addresses.natsUrl,
  };
  return { dataDir, addresses, natsPort: ports.nats, settings };
};
