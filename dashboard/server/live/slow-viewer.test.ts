import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import type { ServerToBrowser } from "../../../contracts/live-protocol.ts";
import { LIVE_POSITIONS_SUBJECT } from "../../../contracts/subjects.ts";
import { aVehicleLive } from "../../../contracts/testing-live.ts";
import { Vehicle } from "../../../contracts/vehicle.ts";
import { startTestDashboard, type TestDashboard } from "../testing.ts";

/** What is paused and resumed: the TCP socket under the client, which has no public name. */
const Transport = z.object({
  ws: z.object({ _socket: z.custom<{ pause(): void; resume(): void }>() }),
});

let dashboard: TestDashboard;
let client: Socket<ServerToBrowser>;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(async () => {
  client.disconnect();
  await dashboard.close();
});

const sentPositions = async (): Promise<number> => {
  const metrics = await (await fetch(`${dashboard.url}/metrics`)).text();
  return Number(/^roadledger_sent_positions_total (\d+)/m.exec(metrics)?.[1]);
};

/** Announces a state and waits until it has been flushed. */
const announce = async (vehicleId: string, speedKmh: number, bytes = 1): Promise<void> => {
  const before = await sentPositions();
  const state = aVehicleLive(vehicleId, { speedKmh, routeId: "r".repeat(bytes) });
  const announced = { v: 1, vehicles: [state] };
  dashboard.nats.publish(LIVE_POSITIONS_SUBJECT, JSON.stringify(announced));
  await vi.waitFor(async () => expect(await sentPositions()).toBeGreaterThan(before), 5_000);
};

test("a viewer that stalls misses positions, but never the last word of a car", async () => {
  const body = { licensePlate: "S 1", model: "V60", vehicleType: "CAR" };
  const created = await dashboard.call("OWNER", "POST", "/api/vehicles", body);
  const { id } = Vehicle.parse(created.body);
  client = io(dashboard.url, {
    transports: ["websocket"],
    auth: { token: await dashboard.tokenOf("OWNER") },
  });
  const speeds: (number | null)[] = [];
  client.on("positions", (batch) => {
    if ("vehicles" in batch) speeds.push(...batch.vehicles.map(({ speedKmh }) => speedKmh));
  });
  await new Promise((resolve) => {
    client.once("snapshot", resolve);
  });
  const { ws } = Transport.parse(client.io.engine.transport);
  ws._socket.pause();
  // More than the buffers of both kernels hold.
  const rounds = 12;
  for (let round = 1; round <= rounds; round++) await announce(id, round, 2_000_000);
  await announce(id, 77);
  ws._socket.resume();
  await vi.waitFor(() => expect(speeds.at(-1)).toBe(77), 10_000);
  expect(speeds.length).toBeLessThan(rounds);
});
