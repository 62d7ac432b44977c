import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mqttTopics } from "../contracts/subjects.ts";
import { routeId } from "../processor/detectors/trip-records.ts";
import { randomFrom } from "../simulators/random.ts";
import { readRecording, shifted, type RecordedMessage } from "../simulators/recordings.ts";
import { connectDevice, publishAll } from "./device.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

const RECORDINGS_DIR = process.env["RECORDINGS_DIR"] ?? "../shared/data";
/** A recording ends this long before now, ms: longer than any silence that ends a route. */
const ENDED_AGO_MS = 20 * 60_000;

type Route = {
  id: string;
  startTime: string;
  endTime: string | null;
  distanceKm: number;
  status: string;
};
type Reject = { deviceId: string; field: string; reason: string; count: number };
type Track = { id: string; beginMs: number; endMs: number; lengthKm: number };

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem();
});
afterAll(() => system.close());

const endingAgo = (
  messages: readonly RecordedMessage[],
): { byMs: number; messages: RecordedMessage[] } => {
  const byMs = Date.now() - ENDED_AGO_MS - Math.max(...messages.map(({ tsMs }) => tsMs));
  return { byMs, messages: messages.map((message) => shifted(message, byMs)) };
};

const replay = async (car: TrackedCar, topic: string, messages: readonly RecordedMessage[]) => {
  const client = await connectDevice(system.mqttUrl, car);
  await publishAll(
    client,
    messages.map(({ payload }) => ({ topic, payload: JSON.stringify(payload) })),
  );
  await client.endAsync();
};

const routesOf = async ({ vehicleId }: TrackedCar): Promise<Route[]> => {
  const { items } = await system.api.get<{ items: Route[] }>(
    `/api/routes?vehicleId=${vehicleId}&limit=1000`,
  );
  return items.sort((a, b) => a.startTime.localeCompare(b.startTime));
};

/** The routes once nothing is in progress and nothing waits to be folded in. */
const finalRoutes = (car: TrackedCar, count: number): Promise<Route[]> =>
  eventually(async () => {
    const routes = await routesOf(car);
    expect(routes.map(({ status }) => status)).toEqual(Array(count).fill("COMPLETED"));
    return routes;
  });

const readTracks = async (byMs: number): Promise<Track[]> => {
  const [header, ...lines] = (await readFile(join(RECORDINGS_DIR, "envirocar/tracks.csv"), "utf8"))
    .trim()
    .split("\n");
  const columns = header?.split(",") ?? [];
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string) => cells[columns.indexOf(name)] ?? "";
    return {
      id: cell("track_id") || cell("track"),
      beginMs: Date.parse(cell("begin")) + byMs,
      endMs: Date.parse(cell("end")) + byMs,
      lengthKm: Number(cell("length_km")),
    };
  });
};

/** Intersection over union of two periods. */
const overlap = (track: Track, route: Route): number => {
  const [start, end] = [Date.parse(route.startTime), Date.parse(route.endTime ?? "")];
  const shared = Math.min(end, track.endMs) - Math.max(start, track.beginMs);
  return Math.max(0, shared) / (Math.max(end, track.endMs) - Math.min(start, track.beginMs));
};
const matches = (tracks: readonly Track[], routes: readonly Route[]) =>
  tracks.flatMap((track) =>
    routes.filter((route) => overlap(track, route) >= 0.5).map((route) => ({ track, route })),
  );

const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  const random = randomFrom(seed);
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
};

test("seven recorded trips with an ignition wire become those seven routes, each as long as it was", async () => {
  const recording = await readRecording("envirocar", { folder: RECORDINGS_DIR, ignition: "known" });
  const { byMs, messages } = endingAgo(recording);
  const car = await registerCar(system.api);
  const topic = mqttTopics.telemetry(car.deviceId);
  await replay(car, topic, messages);
  const routes = await finalRoutes(car, 7);
  const found = matches(await readTracks(byMs), routes);
  expect(found).toHaveLength(7);
  for (const { track, route } of found) {
    const error = Math.abs(route.distanceKm / track.lengthKm - 1);
    expect({ track: track.id, within2Pct: error < 0.02 }).toEqual({
      track: track.id,
      within2Pct: true,
    });
  }
});

test("without the ignition at least six of the seven are found, and at most one that was none", async () => {
  const recording = await readRecording("envirocar", { folder: RECORDINGS_DIR, ignition: "none" });
  const { byMs, messages } = endingAgo(recording);
  const car = await registerCar(system.api);
  await replay(car, mqttTopics.telemetry(car.deviceId), messages);
  const tracks = await readTracks(byMs);
  const { found, routes } = await eventually(async () => {
    const all = await routesOf(car);
    expect(all.every(({ status }) => status === "COMPLETED")).toBe(true);
    const matched = matches(tracks, all);
    expect(matched.length).toBeGreaterThanOrEqual(6);
    return { found: matched, routes: all };
  });
  expect(routes.length - found.length).toBeLessThanOrEqual(1);
});

/** Waits until everything sent before is folded in: messages of one car are taken in order. */
const allTakenIn = async (car: TrackedCar): Promise<void> => {
  const client = await connectDevice(system.mqttUrl, car);
  const tsMs = Date.now();
  const payload = JSON.stringify({ ts: tsMs, batteryPct: 100 });
  await publishAll(client, [{ topic: mqttTopics.telemetry(car.deviceId), payload }]);
  await client.endAsync();
  await eventually(async () => {
    const { items } = await system.api.get<{ items: { ts: string; vehicleId: string }[] }>(
      "/api/live",
    );
    const live = items.find(({ vehicleId }) => vehicleId === car.vehicleId);
    expect(Date.parse(live?.ts ?? "")).toBe(tsMs);
  });
};

const storedCount = async ({ vehicleId }: TrackedCar): Promise<number> => {
  const path = `/api/vehicles/${vehicleId}/locations?limit=1000`;
  let count = 0;
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: { items: unknown[]; nextCursor: string | null } = await system.api.get(
      `${path}${cursor && `&cursor=${cursor}`}`,
    );
    count += page.items.length;
    cursor = page.nextCursor;
  }
  return count;
};

/** What a route is but for its car. Ids derive from the car and the start, so they are told anew. */
const routesAsOf = (vehicleId: string, routes: readonly Route[]) =>
  routes.map(({ startTime, endTime, distanceKm }) => ({
    id: routeId(vehicleId, Date.parse(startTime)),
    startTime,
    endTime,
    distanceKm,
  }));

test("six days of messages in any order, each sent twice, end in the same routes to the id", async () => {
  const recording = await readRecording("envirocar", { folder: RECORDINGS_DIR, ignition: "known" });
  const { messages } = endingAgo(recording);
  const car = await registerCar(system.api);
  const topic = mqttTopics.telemetry(car.deviceId);
  await replay(car, topic, messages);
  const inOrder = await finalRoutes(car, 7);
  expect(inOrder).toMatchObject(routesAsOf(car.vehicleId, inOrder));

  // A car without a past: only the order and the repetition are new.
  const again = await registerCar(system.api);
  await replay(
    again,
    mqttTopics.telemetry(again.deviceId),
    shuffled([...messages, ...messages], 20_260_301),
  );
  await eventually(async () =>
    expect(await routesOf(again)).toMatchObject(routesAsOf(again.vehicleId, inOrder)),
  );
  expect(await storedCount(again)).toBe(await storedCount(car));
});

test("what a car has said before changes nothing when it is sent again", async () => {
  const recording = await readRecording("envirocar", { folder: RECORDINGS_DIR, ignition: "known" });
  const { messages } = endingAgo(recording);
  const car = await registerCar(system.api);
  const topic = mqttTopics.telemetry(car.deviceId);
  await replay(car, topic, messages);
  const [routes, stored] = [await finalRoutes(car, 7), await storedCount(car)];

  await replay(car, topic, shuffled(messages, 7));
  await allTakenIn(car);
  expect(await storedCount(car)).toBe(stored + 1);
  expect(await routesOf(car)).toEqual(routes);
});

test("a tracker that lay on a bench makes no route and no stop, and its unset clock is on record", async () => {
  const imei = "350424060000003";
  const recording = await readRecording("fmc003", { folder: RECORDINGS_DIR });
  const { messages } = endingAgo(recording);
  const car = await registerCar(system.api, { kind: "teltonika", externalId: imei });
  await replay(car, mqttTopics.teltonikaData(imei), messages);

  const unset = recording.filter(({ tsMs }) => tsMs < Date.UTC(2010, 0, 1)).length;
  await eventually(async () => {
    const { items } = await system.api.get<{ items: Reject[] }>("/api/rejects?limit=1000");
    const own = items.filter(({ deviceId }) => deviceId === car.deviceId);
    expect(own.reduce((sum, { count }) => sum + count, 0)).toBe(unset);
    expect(own.every(({ field, reason }) => field === "ts" && reason.includes("2004"))).toBe(true);
  });
  await eventually(async () => {
    const track = await system.api.get<{ items: { latitude: number | null }[] }>(
      `/api/vehicles/${car.vehicleId}/locations?limit=1000`,
    );
    expect(track.items).toHaveLength(recording.length - unset);
    expect(track.items.some(({ latitude }) => latitude === null)).toBe(true);
  });
  const live = await system.api.get<{
    items: { vehicleId: string; ts: string; positionTs: string | null }[];
  }>("/api/live");
  const state = live.items.find(({ vehicleId }) => vehicleId === car.vehicleId);
  // Later messages without a fix were heard, and moved nothing.
  expect(Date.parse(state?.ts ?? "")).toBeGreaterThan(Date.parse(state?.positionTs ?? ""));
  expect(await routesOf(car)).toEqual([]);
  expect(
    (await system.api.get<{ items: unknown[] }>(`/api/stops?vehicleId=${car.vehicleId}`)).items,
  ).toEqual([]);
});
