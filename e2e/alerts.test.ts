import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Alert } from "../contracts/alert.ts";
import { AlertDetail } from "../contracts/detected.ts";
import type { Booking } from "../contracts/booking.ts";
import type { ServerToBrowser } from "../contracts/live-protocol.ts";
import { driveEast, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem } from "./running-system.ts";

type Told = { readonly event: string; readonly about: { alert?: Alert; booking?: Booking } };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let system: RunningSystem;
let client: Socket<ServerToBrowser, Record<string, never>>;
const told: Told[] = [];
beforeAll(async () => {
  system = await runSystem();
  client = io(system.httpUrl, { transports: ["websocket"], auth: { token: system.api.token } });
  client.onAny((event: string, about: Told["about"]) => told.push({ event, about }));
  await new Promise<void>((resolve) => {
    client.once("snapshot", () => resolve());
  });
});
afterAll(async () => {
  client.disconnect();
  await system.close();
});

const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const eventsAbout = (vehicleId: string): string[] =>
  told
    .filter(({ about }) => (about.alert ?? about.booking)?.vehicleId === vehicleId)
    .map(({ event }) => event);
const alertOf = async (vehicleId: string, type: string): Promise<Alert> => {
  const path = `/api/alerts?vehicleId=${vehicleId}&type=${type}`;
  const { items } = await system.api.get<{ items: unknown[] }>(path);
  expect(items).toHaveLength(1);
  return Alert.parse(items[0]);
};

test("a booking that is not back rings on the page, and its return closes it", async () => {
  const { vehicleId } = await registerCar(system.api);
  const booking = await system.api.post<Booking>("/api/bookings", {
    ...{ vehicleId, customerName: "Karin" },
    ...{ outAt: ago(27 * HOUR_MS), dueAt: ago(3 * HOUR_MS) },
  });
  await system.api.post(`/api/bookings/${booking.id}/handover`, { at: ago(27 * HOUR_MS) });
  await eventually(() => {
    expect(eventsAbout(vehicleId)).toEqual([
      ...["booking:created", "booking:updated", "alert:created", "alert:critical"],
    ]);
  });
  const alert = await alertOf(vehicleId, "overdue");
  expect(alert).toMatchObject({ level: "2h", severity: "critical", bookingId: booking.id });

  const actedMs = Date.now();
  await system.api.post(`/api/alerts/${alert.id}/acknowledge`, { note: "calling" });
  await eventually(() => expect(eventsAbout(vehicleId)).toContain("alert:updated"));
  // Without the poke, the relay would find it after up to five seconds.
  expect(Date.now() - actedMs).toBeLessThan(3_000);

  await system.api.post(`/api/bookings/${booking.id}/return`, {});
  await eventually(async () => {
    expect(await alertOf(vehicleId, "overdue")).toMatchObject({ resolution: "returned" });
    expect(eventsAbout(vehicleId)).toContain("vehicle:returned");
  });
  const detail = AlertDetail.parse(await system.api.get(`/api/alerts/${alert.id}`));
  expect(detail.history.map(({ action, userName }) => [action, userName])).toMatchObject([
    ["raised", null],
    ["acknowledge", expect.any(String)],
    ["returned", null],
  ]);
});

test("a car that drives into a place drawn a moment ago is told of, with where and when", async () => {
  const car = await registerCar(system.api);
  const fence = await system.api.post<{ id: string }>("/api/geofences", {
    name: "Harbour",
    // 600 m east of where the drive begins
    area: {
      kind: "circle",
      geometry: { type: "Point", coordinates: [11.96006, 57.7] },
      radiusM: 200,
    },
    purpose: "restricted",
  });
  const nowMs = Date.now();
  await publishFixes(system, car, driveEast(nowMs, nowMs + MINUTE_MS));
  await eventually(() => expect(eventsAbout(car.vehicleId)).toEqual(["alert:created"]));
  expect(await alertOf(car.vehicleId, "geofence_enter")).toMatchObject({
    ...{ cause: fence.id, status: "open", late: false, count: 1 },
    evidence: { geofenceId: fence.id, purpose: "restricted" },
  });
});
