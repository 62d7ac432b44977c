import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Alert } from "../../../contracts/alert.ts";
import type { Severity } from "../../../contracts/detection/detection.ts";
import type { Role } from "../../../contracts/permissions.ts";
import { PushKey, PushSubscription, PushTest } from "../../../contracts/push.ts";
import { EVENT_STREAM, EVENT_SUBJECTS, eventSubject } from "../../../contracts/subjects.ts";
import { Vehicle } from "../../../contracts/vehicle.ts";
import { findAlert } from "../../../db/alert-list.ts";
import { aDetection } from "../../../db/fixtures.ts";
import { storeAlert } from "../../../db/testing-alerts.ts";
import { startTestDashboard, type TestDashboard } from "../testing.ts";
import { followAlertNews } from "./alert-news.ts";
import { startPushQueue } from "./push-queue.ts";
import { createPushSender } from "./push-sender.ts";
import { startPushService, type TestDevice, type TestPushService } from "./testing.ts";

const POLL = { timeout: 20_000, interval: 50 };
const log = pino({ level: "fatal" });

let dashboard: TestDashboard;
let service: TestPushService;
let otherBranchId: string;
/** Dashboard servers that deliver, as far as pushes go. */
const servers: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  [dashboard, service] = await Promise.all([startTestDashboard(), startPushService()]);
  const streams = await jetstreamManager(dashboard.nats);
  await streams.streams.add({ name: EVENT_STREAM, subjects: [EVENT_SUBJECTS] });
  const branch = { name: "Malmö", timeZone: "Europe/Stockholm", currency: "SEK" };
  const { body } = await dashboard.call("OWNER", "POST", "/api/branches", branch);
  otherBranchId = (body as { id: string }).id;
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
afterAll(async () => {
  await dashboard.close();
  await service.close();
});

/** Another process that delivers pushes; resolves once it would hear of an event. */
const startServer = async (): Promise<void> => {
  const { nats } = dashboard;
  const { pool } = dashboard.database;
  const sender = createPushSender({ pool, contact: "mailto:a@b.example", allowsLoopback: true });
  const queue = startPushQueue({ pool, sender, log });
  const stopNews = followAlertNews({ pool, nats, log });
  servers.push({
    stop: async () => {
      await Promise.all([queue.stop(), stopNews()]);
    },
  });
  const { consumers } = await jetstreamManager(nats);
  await expect
    .poll(() => consumers.info(EVENT_STREAM, "push").then((info) => info.num_waiting), POLL)
    .toBeGreaterThanOrEqual(servers.length);
};

const subscribe = async (
  role: Role,
  minSeverity: Severity = "info",
  device: TestDevice = service.subscribe(),
): Promise<TestDevice & { readonly id: string }> => {
  const body = { ...device.subscription, minSeverity, language: "sv" };
  const answer = await dashboard.call(role, "PUT", "/api/me/push-subscriptions", body);
  return Object.assign(device, { id: PushSubscription.parse(answer.body).id });
};

let plates = 0;
const anAlert = async (branchId = dashboard.branchId): Promise<Alert> => {
  const car = { licensePlate: `P ${++plates}`, model: "V60", vehicleType: "CAR", branchId };
  const { body } = await dashboard.call("OWNER", "POST", "/api/vehicles", car);
  const { pool } = dashboard.database;
  const id = await storeAlert(pool, aDetection(Vehicle.parse(body).id));
  return Alert.parse(await findAlert(pool, null, id));
};
/** Announces an alert as the relay does; the same event of the same revision again is a repeat. */
const announce = async (event: string, alert: Alert, repeat = 0): Promise<void> => {
  const msgID = `${event} ${alert.id} ${alert.revision} ${repeat}`;
  await jetstream(dashboard.nats).publish(eventSubject(event), JSON.stringify({ alert }), {
    msgID,
  });
};
const act = async ({ id }: Alert, verb: string): Promise<Alert> =>
  Alert.parse((await dashboard.call("DISPATCHER", "POST", `/api/alerts/${id}/${verb}`, {})).body);

/** What a device was told of an alert. */
const toldOf = ({ received }: TestDevice, { id }: Alert) =>
  received.flatMap(({ message }) =>
    message.kind === "alert" && message.alertId === id ? [message] : [],
  );
/** Resolves once a later alert has reached a device, so that an earlier one would have too. */
const settle = async (device: TestDevice): Promise<void> => {
  const alert = await anAlert();
  await announce("alert:created", alert);
  await expect.poll(() => toldOf(device, alert).length, POLL).toBe(1);
};

test("an alert is told once to each device that may see it, encrypted, with urgency and topic", async () => {
  await startServer();
  await startServer();
  const [owner, manager] = [await subscribe("OWNER"), await subscribe("MANAGER")];
  const [here, abroad] = [await anAlert(), await anAlert(otherBranchId)];
  for (const alert of [here, abroad]) {
    await announce("alert:created", alert);
    await announce("alert:critical", alert);
    await announce("alert:created", alert, 1);
  }
  // Two servers deliver: what one is at, the other may overtake.
  await expect.poll(() => toldOf(owner, here).length, POLL).toBe(1);
  await expect.poll(() => toldOf(owner, abroad).length, POLL).toBe(1);
  await expect.poll(() => toldOf(manager, here).length, POLL).toBe(1);
  await settle(owner);
  await settle(manager);
  expect(toldOf(owner, here)).toMatchObject([
    {
      ...{ rings: true, language: "sv", type: "drain", severity: "critical", status: "open" },
      ...{ licensePlate: here.licensePlate, timeZone: "Europe/Stockholm" },
    },
  ]);
  expect([toldOf(owner, abroad).length, toldOf(manager, abroad).length]).toEqual([1, 0]);
  expect(toldOf(manager, here)).toHaveLength(1);
  const told = owner.received.find(
    ({ message }) => message.kind === "alert" && message.alertId === here.id,
  );
  expect(told?.headers).toMatchObject({
    ...{ urgency: "high", ttl: "14400", topic: here.id.replaceAll("-", "") },
    authorization: expect.stringContaining("vapid t="),
  });
});

test("what was told is brought up to date, and news that somebody has taken up is not told", async () => {
  const device = await subscribe("OWNER");
  const [told, taken] = [await anAlert(), await anAlert()];
  await startServer();
  await announce("alert:created", told);
  await expect.poll(() => toldOf(device, told).length, POLL).toBe(1);
  const closed = await act(told, "resolve");
  await announce("alert:updated", closed);
  await expect.poll(() => toldOf(device, told).length, POLL).toBe(2);
  expect(toldOf(device, told)[1]).toMatchObject({ rings: false, status: "resolved" });
  await act(taken, "acknowledge");
  await announce("alert:created", taken);
  await settle(device);
  expect(toldOf(device, taken)).toEqual([]);
});

test("what happens while no server runs is told by the next one; what came too late is not", async () => {
  const device = await subscribe("OWNER");
  await startServer();
  await servers.pop()?.stop();
  const [alert, late] = [await anAlert(), await anAlert()];
  await announce("alert:created", alert);
  await announce("alert:created", { ...late, raisedAt: null, late: true });
  await startServer();
  await expect.poll(() => toldOf(device, alert).length, POLL).toBe(1);
  await settle(device);
  expect(toldOf(device, late)).toEqual([]);
});

test("a device is told from the severity it wants", async () => {
  const [all, worst] = [await subscribe("OWNER", "info"), await subscribe("OWNER", "critical")];
  await startServer();
  const alert: Alert = { ...(await anAlert()), severity: "warning" };
  await announce("alert:created", alert);
  await expect.poll(() => toldOf(all, alert).length, POLL).toBe(1);
  await settle(worst);
  expect(toldOf(worst, alert)).toEqual([]);
});

test("a push service that fails is asked again, and a device it no longer knows is forgotten", async () => {
  const [busy, gone] = [await subscribe("OWNER"), await subscribe("OWNER")];
  busy.status = 503;
  gone.status = 410;
  await startServer();
  const alert = await anAlert();
  await announce("alert:created", alert);
  await expect.poll(() => [busy.asked, gone.asked], POLL).toEqual([1, 1]);
  busy.status = 201;
  await expect.poll(() => toldOf(busy, alert).length, POLL).toBe(1);
  const { endpoint } = gone.subscription;
  const renewed = await dashboard.call("OWNER", "POST", "/api/me/push-subscriptions/renew", {
    endpoint,
  });
  expect(renewed.status).toBe(404);
});

test("a test reaches the device, and says when it cannot; whose device it is not, has no way to it", async () => {
  const device = await subscribe("MANAGER");
  const test = (role: Role) =>
    dashboard.call(role, "POST", `/api/me/push-subscriptions/${device.id}/test`);
  expect(PushTest.parse((await test("MANAGER")).body).isTaken).toBe(true);
  expect(device.received[0]?.message).toEqual({ kind: "test", language: "sv" });
  expect((await test("OWNER")).status).toBe(404);
  device.status = 403;
  expect((await test("MANAGER")).body).toMatchObject({ isTaken: false, outcome: "403" });
  const remove = (role: Role) =>
    dashboard.call(role, "DELETE", `/api/me/push-subscriptions/${device.id}`);
  expect([(await remove("OWNER")).status, (await remove("MANAGER")).status]).toEqual([404, 204]);
});

test("who has signed out on a device is told nothing there until they are back", async () => {
  const witness = await subscribe("OWNER");
  const device = service.subscribe();
  const signIn = async (): Promise<string> => {
    const payload = { email: "dispatcher@demo.example", password: "roadledger-demo" };
    const answer = await dashboard.app.inject({ method: "POST", url: "/api/session", payload });
    return `Bearer ${answer.json<{ token: string }>().token}`;
  };
  const ask = (
    authorization: string,
    method: "PUT" | "POST" | "DELETE",
    url: string,
    payload = {},
  ) => dashboard.app.inject({ method, url, payload, headers: { authorization } });
  const first = await signIn();
  const wanted = { ...device.subscription, minSeverity: "info", language: "en" };
  await ask(first, "PUT", "/api/me/push-subscriptions", wanted);
  await ask(first, "DELETE", "/api/session");
  await startServer();
  const unheard = await anAlert();
  await announce("alert:created", unheard);
  await settle(witness);
  expect(device.asked).toBe(0);
  const { endpoint } = device.subscription;
  const renewed = await ask(await signIn(), "POST", "/api/me/push-subscriptions/renew", {
    endpoint,
  });
  expect(renewed.statusCode).toBe(200);
  await settle(device);
  expect(toldOf(device, unheard)).toEqual([]);
});

test("the key is made once, and no request goes where a push service cannot be", async () => {
  const key = async () =>
    PushKey.parse((await dashboard.call("OWNER", "GET", "/api/me/push")).body);
  const other = createPushSender({
    ...{ pool: dashboard.database.pool, contact: undefined, allowsLoopback: false },
  });
  expect(await other.loadPublicKey()).toBe((await key()).publicKey);
  const device = service.subscribe();
  const body = { ...device.subscription, minSeverity: "info", language: "en" };
  const refused = await dashboard.call("OWNER", "PUT", "/api/me/push-subscriptions", {
    ...{ ...body, endpoint: "https://169.254.169.254/latest" },
  });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: "endpoint" }] } });
  const { endpoint, keys } = device.subscription;
  const target = { id: "", endpoint, ...keys, language: "en" } as const;
  const manner = { ttlS: 1, urgency: "low" } as const;
  const message = { kind: "test", language: "en" } as const;
  expect((await other.send(target, message, manner)).kind).toBe("refused");
  expect(device.asked).toBe(0);
});
