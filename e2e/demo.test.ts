import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Route, VehicleSummary } from "../contracts/live-protocol.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { signIn, type Api } from "./api.ts";
import { eventually } from "./eventually.ts";
import { descendantsOf, isRunning, startProgram, type Program } from "./program.ts";

/** How soon a started demo has to show its cars, ms. */
const DRIVING_WITHIN_MS = 60_000;
/** How soon cars of a simulator started beside it must be heard, ms: it lays out their day first. */
const JOINED_WITHIN_MS = 60_000;
/** How soon a second start has to be ready, ms. */
const READY_AGAIN_MS = 20_000;
/** A route that ended so long ago is not changed by anything the demo still sends, ms. */
const OLD_MS = 10 * 60_000;
const RECORDINGS_DIR = process.env["RECORDINGS_DIR"] ?? "../shared/data";

let dataDir: string;
let native: TestDatabase | undefined;
let demo: Program;
let settings: Record<string, string>;
let api: Api;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "roadledger-demo-"));
  native = process.env["TEST_DATABASE_URL"] ? await freshDatabase() : undefined;
});
afterAll(async () => {
  demo.interrupt();
  await demo.ended;
  await native?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts the demo and signs in as its owner, with nothing but what it prints. */
const startDemo = async (): Promise<void> => {
  demo = startProgram("starter/main.js", {
    DATA_DIR: dataDir,
    HTTP_PORT: "0",
    MQTT_PORT: "0",
    DATABASE_URL: native?.url ?? "",
  });
  await demo.prints(/Ctrl-C stops everything/);
  const printed = (pattern: RegExp): string => pattern.exec(demo.printed())?.[1] ?? "";
  settings = {
    DATA_DIR: dataDir,
    API_URL: printed(/Dashboard +(http:\S+)/),
    MQTT_URL: printed(/MQTT +(mqtt:\S+)/),
    OWNER_EMAIL: printed(/OWNER +(\S+)/),
    OWNER_PASSWORD: printed(/Demo accounts, password (\S+)/),
    RECORDINGS_DIR,
  };
  const { API_URL = "", OWNER_EMAIL: email = "", OWNER_PASSWORD: password = "" } = settings;
  api = await signIn(API_URL, { email, password });
};

const live = async (): Promise<VehicleSummary[]> =>
  (await api.get<{ items: VehicleSummary[] }>("/api/live")).items;
const placeOf = ({ lat, lon }: VehicleSummary): string => `${lat},${lon}`;
const listRoutes = async (query: string): Promise<Route[]> =>
  (await api.get<{ items: Route[] }>(`/api/routes?limit=1000&${query}`)).items;

test("a first start shows at least twenty cars on the move within a minute", async () => {
  await startDemo();
  const startedMs = Date.now();
  const driving = await eventually(async () => {
    const cars = (await live()).filter(
      ({ motion, connection }) => motion === "driving" && connection === "online",
    );
    expect(cars.length).toBeGreaterThanOrEqual(20);
    return cars;
  }, DRIVING_WITHIN_MS);
  const before = new Map(driving.map((car) => [car.vehicleId, placeOf(car)]));
  const moved = new Set<string>();
  await eventually(
    async () => {
      for (const car of await live()) {
        const place = before.get(car.vehicleId);
        if (place !== undefined && place !== placeOf(car)) moved.add(car.vehicleId);
      }
      expect(moved.size).toBeGreaterThanOrEqual(20);
    },
    DRIVING_WITHIN_MS - (Date.now() - startedMs),
  );
}, 150_000);

test("a recording can be replayed into it", async () => {
  const args = ["envirocar", "--provision", "--speed", "0"];
  const replay = startProgram("simulators/replay/main.js", settings, args);
  const [, sent, acknowledged] = await replay.prints(/sent (\d+), acknowledged (\d+)/);
  expect(await replay.ended).toBe(0);
  expect(Number(sent)).toBeGreaterThan(500);
  expect(acknowledged).toBe(sent);
  await eventually(async () => {
    const car = (await live()).find(({ licensePlate }) => /envirocar/i.test(licensePlate));
    const routes = await listRoutes(`vehicleId=${car?.vehicleId}`);
    expect(routes.length).toBe(7);
  });
});

test("more simulated cars can join, and leave when they are told to", async () => {
  const before = new Set((await live()).map(({ vehicleId }) => vehicleId));
  const args = ["--vehicles", "3", "--interval", "1", "--seed", "99"];
  const simulation = startProgram("simulators/main.js", settings, args);
  await eventually(async () => {
    const heard = (await live()).filter(
      ({ vehicleId, ts }) => !before.has(vehicleId) && ts !== null,
    );
    expect(heard).toHaveLength(3);
  }, JOINED_WITHIN_MS);
  simulation.interrupt();
  expect(await simulation.ended).toBe(0);
}, 90_000);

test("Ctrl-C ends every process, and a second start has the first one's routes", async () => {
  const oldMs = Date.now() - OLD_MS;
  const old = await eventually(async () => {
    const routes = (await listRoutes("status=COMPLETED")).filter(
      ({ endTime }) => Date.parse(endTime ?? "") < oldMs,
    );
    expect(routes.length).toBeGreaterThan(10);
    return routes;
  });
  const pids = await descendantsOf(demo.pid);
  expect(pids.length).toBeGreaterThanOrEqual(native ? 5 : 6);
  demo.interrupt();
  expect(await demo.ended).toBe(0);
  expect(pids.filter(isRunning)).toEqual([]);

  const startedMs = Date.now();
  await startDemo();
  expect(Date.now() - startedMs).toBeLessThan(READY_AGAIN_MS);
  const again = new Map((await listRoutes("status=COMPLETED")).map((route) => [route.id, route]));
  for (const { id, startTime, endTime } of old) {
    expect(again.get(id)).toMatchObject({ startTime, endTime });
  }
}, 90_000);
