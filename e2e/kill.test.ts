import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mqttTopics } from "../contracts/subjects.ts";
import { createPool } from "../db/pool.ts";
import { siteNetwork } from "../simulators/fleet/sites.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";
import { castScenario, type CastScenario } from "../simulators/scenarios/cast.ts";
import { connectDevice, publishAll } from "./device.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

const CARS = 50;
/** Each car sends this often, ms: 500 messages a second over all cars. */
const SEND_EVERY_MS = 100;
/** How long a killed process stays down, ms. */
const DOWN_MS = 1_500;
/** When each is killed, ms after the load began. */
const KILLS = [
  ["ingest", 8_000],
  ["processor", 20_000],
  ["nats-server", 32_000],
  ["database", 44_000],
] as const;
/** After the load, everything acknowledged must be stored and every route final by then, ms. */
const SETTLE_MS = 60_000;

const NATIVE_HOME = process.env["TIMESCALE_HOME"] ?? ".cache/timescale-native";

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem();
});
afterAll(() => system.close());

const killNativeServer = async (): Promise<void> => {
  const pidFile = `${NATIVE_HOME}/root/var/lib/postgresql/data/postmaster.pid`;
  const [pid] = (await readFile(pidFile, "utf8")).split("\n");
  process.kill(Number(pid), "SIGKILL");
};

const restartNativeServer = async (): Promise<void> => {
  const port = new URL(process.env["TEST_DATABASE_URL"] ?? "").port;
  const env = { ...process.env, TIMESCALE_PORT: port };
  // The backends of a killed server hold on to its shared memory for a moment.
  await eventually(() => promisify(execFile)("starter/timescale-native.sh", ["start"], { env }));
};

const killAndRestart = async (name: (typeof KILLS)[number][0]): Promise<void> => {
  const native = process.env["TEST_DATABASE_URL"] !== undefined;
  if (name === "database" && native) {
    await killNativeServer();
    await wait(DOWN_MS);
    return restartNativeServer();
  }
  const process_ = name === "database" ? "embedded-db" : name;
  await system.kill(process_);
  await wait(DOWN_MS);
  await system.restart(process_);
};

type Cast = { readonly car: TrackedCar; readonly script: CastScenario };

const payloadsOf = ({ script }: Cast): string[] =>
  script.messages
    .flatMap(({ samples }) => samples)
    .map(({ tsMs, attributes, ...measured }) =>
      JSON.stringify({ ts: tsMs, ...measured, ...attributes }),
    );

const register = async (scripts: readonly CastScenario[]): Promise<Cast[]> => {
  const cast: Cast[] = [];
  for (const script of scripts) cast.push({ script, car: await registerCar(system.api) });
  return cast;
};

/** A tracker that keeps what is not acknowledged and sends it again after every reconnect. */
const stubbornDevice = ({ deviceId, secret }: TrackedCar): MqttClient =>
  mqtt.connect(system.mqttUrl, {
    username: deviceId,
    password: secret,
    reconnectPeriod: 300,
    connectTimeout: 5_000,
  });

/** Sends a car's whole story at its pace; resolves with how many messages were acknowledged. */
const sendAtPace = async (cast: Cast): Promise<number> => {
  const client = stubbornDevice(cast.car);
  client.on("error", () => {}); // it reconnects
  const topic = mqttTopics.telemetry(cast.car.deviceId);
  const startMs = Date.now();
  const acknowledged: Promise<unknown>[] = [];
  for (const [index, payload] of payloadsOf(cast).entries()) {
    await wait(Math.max(0, startMs + index * SEND_EVERY_MS - Date.now()));
    acknowledged.push(client.publishAsync(topic, payload, { qos: 1 }));
  }
  await Promise.all(acknowledged);
  await client.endAsync();
  return acknowledged.length;
};

const storedOf = async (casts: readonly Cast[]) => {
  const pool = createPool(
    { connectionString: system.databaseUrl, applicationName: "e2e" },
    () => {},
  );
  try {
    const { rows } = await pool.query<{ vehicle_id: string; rows: number; distinct: number }>(
      `select vehicle_id, count(*) as rows, count(distinct "timestamp") as distinct
       from gps_locations where vehicle_id = any($1) group by vehicle_id`,
      [casts.map(({ car }) => car.vehicleId)],
    );
    return new Map(rows.map((row) => [row.vehicle_id, row]));
  } finally {
    await pool.end();
  }
};

type Route = { startTime: string; endTime: string | null; distanceKm: number; status: string };

const routesOf = async ({ car }: Cast): Promise<Omit<Route, "status">[]> => {
  const { items } = await system.api.get<{ items: Route[] }>(
    `/api/routes?vehicleId=${car.vehicleId}`,
  );
  expect(items.map(({ status }) => status)).toEqual(Array(3).fill("COMPLETED"));
  return items.map(({ startTime, endTime, distanceKm }) => ({ startTime, endTime, distanceKm }));
};

/** Every message once: a loss and a doubled one do not make up for each other. */
const expectedOf = (cast: Cast): { rows: number; distinct: number } => ({
  rows: new Set(payloadsOf(cast)).size,
  distinct: new Set(cast.script.messages.flatMap(({ samples }) => samples.map(({ tsMs }) => tsMs)))
    .size,
});

const allStored = (casts: readonly Cast[]) =>
  eventually(async () => {
    const stored = await storedOf(casts);
    for (const cast of casts) {
      const { rows, distinct } = stored.get(cast.car.vehicleId) ?? { rows: 0, distinct: 0 };
      expect({ rows, distinct }).toEqual(expectedOf(cast));
    }
  }, SETTLE_MS);

test("kill -9 of each process under load loses and doubles nothing, and routes come out as undisturbed", async () => {
  const network = siteNetwork(await loadRoadGraph(), 1);
  const scripts = castScenario(network, "ordinary-day", { seed: 1, vehicles: CARS });
  const disturbed = await register(scripts);
  const undisturbed = await register(scripts);

  const load = Promise.all(disturbed.map(sendAtPace));
  const startMs = Date.now();
  for (const [name, atMs] of KILLS) {
    await wait(Math.max(0, startMs + atMs - Date.now()));
    await killAndRestart(name);
  }
  const acknowledged = (await load).reduce((sum, count) => sum + count, 0);
  const tookS = (Date.now() - startMs) / 1_000;
  console.log(
    `${acknowledged} messages acknowledged in ${tookS.toFixed(0)} s across ${KILLS.length} kills`,
  );
  expect(tookS).toBeGreaterThan(50);
  await allStored(disturbed);

  for (const cast of undisturbed) {
    const client = await connectDevice(system.mqttUrl, cast.car);
    const topic = mqttTopics.telemetry(cast.car.deviceId);
    await publishAll(
      client,
      payloadsOf(cast).map((payload) => ({ topic, payload })),
    );
    await client.endAsync();
  }
  await allStored(undisturbed);
  await eventually(async () => {
    for (const [index, cast] of disturbed.entries()) {
      const twin = undisturbed[index];
      if (!twin) throw new Error(`car ${index} has no twin`);
      expect(await routesOf(cast)).toEqual(await routesOf(twin));
    }
  }, SETTLE_MS);
}, 300_000);
