import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { LivePage } from "../../../contracts/live-page.ts";
import type {
  ServerToBrowser,
  Snapshot,
  VehicleSummary,
} from "../../../contracts/live-protocol.ts";
import type { Role } from "../../../contracts/permissions.ts";
import { EVENT_STREAM, EVENT_SUBJECTS, eventSubject } from "../../../contracts/subjects.ts";
import { startTestDashboard, type TestDashboard } from "../testing.ts";

const DAY_MS = 24 * 3_600_000;

type Client = Socket<ServerToBrowser, Record<string, never>>;

let dashboard: TestDashboard;
const clients: Client[] = [];
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});
afterAll(() => dashboard.close());

const connectAs = async (role: Role): Promise<{ client: Client; snapshot: Snapshot }> => {
  const auth = { token: await dashboard.tokenOf(role) };
  const client: Client = io(dashboard.url, { transports: ["websocket"], auth, forceNew: true });
  clients.push(client);
  const snapshot = await new Promise<Snapshot>((resolve, reject) => {
    client.once("snapshot", resolve);
    client.once("connect_error", reject);
  });
  return { client, snapshot };
};

/** The next change of this car that a client is told of. */
const nextChange = (client: Client, vehicleId: string): Promise<VehicleSummary> =>
  new Promise((resolve) => {
    client.on("vehicle:changed", (car) => {
      if (car.vehicleId === vehicleId) resolve(car);
    });
  });

const liveCar = async (role: Role, vehicleId: string): Promise<VehicleSummary | undefined> => {
  const { body } = await dashboard.call(role, "GET", "/api/live");
  return LivePage.parse(body).items.find((car) => car.vehicleId === vehicleId);
};

const create = async (path: string, body: object): Promise<string> => {
  const answer = await dashboard.call("OWNER", "POST", path, body);
  return z.object({ id: z.string() }).parse(answer.body).id;
};
let plates = 0;
const addCarAndDriver = async (name: string) => {
  const { branchId } = dashboard;
  const car = { licensePlate: `D ${++plates}`, model: "V60", vehicleType: "CAR", branchId };
  const vehicleId = await create("/api/vehicles", car);
  const driver = { name, licenseNumber: `L ${plates}`, branchId };
  return { vehicleId, driverId: await create("/api/drivers", driver) };
};

test("a driver is shown once the assignment's time has come, and on open pages soon after", async () => {
  const { pool } = dashboard.database;
  const { vehicleId, driverId } = await addCarAndDriver("Nils");
  const { client } = await connectAs("DESK");
  const planned = nextChange(client, vehicleId);
  const assignedAt = new Date(Date.now() + 2 * DAY_MS).toISOString();
  await create("/api/assignments", { vehicleId, driverId, assignedAt });
  expect(await planned).toMatchObject({ driverName: null });
  expect(await liveCar("DESK", vehicleId)).toMatchObject({ driverName: null });

  const begun = nextChange(client, vehicleId);
  // Its time comes without anybody doing anything. Nor does the server wait for its next look.
  await pool.query(
    "update vehicle_driver_assignments set assigned_at = now() where driver_id = $1",
    [driverId],
  );
  await dashboard.natsServer.restart();
  expect(await begun).toMatchObject({ driverName: "Nils" });
  expect(await liveCar("DESK", vehicleId)).toMatchObject({ driverName: "Nils" });
});

test("who drives a car is told to those who may see drivers, by HTTP and by socket alike", async () => {
  const { vehicleId, driverId } = await addCarAndDriver("Maja");
  const [desk, field] = [await connectAs("DESK"), await connectAs("FIELD")];
  const told = [nextChange(desk.client, vehicleId), nextChange(field.client, vehicleId)];
  await create("/api/assignments", { vehicleId, driverId });
  const [toDesk, toField] = await Promise.all(told);
  expect(toDesk).toMatchObject({ vehicleId, driverName: "Maja" });
  expect(toField).toMatchObject({ vehicleId, model: "V60" });
  expect(toField).not.toHaveProperty("driverName");

  for (const role of ["DESK", "FIELD"] as const) {
    const { snapshot } = await connectAs(role);
    const inSnapshot = snapshot.vehicles.find((car) => car.vehicleId === vehicleId);
    for (const car of [inSnapshot, await liveCar(role, vehicleId)]) {
      expect(car).toHaveProperty("licensePlate");
      expect(car?.driverName).toBe(role === "DESK" ? "Maja" : undefined);
    }
  }
});

test("who rents a car is told while it is out, to those who may see bookings", async () => {
  const { vehicleId } = await addCarAndDriver("Tove");
  const manager = await jetstreamManager(dashboard.nats);
  await manager.streams.add({ name: EVENT_STREAM, subjects: [EVENT_SUBJECTS] });
  const [desk, field] = [await connectAs("DESK"), await connectAs("FIELD")];
  const nowMs = Date.now();
  const booking = {
    ...{ vehicleId, customerName: "Åsa Berg" },
    outAt: new Date(nowMs).toISOString(),
    dueAt: new Date(nowMs + DAY_MS).toISOString(),
  };
  const bookingId = await create("/api/bookings", booking);
  /** Takes a step of the booking, which nothing here carries from the outbox to the stream. */
  const step = async (name: string): Promise<void> => {
    const { body } = await dashboard.call("DESK", "POST", `/api/bookings/${bookingId}/${name}`, {});
    const event = JSON.stringify({ booking: body });
    await jetstream(dashboard.nats).publish(eventSubject("booking:updated"), event);
  };
  const told = [nextChange(desk.client, vehicleId), nextChange(field.client, vehicleId)];
  await step("handover");
  const [toDesk, toField] = await Promise.all(told);
  expect(toDesk?.rental).toEqual({ bookingId, customerName: "Åsa Berg" });
  expect(toField).not.toHaveProperty("rental");
  expect((await liveCar("FIELD", vehicleId))?.rental).toBeUndefined();

  const back = nextChange(desk.client, vehicleId);
  await step("return");
  expect((await back).rental).toBeNull();
});
