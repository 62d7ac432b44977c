import { createHash, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import type pg from "pg";
import pino from "pino";
import type { DeviceKind } from "../contracts/device.ts";
import type { Observation, Reject } from "../contracts/observation.ts";
import { TELEMETRY_STREAM } from "../contracts/subjects.ts";
import { insertBranch } from "../db/branches.ts";
import { findDevice, insertDevice, insertMounting } from "../db/devices.ts";
import { readObservation } from "../db/location-row.ts";
import { readSection, splitFrame } from "../db/telemetry-frame.ts";
import type { TestNatsServer } from "../db/testing-nats.ts";
import type { TestDatabase } from "../db/testing.ts";
import { insertVehicle } from "../db/vehicles.ts";
import { readConfig } from "./config.ts";
import { eventually } from "./eventually.ts";
import { startIngest, type RunningIngest } from "./ingest.ts";

/** A log that nobody reads. */
export const silentLog = pino({ level: "silent" });

/** Starts ingest on free ports, on a test file's own database and NATS server. */
export const startTestIngest = (
  database: TestDatabase,
  nats: TestNatsServer,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningIngest> =>
  startIngest(
    readConfig({
      DATABASE_URL: database.url,
      NATS_URL: nats.url,
      MQTT_PORT: "0",
      INGEST_HTTP_PORT: "0",
      INGEST_ID: "ingest-under-test",
      ...settings,
    }),
    silentLog,
  );

/** What devices sign in with. */
export type TestDevice = { readonly id: string; readonly secret: string };

/** Adds a vehicle, in a branch of its own; resolves to its id. */
export const addVehicle = async (pool: pg.Pool): Promise<string> => {
  const { id: branchId } = await insertBranch(pool, {
    name: randomUUID(),
    timeZone: "Europe/Stockholm",
    currency: "SEK",
    latitude: null,
    longitude: null,
  });
  const { id } = await insertVehicle(pool, {
    licensePlate: randomUUID(),
    model: "V60",
    vehicleType: "car",
    status: "ACTIVE",
    tankLitres: null,
    fuelType: null,
    group: null,
    branchId,
  });
  return id;
};

export const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Adds a device, mounted in the vehicle for the last 60 days. Ingest learns of it by a reload. */
export const addDevice = async (
  pool: pg.Pool,
  vehicleId: string,
  id: string,
  kind: DeviceKind = "native",
  externalId: string | null = null,
  secretBranchId: string | null = null,
): Promise<TestDevice> => {
  const secret = randomUUID();
  const secretSha256 = sha256(secret);
  await insertDevice(pool, { id, kind, externalId, secretSha256, secretBranchId });
  await insertMounting(pool, id, vehicleId, new Date(Date.now() - 60 * 86_400_000));
  return { id, secret };
};

/** Signs a device in over MQTT; it does not reconnect by itself. */
export const signIn = (
  { mqttPort }: Pick<RunningIngest, "mqttPort">,
  { id, secret }: TestDevice,
  options: IClientOptions = {},
): Promise<MqttClient> =>
  mqtt.connectAsync(`mqtt://127.0.0.1:${mqttPort}`, {
    username: id,
    password: secret,
    reconnectPeriod: 0,
    ...options,
  });

/** MQTT presence of a device, as the API tells it. */
export type Presence = {
  readonly connected: boolean | null;
  readonly sessions: number;
  readonly reason: string | null;
};

export const readPresence = async (
  { pool }: TestDatabase,
  { id }: Pick<TestDevice, "id">,
): Promise<Presence | undefined> => {
  const found = await findDevice(pool, null, id);
  if (!found) return undefined;
  const { connected, sessions, disconnectReason: reason } = found;
  return { connected, sessions, reason };
};

/** Resolves once a device's presence is the wanted one. */
export const eventualPresence = (
  database: TestDatabase,
  device: Pick<TestDevice, "id">,
  wanted: Presence,
): Promise<unknown> =>
  eventually(`presence ${JSON.stringify(wanted)}`, async () =>
    isDeepStrictEqual(await readPresence(database, device), wanted),
  );

/** Everything the telemetry stream holds, oldest first. */
export type Stored = { readonly observations: Observation[]; readonly rejects: Reject[] };

/** What the telemetry stream holds of one device. */
export const readStored = async (nats: TestNatsServer, deviceId: string): Promise<Stored> => {
  const connection = await connect({ servers: nats.url });
  const stored: Stored = { observations: [], rejects: [] };
  for (const frame of await readTelemetry(connection)) {
    for (const { section } of splitFrame(frame)) {
      const { observations, rejects } = readSection(section);
      for (const received of observations) {
        const { receivedAtMs: _, ...observation } = readObservation(received);
        stored.observations.push(observation);
      }
      stored.rejects.push(...rejects);
    }
  }
  await connection.close();
  return {
    observations: stored.observations.filter((each) => each.deviceId === deviceId),
    rejects: stored.rejects.filter((each) => each.deviceId === deviceId),
  };
};

/** All messages of the telemetry stream, oldest first. */
const readTelemetry = async (connection: NatsConnection): Promise<Uint8Array[]> => {
  const manager = await jetstreamManager(connection);
  const { state } = await manager.streams.info(TELEMETRY_STREAM);
  if (state.messages === 0) return [];
  const consumer = await jetstream(connection).consumers.get(TELEMETRY_STREAM);
  const messages = await consumer.fetch({ max_messages: state.messages });
  const bodies: Uint8Array[] = [];
  for await (const message of messages) bodies.push(message.data);
  return bodies;
};

/** The value of one Prometheus sample, named with its labels; 0 before the first. */
export const readMetric = async (
  { httpPort }: Pick<RunningIngest, "httpPort">,
  sample: string,
): Promise<number> => {
  const answer = await fetch(`http://127.0.0.1:${httpPort}/metrics`);
  const line = (await answer.text()).split("\n").find((each) => each.startsWith(`${sample} `));
  return Number(line?.slice(sample.length) ?? 0);
};
