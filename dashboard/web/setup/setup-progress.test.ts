import { expect, test } from "vitest";
import { Branch } from "../../../contracts/branch.ts";
import { Device } from "../../../contracts/device.ts";
import { Vehicle } from "../../../contracts/vehicle.ts";
import { currentStep, nextStep } from "./setup-progress.ts";

const at = "2026-03-03T08:00:00.000Z";
const base = { status: "ACTIVE", createdAt: at, updatedAt: at };
const branch = Branch.parse({
  ...{ ...base, id: "b-1", name: "Göteborg", timeZone: "Europe/Stockholm", currency: "SEK" },
  ...{ latitude: null, longitude: null },
});
const vehicle = Vehicle.parse({
  ...{ ...base, id: "v-1", licensePlate: "GBG 123", model: "Volvo V60", vehicleType: "CAR" },
  ...{ tankLitres: null, fuelType: null, group: null, branchId: "b-1" },
  ...{ serviceEveryKm: null, serviceEveryMonths: null, lastServiceKm: null, lastServiceOn: null },
});
const aDevice = (id: string, lastSeenAt: string | null, createdAt = at): Device =>
  Device.parse({
    ...{
      ...base,
      id,
      kind: "native",
      externalId: null,
      vehicleId: "v-1",
      mountedAt: at,
      createdAt,
    },
    ...{ licensePlate: "GBG 123", connected: null, sessions: 0, connectionChangedAt: null },
    ...{ disconnectReason: null, lastSeenAt },
  });
const nothing = { branches: [], vehicles: [], devices: [] };

test.each([
  ["nothing", nothing, "branch"],
  ["a branch", { ...nothing, branches: [branch] }, "vehicle"],
  ["a car in it", { ...nothing, branches: [branch], vehicles: [vehicle] }, "device"],
  [
    "a device that was never heard",
    { branches: [branch], vehicles: [vehicle], devices: [aDevice("d-1", null)] },
    "connect",
  ],
  [
    "a device that was heard beside one that was not",
    {
      branches: [branch],
      vehicles: [vehicle],
      devices: [aDevice("d-1", null), aDevice("d-2", at)],
    },
    "done",
  ],
] as const)("after %s comes the next step", (_case, inventory, kind) => {
  expect(nextStep(inventory).kind).toBe(kind);
});

test("of several devices that were never heard the latest is waited for", () => {
  const devices = [aDevice("old", null), aDevice("new", null, "2026-03-03T09:00:00.000Z")];
  expect(nextStep({ ...nothing, devices })).toMatchObject({ device: { id: "new" } });
});

test("waiting for a device is still the device's step; afterwards none is left", () => {
  expect(currentStep({ kind: "connect", device: aDevice("d-1", null) })).toBe("device");
  expect(currentStep({ kind: "done", device: aDevice("d-1", at) })).toBeUndefined();
});
