import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Alert, AlertType } from "../contracts/alert.ts";
import type { Booking } from "../contracts/booking.ts";
import type { Route, VehicleSummary } from "../contracts/live-protocol.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { signIn, type Api } from "./api.ts";
import { eventually } from "./eventually.ts";
import { descendantsOf, isRunning, startProgram, type Program } from "./program.ts";

/** How soon a started demo has to show its cars, ms. */
const DRIVING_WITHIN_MS = 60_000;
/**
 * How soon cars of a simulator that was just started must be heard, ms: it lays out their day first,
 * and a parked one speaks once a minute.
 */
const JOINED_WITHIN_MS = 90_000;
/** How soon a second start has to be ready, ms. */
const READY_AGAIN_MS = 20_000;
/** A route that ended so long ago is not changed by anything the demo still sends, ms. */
const OLD_MS = 10 * 60_000;
/** How soon the first of what happens in the demo must be told, ms. */
const TOLD_WITHIN_MS = 120_000;
/** What happens to its cars in the first minute, and in the nine after it. */
const FIRST: readonly AlertType[] = ["overdue", "drain", "power_cut"];
const LATER: readonly AlertType[] = ["tow", "geofence_enter", "gnss_jamming", "after_hours_motion"];
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

const listBookings = async (): Promise<Booking[]> =>
  (await api.get<{ items: Booking[] }>("/api/bookings?limit=1000")).items;

/** What is told of the demo's own cars: once each, and nothing but what happens to them. */
const toldOfDemo = async (): Promise<Alert[]> => {
  const { items } = await api.get<{ items: Alert[] }>("/api/alerts?limit=1000");
  const told = items.filter(({ licensePlate }) => !/envirocar/i.test(licensePlate));
  const types = told.map(({ type }) => type);
  expect(new Set(types).size).toBe(types.length);
  expect([...FIRST, ...LATER]).toEqual(expect.arrayContaining(types));
  return told;
};

test("alerts of what happens to its cars come by themselves, and no others", async () => {
  const told = await eventually(async () => {
    const alerts = await toldOfDemo();
    expect(alerts.map(({ type }) => type)).toEqual(expect.arrayContaining([...FIRST]));
    return alerts;
  }, TOLD_WITHIN_MS);
  for (const { late, status } of told)
    expect({ late, status }).toEqual({ late: false, status: "open" });
  await eventually(async () => {
    const out = (await listBookings()).filter(({ status }) => status === "OUT");
    expect(out.length).toBeGreaterThanOrEqual(20);
  });
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
}, 120_000);

/** The same bookings and alerts, and nobody is missed for the time in which nobody listened. */
const expectToGoOn = async (
  toldBefore: readonly Alert[],
  bookedBefore: readonly Booking[],
): Promise<void> => {
  const plates = new Set(bookedBefore.map(({ licensePlate }) => licensePlate));
  await eventually(async () => {
    const rented = (await live()).filter(({ licensePlate }) => plates.has(licensePlate));
    expect(rented.map(({ connection }) => connection)).toEqual(rented.map(() => "online"));
  }, JOINED_WITHIN_MS);
  const told = (await toldOfDemo()).map(({ id }) => id);
  expect(told).toEqual(expect.arrayContaining(toldBefore.map(({ id }) => id)));
  expect((await listBookings()).map(({ id }) => id).toSorted()).toEqual(
    bookedBefore.map(({ id }) => id).toSorted(),
  );
};

test("Ctrl-C ends every process, and a second start has the first one's routes", async () => {
  const oldMs = Date.now() - OLD_MS;
  const old = await eventually(async () => {
    const routes = (await listRoutes("status=COMPLETED")).filter(
      ({ endTime }) => Date.parse(endTime ?? "") < oldMs,
    );
    expect(routes.length).toBeGreaterThan(10);
    return routes;
  });
  const toldBefore = await toldOfDemo();
  const bookedBefore = await listBookings();
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
  await expectToGoOn(toldBefore, bookedBefore);
}, 200_000);
