import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { ServerToBrowser } from "../../../contracts/live-protocol.ts";
import { type PackedPosition, unpackPositions } from "../../../contracts/packed-positions.ts";
import { SHARED_NAMESPACE, ShareLinkWithToken } from "../../../contracts/share-link.ts";
import { LIVE_POSITIONS_SUBJECT } from "../../../contracts/subjects.ts";
import { aVehicleLive } from "../../../contracts/testing-live.ts";
import { Vehicle } from "../../../contracts/vehicle.ts";
import { expireShareLink, storeRoute } from "../../../db/testing-rows.ts";
import { startTestDashboard, type TestDashboard } from "../testing.ts";

type Client = Socket<ServerToBrowser>;

let dashboard: TestDashboard;
const clients: Client[] = [];
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});
afterAll(() => dashboard.close());

const until = (condition: () => void | Promise<void>) =>
  vi.waitFor(condition, { timeout: 10_000, interval: 20 });

let plates = 0;
const addVehicle = async (): Promise<string> => {
  const car = { licensePlate: `F ${++plates}`, model: "V60", vehicleType: "CAR" };
  const body = { ...car, branchId: dashboard.branchId };
  return Vehicle.parse((await dashboard.call("OWNER", "POST", "/api/vehicles", body)).body).id;
};
const makeLink = async (wish: object): Promise<ShareLinkWithToken> => {
  const body = { validS: 3_600, ...wish };
  const answer = await dashboard.call("OWNER", "POST", "/api/share-links", body);
  return ShareLinkWithToken.parse(answer.body);
};
const revoke = (id: string) => dashboard.call("OWNER", "POST", `/api/share-links/${id}/revoke`);
const announce = (vehicleId: string, lat: number): void => {
  const announced = { v: 1, vehicles: [aVehicleLive(vehicleId, { lat })] };
  dashboard.nats.publish(LIVE_POSITIONS_SUBJECT, JSON.stringify(announced));
};

/** A page of a link: what it was sent, by event, and why it was put out. */
const openPage = (token: string, namespace: string = SHARED_NAMESPACE) => {
  const client: Client = io(dashboard.url + namespace, {
    ...{ transports: ["websocket"], forceNew: true, auth: { token } },
  });
  clients.push(client);
  const events: string[] = [];
  const positions: PackedPosition[] = [];
  const endings: string[] = [];
  client.onAny((event: string) => events.push(event));
  client.on("positions", (batch) => {
    // In Node the client hands binary over as a Buffer; browsers get an ArrayBuffer.
    if (Buffer.isBuffer(batch)) positions.push(...unpackPositions(Uint8Array.from(batch).buffer));
  });
  client.on("disconnect", (reason) => endings.push(reason));
  const connected = new Promise<"connected" | Error>((resolve) => {
    client.once("connect", () => resolve("connected"));
    client.once("connect_error", resolve);
  });
  return { client, events, positions, endings, connected };
};

test("a page hears of its own car as it moves, and of no other", async () => {
  const [vehicleId, otherId] = [await addVehicle(), await addVehicle()];
  const { token } = await makeLink({ kind: "live", vehicleId });
  const page = openPage(token);
  expect(await page.connected).toBe("connected");
  await until(() => {
    announce(otherId, 10);
    announce(vehicleId, 57.75);
    expect(page.positions.at(-1)?.lat).toBeCloseTo(57.75);
  });
  announce(otherId, 11);
  announce(vehicleId, 57.76);
  await until(() => expect(page.positions.at(-1)?.lat).toBeCloseTo(57.76));
  expect(page.positions.every(({ lat }) => Math.abs((lat ?? 0) - 57.755) < 0.01)).toBe(true);
  expect(new Set(page.events.filter((event) => event !== "shared:car"))).toEqual(
    new Set(["positions"]),
  );
  // whoever comes later begins with the car as it is
  const later = openPage(token);
  const car = await new Promise<unknown>((resolve) => {
    later.client.once("shared:car", resolve);
  });
  expect(car).toMatchObject({ car: { lat: 57.76 } });
  expect(car).not.toHaveProperty("car.vehicleId");
});

test.each(["live", "route"] as const)(
  "a %s page is told within seconds that its link was revoked",
  async (kind) => {
    const vehicleId = await addVehicle();
    const routeId = await storeRoute(dashboard.database.pool, vehicleId, "2026-11-02T08:00:00Z");
    const { id, token } = await makeLink({
      kind,
      ...(kind === "live" ? { vehicleId } : { routeId }),
    });
    const stays = openPage((await makeLink({ kind: "live", vehicleId })).token);
    const page = openPage(token);
    await Promise.all([page.connected, stays.connected]);
    await revoke(id);
    await until(() => expect(page.endings).toEqual(["io server disconnect"]));
    expect(page.events.at(-1)).toBe("shared:ended");
    expect(stays.endings).toEqual([]);
    expect(await openPage(token).connected).toMatchObject({
      message: "there is no such share link",
    });
  },
);

test("a page is told that its link has expired", async () => {
  const { id, token } = await makeLink({ kind: "live", vehicleId: await addVehicle() });
  const page = openPage(token);
  await page.connected;
  await expireShareLink(dashboard.database.pool, id);
  await until(() => expect(page.events).toContain("shared:ended"));
});

test("a link is no session and a session no link, and whoever sends events is put out", async () => {
  const { token } = await makeLink({ kind: "live", vehicleId: await addVehicle() });
  expect(await openPage(token, "/").connected).toMatchObject({ message: "sign in first" });
  const session = await dashboard.tokenOf("OWNER");
  for (const other of [session, "made up"]) {
    const refused = { message: "there is no such share link" };
    expect(await openPage(other).connected).toMatchObject(refused);
  }
  const page = openPage(token);
  await page.connected;
  page.client.send("drop tables");
  await until(() => expect(page.endings).toEqual(["io server disconnect"]));
});
