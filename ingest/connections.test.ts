import { afterEach, expect, test } from "vitest";
import type { DeviceConnection } from "../db/device-connections.ts";
import { trackConnections, type Connections } from "./connections.ts";
import { eventually } from "./eventually.ts";

let connections: Connections;
afterEach(() => connections.close());

const track = (store: (changes: readonly DeviceConnection[]) => Promise<void>) => {
  connections = trackConnections({
    store,
    now: () => 0,
    onStoreError: () => {},
  });
};

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
