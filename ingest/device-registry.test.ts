import { expect, test } from "vitest";
import type { RegisteredDevice } from "../db/device-registry.ts";
import { originOf } from "../db/location-row.ts";
import { createDeviceRegistry, originAt } from "./device-registry.ts";
import { sha256 } from "./testing.ts";

const device = (id: string, extra: Partial<RegisteredDevice> = {}): RegisteredDevice => ({
  id,
  kind: "native",
  externalId: null,
  secretSha256: sha256(`secret of ${id}`),
  secretBranchId: null,
  branchId: null,
  mountings: [],
  ...extra,
});

test("a device is known by its secret, its id or its maker's id, once loaded", async () => {
  const car = device("car", { kind: "teltonika", externalId: "350000000000006" });
  const registry = createDeviceRegistry(() => Promise.resolve([car]));
  expect(registry.authenticate("car", "secret of car")).toBeUndefined();

  await registry.reload();
  expect(registry.authenticate("car", "secret of car")).toBe(car);
  expect(registry.authenticate("car", "secret of bus")).toBeUndefined();
  expect(registry.authenticate("bus", "no device has this secret")).toBeUndefined();
  expect(registry.find("car")).toBe(car);
  expect(registry.findExternal("teltonika", "350000000000006")).toBe(car);
  expect(registry.findExternal("osmand", "350000000000006")).toBeUndefined();
});

test("a reload forgets who is no longer there", async () => {
  let devices = [device("car"), device("bus")];
  const registry = createDeviceRegistry(() => Promise.resolve(devices));
  await registry.reload();
  devices = [device("bus")];
  await registry.reload();
  expect([registry.find("car"), registry.find("bus")?.id]).toEqual([undefined, "bus"]);
});

test("a reload that fails leaves what was known", async () => {
  let load = () => Promise.resolve([device("car")]);
  const registry = createDeviceRegistry(() => load());
  await registry.reload();
  load = () => Promise.reject(new Error("database away"));
  await expect(registry.reload()).rejects.toThrow("database away");
  expect(registry.find("car")?.id).toBe("car");
});

const OLD = "00000000-0000-4000-8000-00000000000a";
const NEW = "00000000-0000-4000-8000-00000000000b";

test("an observation belongs to the car the tracker sat in at that instant", () => {
  const moved = device("car", {
    mountings: [
      { origin: originOf("car", OLD), fromMs: 100, untilMs: 200 },
      { origin: originOf("car", NEW), fromMs: 300, untilMs: Number.POSITIVE_INFINITY },
    ],
  });
  const at = (tsMs: number) => originAt(moved, tsMs)?.vehicleId;
  expect([99, 100, 199, 200, 299, 300, 9e12].map(at)).toEqual([
    undefined,
    OLD,
    OLD,
    undefined,
    undefined,
    NEW,
    NEW,
  ]);
});
