import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  type BrowserToServer,
  MAX_WATCHED,
  type ServerToBrowser,
  type VehicleLive,
} from "../../../contracts/live-protocol.ts";
import type { Role } from "../../../contracts/permissions.ts";
import { LIVE_POSITIONS_SUBJECT } from "../../../contracts/subjects.ts";
import { aVehicleLive } from "../../../contracts/testing-live.ts";
import { startTestDashboard, type TestDashboard } from "../testing.ts";

type Client = Socket<ServerToBrowser, BrowserToServer>;
type Answer = { id: string };

let dashboard: TestDashboard;
let abroadId: string;
const clients: Client[] = [];
beforeAll(async () => {
  dashboard = await startTestDashboard();
  const abroad = { name: "Oslo", timeZone: "Europe/Oslo", currency: "NOK" };
  const { body } = await dashboard.call("OWNER", "POST", "/api/branches", abroad);
  abroadId = (body as Answer).id;
});
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});
afterAll(() => dashboard.close());

const until = (condition: () => void) => vi.waitFor(condition, { timeout: 5_000, interval: 20 });

/** A viewer of packed positions, and every state it was sent in full. */
const connectAs = async (role: Role) => {
  const client: Client = io(dashboard.url, {
    transports: ["websocket"],
    auth: { token: await dashboard.tokenOf(role), positions: "packed" },
    forceNew: true,
  });
  clients.push(client);
  const states: VehicleLive[] = [];
  let ticks = 0;
  client.on("positions", (batch) => {
    if ("vehicles" in batch) states.push(...batch.vehicles);
    else ticks++;
  });
  await new Promise((resolve) => {
    client.once("snapshot", resolve);
  });
  return { client, states, ticks: () => ticks };
};

let plates = 0;
const addVehicle = async (branchId = dashboard.branchId): Promise<string> => {
  const body = { licensePlate: `W ${++plates}`, model: "V60", vehicleType: "CAR", branchId };
  const { client } = await connectAs("OWNER");
  const known = new Set<string>();
  client.on("vehicle:changed", ({ vehicleId }) => known.add(vehicleId));
  const answer = await dashboard.call("OWNER", "POST", "/api/vehicles", body);
  const { id } = answer.body as Answer;
  await until(() => expect(known).toContain(id));
  return id;
};

const announce = (...vehicles: VehicleLive[]): void => {
  dashboard.nats.publish(LIVE_POSITIONS_SUBJECT, JSON.stringify({ v: 1, vehicles }));
};

test("a watched car is told in full, at once and with each change, and no other car is", async () => {
  const [watched, other] = [await addVehicle(), await addVehicle()];
  announce(aVehicleLive(watched, { fuelPct: 80 }));
  const { client, states } = await connectAs("OWNER");
  client.emit("vehicles:watch", [watched]);
  await until(() => expect(states.at(-1)).toMatchObject({ vehicleId: watched, fuelPct: 80 }));
  announce(aVehicleLive(other, { fuelPct: 10 }), aVehicleLive(watched, { fuelPct: 79 }));
  await until(() => expect(states.at(-1)).toMatchObject({ vehicleId: watched, fuelPct: 79 }));
  expect(states.map(({ vehicleId }) => vehicleId)).not.toContain(other);
});

test("who turns to another car gets only positions of the one before", async () => {
  const [closed, opened] = [await addVehicle(), await addVehicle()];
  const { client, states, ticks } = await connectAs("OWNER");
  client.emit("vehicles:watch", [closed]);
  await until(() => expect(states.at(-1)?.vehicleId).toBe(closed));
  client.emit("vehicles:watch", [opened]);
  await until(() => expect(states.at(-1)?.vehicleId).toBe(opened));
  const before = ticks();
  announce(aVehicleLive(closed, { fuelPct: 5 }));
  await until(() => expect(ticks()).toBeGreaterThan(before));
  expect(states.at(-1)?.vehicleId).toBe(opened);
});

test("a car of another branch is never told, whoever names it, and not once it has moved there", async () => {
  const [here, abroad] = [await addVehicle(), await addVehicle(abroadId)];
  announce(aVehicleLive(abroad, { fuelPct: 33 }), aVehicleLive(here, { fuelPct: 44 }));
  const { client, states } = await connectAs("DESK");
  const owner = await connectAs("OWNER");
  for (const each of [client, owner.client]) each.emit("vehicles:watch", [here, abroad]);
  await until(() => expect(owner.states).toHaveLength(2));
  await until(() => expect(states.at(-1)).toMatchObject({ vehicleId: here, fuelPct: 44 }));
  const removed = new Promise((resolve) => {
    client.once("vehicle:removed", resolve);
  });
  await dashboard.call("OWNER", "PATCH", `/api/vehicles/${here}`, { branchId: abroadId });
  await removed;
  announce(aVehicleLive(here, { fuelPct: 43 }), aVehicleLive(abroad, { fuelPct: 32 }));
  await until(() => expect(owner.states.map(({ fuelPct }) => fuelPct)).toContain(43));
  expect(states.map(({ fuelPct }) => fuelPct)).toEqual([44]);
});

test.each([
  ["too many cars", Array.from({ length: MAX_WATCHED + 1 }, () => crypto.randomUUID())],
  ["what is no list of cars", { all: true }],
])("who asks for %s is put out", async (_, asked) => {
  const { client } = await connectAs("OWNER");
  const ended = new Promise((resolve) => {
    client.once("disconnect", resolve);
  });
  (client as Socket).emit("vehicles:watch", asked);
  expect(await ended).toBe("io server disconnect");
});

test("a car that there is not is passed over", async () => {
  const vehicleId = await addVehicle();
  const { client, states } = await connectAs("OWNER");
  client.emit("vehicles:watch", [crypto.randomUUID(), vehicleId]);
  await until(() => expect(states.map((state) => state.vehicleId)).toEqual([vehicleId]));
});
