import { jetstream } from "@nats-io/jetstream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Command } from "../../../contracts/command.ts";
import { DeviceWithSecret } from "../../../contracts/device.ts";
import type { Role } from "../../../contracts/permissions.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import { Vehicle } from "../../../contracts/vehicle.ts";
import { addDecisionDeliveries } from "../../../db/decision-deliveries.ts";
import { storeLocation } from "../../../db/testing-rows.ts";
import type { TestDashboard } from "../testing.ts";
import { followApprovalNews } from "./approval-news.ts";
import { type PushingDashboard, startPushing, type TestDevice } from "./testing.ts";

const POLL = { timeout: 20_000, interval: 50 };

let pushing: PushingDashboard;
let dashboard: TestDashboard;
let subscribe: PushingDashboard["subscribe"];
beforeAll(async () => {
  pushing = await startPushing(followApprovalNews, "push-approvals");
  ({ dashboard, subscribe } = pushing);
});
afterAll(() => pushing.close());

let plates = 0;
/** A car that is known to stand, and a wish of a role to keep it from starting. */
const anImmobilisation = async (role: Role): Promise<Command> => {
  const facts = { licensePlate: `I ${++plates}`, model: "V60", vehicleType: "CAR" };
  const car = { ...facts, branchId: dashboard.branchId };
  const { body } = await dashboard.call("OWNER", "POST", "/api/vehicles", car);
  const vehicleId = Vehicle.parse(body).id;
  const tracker = { vehicleId, kind: "native", externalId: null };
  const made = await dashboard.call("OWNER", "POST", "/api/devices", tracker);
  const deviceId = DeviceWithSecret.parse(made.body).id;
  for (const agoS of [125, 1]) {
    const at = new Date(Date.now() - agoS * 1_000).toISOString();
    await storeLocation(dashboard.database.pool, {
      ...{ vehicleId, deviceId, at, speedKmh: 0, ignition: false },
    });
  }
  const wish = { name: "immobilise", reason: "stolen" };
  const asked = await dashboard.call(role, "POST", `/api/vehicles/${vehicleId}/commands`, wish);
  return Command.parse(asked.body);
};
/** Announces a command as the relay does. */
const announce = async (command: Command): Promise<void> => {
  const payload = JSON.stringify({ command });
  await jetstream(dashboard.nats).publish(eventSubject("command:changed"), payload);
};
const toldOf = ({ received }: TestDevice, { id }: Command) =>
  received.flatMap(({ message, headers }) =>
    message.kind === "approval" && message.commandId === id ? [{ ...message, headers }] : [],
  );

test("who may be the second person is told once that an immobilisation waits, and that it no longer does", async () => {
  const [owner, manager, dispatcher] = [
    await subscribe("OWNER"),
    await subscribe("MANAGER"),
    await subscribe("DISPATCHER"),
  ];
  const command = await anImmobilisation("MANAGER");
  await announce(command);
  await announce({ ...command, revision: command.revision + 1 });
  await expect.poll(() => toldOf(owner, command).length, POLL).toBe(1);
  const [told] = toldOf(owner, command);
  expect(told).toMatchObject({
    ...{ rings: true, isWaiting: true, language: "sv", vehicleId: command.vehicleId },
    ...{ licensePlate: command.licensePlate, requestedByName: command.requestedByName },
  });
  expect(told?.headers["urgency"]).toBe("high");
  // not later than it could still be confirmed
  expect(Number(told?.headers["ttl"])).toBeLessThanOrEqual(300);

  const path = `/api/commands/${command.id}/cancel`;
  const cancelled = Command.parse((await dashboard.call("OWNER", "POST", path, {})).body);
  await announce(cancelled);
  await expect.poll(() => toldOf(owner, command).length, POLL).toBe(2);
  expect(toldOf(owner, command)[1]).toMatchObject({ rings: false, isWaiting: false });
  // neither who asked for it nor who may not decide
  expect(toldOf(manager, command)).toEqual([]);
  expect(toldOf(dispatcher, command)).toEqual([]);
});

test("a wish that was settled before the device could be told is not told", async () => {
  const device = await subscribe("OWNER");
  const command = await anImmobilisation("DISPATCHER");
  await dashboard.call("OWNER", "POST", `/api/commands/${command.id}/cancel`, {});
  await addDecisionDeliveries(dashboard.database.pool, {
    ...{ decision: { of: "command_id", id: command.id }, revision: command.revision, rings: true },
    ...{ roles: ["OWNER"], branchIds: [command.branchId], exceptUserId: command.requestedBy },
    expiresAt: new Date(Date.now() + 60_000),
  });
  const later = await anImmobilisation("DISPATCHER");
  await announce(later);
  await expect.poll(() => toldOf(device, later).length, POLL).toBe(1);
  expect(toldOf(device, command)).toEqual([]);
});
