import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type {
  Route,
  ServerToBrowser,
  Snapshot,
  VehicleLive,
} from "../../../contracts/live-protocol.ts";
import { type PackedPosition, unpackPositions } from "../../../contracts/packed-positions.ts";
import type { Role } from "../../../contracts/permissions.ts";
import {
  EVENT_STREAM,
  EVENT_SUBJECTS,
  eventSubject,
  LIVE_POSITIONS_SUBJECT,
} from "../../../contracts/subjects.ts";
import { WhoAmI } from "../../../contracts/session.ts";
import { aBooking, anAlert, aVehicleLive } from "../../../contracts/testing-live.ts";
import { startTestDashboard, type TestDashboard } from "../testing.ts";

type Client = Socket<ServerToBrowser, Record<string, never>>;
type Answer = { id: string };

let dashboard: TestDashboard;
let abroadId: string;
let watcher: Client;
const clients: Client[] = [];
/** Every vehicle the server has told its pages of. */
const known = new Set<string>();
beforeAll(async () => {
  dashboard = await startTestDashboard();
  const streams = await jetstreamManager(dashboard.nats);
  await streams.streams.add({ name: EVENT_STREAM, subjects: [EVENT_SUBJECTS] });
  const abroad = { name: "Oslo", timeZone: "Europe/Oslo", currency: "NOK" };
  const { body } = await dashboard.call("OWNER", "POST", "/api/branches", abroad);
  abroadId = (body as Answer).id;
  ({ client: watcher } = await connectAs("OWNER"));
  clients.splice(0);
  watcher.on("vehicle:changed", ({ vehicleId }) => known.add(vehicleId));
});
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});
afterAll(async () => {
  watcher.disconnect();
  await dashboard.close();
});

const connectAs = async (
  role: Role,
  auth: object = {},
): Promise<{ client: Client; snapshot: Snapshot }> => {
  const client: Client = io(dashboard.url, {
    transports: ["websocket"],
    auth: { token: await dashboard.tokenOf(role), ...auth },
    forceNew: true,
    reconnectionDelay: 50,
  });
  clients.push(client);
  const snapshot = await new Promise<Snapshot>((resolve, reject) => {
    client.once("snapshot", resolve);
    client.once("connect_error", reject);
  });
  return { client, snapshot };
};

/** The first argument of the next such event. */
const next = <Event extends keyof ServerToBrowser>(
  client: Client,
  event: Event,
): Promise<Parameters<ServerToBrowser[Event]>[0]> =>
  new Promise((resolve) => {
    client.once<keyof ServerToBrowser>(event, (...args: unknown[]) => {
      resolve(args[0] as Parameters<ServerToBrowser[Event]>[0]);
    });
  });
const refusal = (client: Client): Promise<string> =>
  new Promise((resolve) => {
    client.once("connect_error", ({ message }) => resolve(message));
  });

const until = (condition: () => void | Promise<void>) =>
  vi.waitFor(condition, { timeout: 5_000, interval: 20 });

let plates = 0;
const addVehicle = async (branchId = dashboard.branchId): Promise<string> => {
  const body = { licensePlate: `L ${++plates}`, model: "V60", vehicleType: "CAR", branchId };
  const answer = await dashboard.call("OWNER", "POST", "/api/vehicles", body);
  const { id } = answer.body as Answer;
  await until(() => expect(known).toContain(id));
  return id;
};

const announce = (...vehicles: VehicleLive[]): void => {
  dashboard.nats.publish(LIVE_POSITIONS_SUBJECT, JSON.stringify({ v: 1, vehicles }));
};

/** Everything a client was sent about positions, in order. */
const recordPositions = (client: Client): VehicleLive[] => {
  const received: VehicleLive[] = [];
  client.on("positions", (batch) => {
    if ("vehicles" in batch) received.push(...batch.vehicles);
  });
  return received;
};
test("a car moves on every page that may see it, and on no other", async () => {
  const [here, abroad] = [await addVehicle(), await addVehicle(abroadId)];
  const owner = recordPositions((await connectAs("OWNER")).client);
  const desk = recordPositions((await connectAs("DESK")).client);
  announce(aVehicleLive(here, { lat: 57.71 }), aVehicleLive(abroad));
  await until(() => expect(owner).toHaveLength(2));
  await until(() => expect(desk).toHaveLength(1));
  expect(desk[0]).toMatchObject({ vehicleId: here, lat: 57.71, speedKmh: 50 });
});

test("a burst for one car is one state, the latest", async () => {
  const vehicleId = await addVehicle();
  const { client } = await connectAs("OWNER");
  const received = recordPositions(client);
  for (let step = 1; step <= 50; step++) announce(aVehicleLive(vehicleId, { speedKmh: step }));
  await until(() => expect(received.at(-1)?.speedKmh).toBe(50));
  expect(received.length).toBeLessThan(5);
});

test("a late state never replaces a newer one", async () => {
  const vehicleId = await addVehicle();
  announce(aVehicleLive(vehicleId, { speedKmh: 80 }));
  announce(
    aVehicleLive(vehicleId, { speedKmh: 10, ts: new Date(Date.now() - 60_000).toISOString() }),
  );
  await until(async () => {
    const { snapshot } = await connectAs("OWNER");
    const state = snapshot.vehicles.find((car) => car.vehicleId === vehicleId);
    expect(state?.speedKmh).toBe(80);
  });
});

test("packed positions say the same as JSON", async () => {
  const vehicleId = await addVehicle();
  const { client, snapshot } = await connectAs("OWNER", { positions: "packed" });
  const positions: PackedPosition[] = [];
  client.on("positions", (batch) => {
    // In Node the client hands binary over as a Buffer; browsers get an ArrayBuffer.
    if (Buffer.isBuffer(batch)) positions.push(...unpackPositions(Uint8Array.from(batch).buffer));
  });
  announce(aVehicleLive(vehicleId, { lat: 57.70123, headingDeg: 44 }));
  const packedId = snapshot.packedIds?.[vehicleId];
  await until(() => expect(positions.map((position) => position.packedId)).toContain(packedId));
  const position = positions.find((candidate) => candidate.packedId === packedId);
  expect(position?.lat).toBeCloseTo(57.70123, 6);
  expect(position).toMatchObject({ headingDeg: 44, motion: "driving", connection: "online" });
});

test("a car that falls silent turns offline without a message", async () => {
  const vehicleId = await addVehicle();
  const { client } = await connectAs("OWNER");
  const received = recordPositions(client);
  const almostSilent = new Date(Date.now() - 5 * 60_000 + 1_500).toISOString();
  announce(aVehicleLive(vehicleId, { ts: almostSilent }));
  await until(() => {
    const connections = received.map(({ connection }) => connection);
    expect(connections).toEqual(["online", "offline"]);
  });
});

test("edits reach the pages at once: a new name, a new car, one that leaves the branch", async () => {
  const vehicleId = await addVehicle();
  const { client } = await connectAs("DESK");
  const named = next(client, "vehicle:changed");
  await dashboard.call("OWNER", "PATCH", `/api/vehicles/${vehicleId}`, { model: "EX30" });
  expect(await named).toMatchObject({ vehicleId, model: "EX30" });

  const added = next(client, "vehicle:changed");
  const newId = await addVehicle();
  expect(await added).toMatchObject({ vehicleId: newId });

  const left = next(client, "vehicle:removed");
  await dashboard.call("OWNER", "PATCH", `/api/vehicles/${vehicleId}`, { branchId: abroadId });
  expect(await left).toEqual({ vehicleId });
  const { snapshot } = await connectAs("DESK");
  expect(snapshot.vehicles.map((car) => car.vehicleId)).not.toContain(vehicleId);
});

const aRoute = (vehicleId: string): Route => ({
  id: "0d9ad7f4-5b35-4b52-8a4b-6d5f7f4a5c11",
  vehicleId,
  driverId: null,
  startLocationId: "a",
  endLocationId: null,
  startTime: "2026-11-01T10:00:00.000Z",
  endTime: null,
  startLat: 57.7,
  startLon: 11.97,
  endLat: null,
  endLon: null,
  distanceKm: 0.4,
  blindKm: 0,
  maxSpeedKmh: null,
  movingS: 60,
  idlingS: 0,
  status: "IN_PROGRESS",
  revision: 1,
});

test("alerts and bookings reach those of the branch who may see them, and nobody else", async () => {
  const seen = {
    OWNER: new Set<string>(),
    DISPATCHER: new Set<string>(),
    FIELD: new Set<string>(),
  };
  for (const role of ["OWNER", "DISPATCHER", "FIELD"] as const) {
    const { client } = await connectAs(role);
    client.onAny((event: string) => seen[role].add(event));
  }
  const publish = (event: string, payload: object) =>
    jetstream(dashboard.nats).publish(eventSubject(event), JSON.stringify(payload));
  const booking = aBooking({ branchId: abroadId, returnBranchId: dashboard.branchId });
  await publish("alert:critical", { alert: anAlert({ branchId: abroadId }) });
  await publish("alert:updated", { alert: anAlert({ branchId: dashboard.branchId }) });
  await publish("booking:extended", { booking });
  await until(() => {
    expect(seen.OWNER).toEqual(new Set(["alert:critical", "alert:updated", "booking:extended"]));
    expect(seen.DISPATCHER).toEqual(new Set(["alert:updated", "booking:extended"]));
  });
  expect(seen.FIELD).toEqual(new Set());
});

test("committed route events are passed on to those who may see tracks, also after NATS restarts", async () => {
  const vehicleId = await addVehicle();
  const { client: desk } = await connectAs("DESK");
  const { client: field } = await connectAs("FIELD");
  const seen: string[] = [];
  const seenByField: string[] = [];
  desk.on("route:started", ({ route }) => seen.push(`started ${route.vehicleId}`));
  desk.on("route:retracted", ({ routeId }) => seen.push(`retracted ${routeId}`));
  field.onAny((event: string) => {
    if (event.startsWith("route:")) seenByField.push(event);
  });
  const route = aRoute(vehicleId);
  const started = JSON.stringify({ route, late: false });
  const retracted = JSON.stringify({ routeId: route.id, vehicleId });
  await jetstream(dashboard.nats).publish(eventSubject("route:started"), started);
  await until(() => expect(seen).toEqual([`started ${vehicleId}`]));
  await dashboard.natsServer.restart();
  await vi.waitFor(
    () => jetstream(dashboard.nats).publish(eventSubject("route:retracted"), retracted),
    { timeout: 20_000, interval: 200 },
  );
  await vi.waitFor(() => expect(seen).toHaveLength(2), { timeout: 20_000 });
  expect(seen).toEqual([`started ${vehicleId}`, `retracted ${route.id}`]);
  expect(seenByField).toEqual([]);
});

test("strangers and foreign pages do not get in", async () => {
  const refused = (options: object): Promise<string> => {
    const client: Client = io(dashboard.url, {
      transports: ["websocket"],
      forceNew: true,
      ...options,
    });
    clients.push(client);
    return refusal(client);
  };
  expect(await refused({ auth: { token: "made up" } })).toBe("sign in first");
  const token = await dashboard.tokenOf("OWNER");
  const foreign = { auth: { token }, extraHeaders: { origin: "https://evil.example" } };
  expect(await refused(foreign)).toBe("websocket error");
});

test("the session cookie opens the socket, and whoever sends events is put out", async () => {
  const cookie = `roadledger=${await dashboard.tokenOf("OWNER")}`;
  const client: Client = io(dashboard.url, {
    transports: ["websocket"],
    forceNew: true,
    extraHeaders: { cookie, origin: dashboard.url },
  });
  clients.push(client);
  await next(client, "snapshot");
  const ended = new Promise((resolve) => {
    client.once("disconnect", resolve);
  });
  client.send("drop tables");
  expect(await ended).toBe("io server disconnect");
});

test("a connection whose session is revoked, or whose user changes branch, is cut", async () => {
  const reasonOf = (client: Client) =>
    new Promise((resolve) => {
      client.once("disconnect", resolve);
    });
  const { client: manager } = await connectAs("MANAGER");
  const { client: dispatcher } = await connectAs("DISPATCHER");
  const cuts = [reasonOf(manager), reasonOf(dispatcher)];
  await dashboard.call("MANAGER", "DELETE", "/api/session");
  const { body } = await dashboard.call("DISPATCHER", "GET", "/api/session");
  const { user } = WhoAmI.parse(body);
  await dashboard.call("OWNER", "PATCH", `/api/users/${user.id}`, { branchId: abroadId });
  // Not "io server disconnect": after that a client would not come back by itself.
  expect(await Promise.all(cuts)).toEqual(["transport close", "transport close"]);
});
