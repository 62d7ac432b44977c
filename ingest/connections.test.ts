import { afterEach, expect, test } from "vitest";
import type { DeviceConnection } from "../db/device-connections.ts";
import { CONNECTION_LEASE_MS, trackConnections, type Connections } from "./connections.ts";
import { eventually } from "./eventually.ts";

let connections: Connections;
afterEach(() => connections.close());

const track = (
  report: (changes: readonly DeviceConnection[]) => Promise<void>,
  now = () => 0,
): void => {
  connections = trackConnections({ report, now, onReportError: () => {} });
};

test("that the process lives is said from time to time, also when nothing changes", async () => {
  let nowMs = 0;
  const reports: (readonly DeviceConnection[])[] = [];
  track(
    (changes) => Promise.resolve(void reports.push(changes)),
    () => nowMs,
  );
  await eventually("a first word", () => reports.length === 1);
  nowMs = CONNECTION_LEASE_MS / 2;
  await eventually("a second word, half a lease later", () => reports.length === 2);
  expect(reports).toEqual([[], []]);
});

test("a device with two sessions is connected until both have ended", async () => {
  const stored: DeviceConnection[] = [];
  track((changes) => Promise.resolve(void stored.push(...changes)));
  connections.opened("car");
  connections.opened("car");
  connections.closed("car", "error");
  expect(connections.count()).toBe(1);
  await connections.close();
  expect(stored).toMatchObject([{ deviceId: "car", connected: true, sessions: 1, reason: null }]);

  connections.closed("car", "revoked");
  await connections.close();
  expect(stored[1]).toMatchObject({ connected: false, sessions: 0, reason: "revoked" });
});

test("a device that flaps is written once a while, with its latest state", async () => {
  const stored: (readonly DeviceConnection[])[] = [];
  track((changes) => Promise.resolve(void stored.push(changes)));
  for (let index = 0; index < 100; index++) {
    connections.opened("car");
    connections.closed("car", "error");
  }
  await connections.close();
  expect(stored).toMatchObject([[{ deviceId: "car", connected: false, reason: "error" }]]);
});

test("what could not be written is written later, unless something newer has come", async () => {
  const tries: (readonly DeviceConnection[])[] = [];
  track((changes) => {
    tries.push(changes);
    if (tries.length > 1) return Promise.resolve();
    connections.closed("car", "closed"); // while the write fails
    return Promise.reject(new Error("database away"));
  });
  connections.opened("car");
  connections.opened("bus");
  const [, second] = await eventually("a second try", () => tries.length > 1 && tries);
  expect(second).toHaveLength(2);
  expect(second?.find(({ deviceId }) => deviceId === "car")).toMatchObject({ connected: false });
});
