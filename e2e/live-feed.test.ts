import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type {
  RouteEvent,
  ServerToBrowser,
  Snapshot,
  VehicleLive,
} from "../contracts/live-protocol.ts";
import { unpackPositions, type PackedPosition } from "../contracts/packed-positions.ts";
import { driveEast, fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { signIn } from "./api.ts";
import { registerBranch, registerCar, runSystem, type RunningSystem } from "./running-system.ts";

type Client = Socket<ServerToBrowser, Record<string, never>>;

let system: RunningSystem;
const clients: Client[] = [];
beforeAll(async () => {
  system = await runSystem();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});
afterAll(() => system.close());

const open = (options: object): Client => {
  const client: Client = io(system.httpUrl, {
    transports: ["websocket"],
    forceNew: true,
    ...options,
  });
  clients.push(client);
  return client;
};
const connect = async (auth: object): Promise<{ client: Client; snapshot: Snapshot }> => {
  const client = open({ auth });
  const snapshot = await new Promise<Snapshot>((resolve, reject) => {
    client.once("snapshot", resolve);
    client.once("connect_error", reject);
  });
  return { client, snapshot };
};
const ownersToken = async (): Promise<string> => (await signIn(system.httpUrl, system.owner)).token;

/** Every state the client is told of from now on, in order. */
const statesOf = (client: Client): VehicleLive[] => {
  const states: VehicleLive[] = [];
  client.on("positions", (batch) => {
    if ("vehicles" in batch) states.push(...batch.vehicles);
  });
  return states;
};
/** Every event the client is told of from now on, as text. */
const everythingOf = (client: Client): string[] => {
  const told: string[] = [];
  client.onAny((event: string, ...args: unknown[]) => told.push(event + JSON.stringify(args)));
  return told;
};
const routeEventsOf = (client: Client): { event: string; about: RouteEvent }[] => {
  const events: { event: string; about: RouteEvent }[] = [];
  for (const event of ["route:started", "route:ended"] as const) {
    client.on(event, (about) => events.push({ event, about }));
  }
  return events;
};

test("a connection starts with the latest state of every car, then hears each as it comes", async () => {
  const car = await registerCar(system.api);
  await publishFixes(system, car, [fixAt(Date.now() - 20_000, 0, 0)]);
  const token = await ownersToken();
  const { client } = await eventually(async () => {
    const connected = await connect({ token });
    const state = connected.snapshot.vehicles.find(({ vehicleId }) => vehicleId === car.vehicleId);
    expect(state).toMatchObject({ licensePlate: car.licensePlate, lat: 57.7, lon: 11.95 });
    return connected;
  });
  const states = statesOf(client);
  const fix = fixAt(Date.now(), 120, 32);
  await publishFixes(system, car, [fix]);
  await eventually(() => {
    expect(states.at(-1)).toMatchObject({
      vehicleId: car.vehicleId,
      ts: fix.ts,
      lat: fix.lat,
      lon: fix.lon,
      connection: "online",
    });
  });
});

test("packed positions carry the same observation", async () => {
  const car = await registerCar(system.api);
  const { client, snapshot } = await connect({ token: await ownersToken(), positions: "packed" });
  const positions: PackedPosition[] = [];
  client.on("positions", (batch) => {
    // In Node the client hands binary over as a Buffer; browsers get an ArrayBuffer.
    if (Buffer.isBuffer(batch)) positions.push(...unpackPositions(Uint8Array.from(batch).buffer));
  });
  const now = Date.now();
  const fixes = driveEast(now - 60_000, now);
  await publishFixes(system, car, fixes);
  const last = fixes.at(-1);
  await eventually(() => {
    const packedId = snapshot.packedIds?.[car.vehicleId];
    const position = positions.findLast((one) => one.packedId === packedId);
    expect(position).toMatchObject({ headingDeg: 90, motion: "driving", connection: "online" });
    expect(position?.lon).toBeCloseTo(last?.lon ?? 0, 6);
    expect(position?.speedKmh).toBeCloseTo(54, 1);
    expect(position?.positionMs).toBeCloseTo(Date.parse(last?.ts ?? ""), -3);
  });
});

test("a drive is announced once when it begins and once when it ends", async () => {
  const car = await registerCar(system.api);
  const { client } = await connect({ token: await ownersToken() });
  const events = routeEventsOf(client);
  const startMs = Date.now() - 8 * 60_000;
  const endMs = Date.now() - 2 * 60_000;
  await publishFixes(system, car, [fixAt(startMs - 60_000, 0, 0, false)]);
  const fixes = driveEast(startMs, endMs);
  await publishFixes(system, car, fixes);
  await eventually(() => {
    expect(events).toMatchObject([
      { event: "route:started", about: { route: { vehicleId: car.vehicleId }, late: false } },
    ]);
  });
  const parked = [0, 30_000, 60_000].map((afterMs) =>
    fixAt(endMs + afterMs, fixes.length * 75, 0, false),
  );
  await publishFixes(system, car, parked);
  await eventually(() => {
    expect(events.map(({ event }) => event)).toEqual(["route:started", "route:ended"]);
  });
  const [started, ended] = events;
  expect(ended?.about.route.id).toBe(started?.about.route.id);
  expect(ended?.about.route.status).toBe("COMPLETED");
  const drivenKm = ((fixes.length - 1) * 75) / 1_000;
  expect(Math.abs((ended?.about.route.distanceKm ?? 0) / drivenKm - 1)).toBeLessThan(0.02);
});

test("a page of another origin and people without a session are refused", async () => {
  const refusal = (options: object): Promise<string> =>
    new Promise((resolve) => {
      open(options).once("connect_error", ({ message }) => resolve(message));
    });
  const token = await ownersToken();
  expect(await refusal({ auth: { token }, extraHeaders: { origin: "https://evil.example" } })).toBe(
    "websocket error",
  );
  expect(await refusal({ auth: {} })).toBe("sign in first");
  expect(await refusal({ auth: { token: "made up" } })).toBe("sign in first");
});

const deskOf = async (branchId: string): Promise<string> => {
  const account = { email: `desk-${branchId}@example.com`, password: "another long password" };
  await system.api.post("/api/users", { ...account, name: "Desk", role: "DESK", branchId });
  return (await signIn(system.httpUrl, account)).token;
};

test("a branch's desk hears of its own cars and never of another branch's", async () => {
  const [here, abroad] = [
    await registerBranch(system.api, "Malmö"),
    await registerBranch(system.api, "Oslo"),
  ];
  const own = await registerCar(system.api, { branchId: here });
  const foreign = await registerCar(system.api, { branchId: abroad });
  const { client, snapshot } = await connect({ token: await deskOf(here) });
  expect(snapshot.vehicles.map(({ vehicleId }) => vehicleId)).toEqual([own.vehicleId]);

  const heard = everythingOf(client);
  const heardByOwner = everythingOf((await connect({ token: await ownersToken() })).client);
  const nowMs = Date.now();
  for (const car of [foreign, own]) {
    await publishFixes(system, car, driveEast(nowMs - 6 * 60_000, nowMs));
    const witness = car === own ? heard : heardByOwner;
    await eventually(() => {
      for (const event of ["positions", "route:started"]) {
        expect(witness.some((text) => text.startsWith(event) && text.includes(car.vehicleId))).toBe(
          true,
        );
      }
    });
  }
  expect(heard.join()).not.toContain(foreign.vehicleId);
});
