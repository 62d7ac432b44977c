import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { Alert, Assignee } from "../../contracts/alert.ts";
import { AlertDetail, Detection, FuelEvent } from "../../contracts/detected.ts";
import { pageOf } from "../../contracts/paging.ts";
import { WhoAmI } from "../../contracts/session.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { OUTBOX_WRITTEN_SUBJECT } from "../../contracts/subjects.ts";
import { addAlertSteps } from "../../db/alerts.ts";
import { saveDetections, type DetectionVersion } from "../../db/detections.ts";
import { aDetection } from "../../db/fixtures.ts";
import { readOutbox } from "../../db/outbox.ts";
import { storeAlert } from "../../db/testing-alerts.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

let plates = 0;
const addVehicle = async (branchId = dashboard.branchId): Promise<string> => {
  const car = { licensePlate: `A ${++plates}`, model: "V60", vehicleType: "CAR", branchId };
  return Vehicle.parse((await dashboard.call("OWNER", "POST", "/api/vehicles", car)).body).id;
};
const anAlert = async (overrides: Partial<DetectionVersion> = {}): Promise<string> =>
  storeAlert(dashboard.database.pool, aDetection(await addVehicle(), overrides));

const act = (
  id: string,
  verb: string,
  body: object = {},
  role: "DISPATCHER" | "DESK" = "DISPATCHER",
) => dashboard.call(role, "POST", `/api/alerts/${id}/${verb}`, body);
const acted = async (id: string, verb: string, body: object = {}): Promise<Alert> =>
  Alert.parse((await act(id, verb, body)).body);
const detailOf = async (id: string): Promise<AlertDetail> =>
  AlertDetail.parse((await dashboard.call("DESK", "GET", `/api/alerts/${id}`)).body);
const dispatcherId = async (): Promise<string> =>
  WhoAmI.parse((await dashboard.call("DISPATCHER", "GET", "/api/session")).body).user.id;

test("an alert is acknowledged, assigned and resolved, and its history says by whom and why", async () => {
  const id = await anAlert();
  expect(await acted(id, "acknowledge", { note: "calling the customer" })).toMatchObject({
    status: "acknowledged",
    acknowledgedByName: "Disa Dispatcher",
  });
  const assigned = await acted(id, "assign");
  expect(assigned).toMatchObject({
    ...{ status: "assigned", assigneeName: "Disa Dispatcher", acknowledgedByName: null },
  });
  expect(assigned.assigneeId).toBe(await dispatcherId());
  expect(await acted(id, "resolve", { resolution: "false_alarm" })).toMatchObject({
    status: "resolved",
    resolution: "false_alarm",
  });
  const { history, detections } = await detailOf(id);
  expect(history).toMatchObject([
    { action: "acknowledge", userName: "Disa Dispatcher", note: "calling the customer" },
    { action: "assign", note: null },
    { action: "resolve" },
  ]);
  expect(detections).toMatchObject([{ type: "drain", alertId: id, evidence: { litres: 12 } }]);
});

test("a step that does not fit is refused with the reason", async () => {
  const id = await anAlert();
  await acted(id, "resolve");
  const { status, body } = await act(id, "acknowledge");
  expect(status).toBe(409);
  expect(body).toMatchObject({ detail: "status is resolved; reopen it first" });
  const past = await act(await anAlert(), "snooze", { until: "2020-01-01T00:00:00Z" });
  expect(past).toMatchObject({ status: 400, body: { detail: "until must lie in the future" } });
});

test("the last word can be taken back: a snooze, a resolution, a claim", async () => {
  const id = await anAlert();
  await acted(id, "acknowledge");
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect(await acted(id, "snooze", { until, note: "at lunch" })).toMatchObject({
    status: "snoozed",
    snoozedUntil: until,
  });
  expect(await acted(id, "unsnooze")).toMatchObject({ status: "acknowledged", snoozedUntil: null });
  expect(await acted(id, "reopen")).toMatchObject({ status: "open" });
  await acted(id, "resolve");
  expect(await acted(id, "reopen")).toMatchObject({ status: "open", resolution: null });
});

test("a step that is taken back leaves the alert as it was before, to whom and until when", async () => {
  const id = await anAlert();
  const others = await dashboard.call("DISPATCHER", "GET", `/api/alerts/${id}/assignees`);
  const { items } = z.object({ items: z.array(Assignee) }).parse(others.body);
  const manager = items.find(({ role }) => role === "MANAGER");
  const undo = ({ revision }: Alert): Promise<Alert> => acted(id, "undo", { revision });
  await acted(id, "assign", { userId: manager?.id });
  const mine = await acted(id, "assign");
  expect(await undo(mine)).toMatchObject({ status: "assigned", assigneeName: manager?.name });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await acted(id, "snooze", { until });
  const seen = await acted(id, "acknowledge");
  expect(await undo(seen)).toMatchObject({ status: "snoozed", snoozedUntil: until });
  expect(await acted(id, "unsnooze")).toMatchObject({ status: "assigned" });
  const done = await acted(id, "resolve");
  expect(await undo(done)).toMatchObject({
    ...{ status: "assigned", assigneeName: manager?.name, resolution: null, resolvedAt: null },
  });
  const { history } = await detailOf(id);
  expect(history.at(-1)).toMatchObject({ action: "undo", userName: "Disa Dispatcher" });
});

test("a step is not taken back once somebody has taken another, who is named, nor by others", async () => {
  const id = await anAlert();
  const { revision } = await acted(id, "acknowledge");
  const byManager = { status: 409, body: { errors: [{ field: "revision" }] } };
  expect(
    await dashboard.call("MANAGER", "POST", `/api/alerts/${id}/undo`, { revision }),
  ).toMatchObject(byManager);
  await dashboard.call("MANAGER", "POST", `/api/alerts/${id}/resolve`, {});
  const { status, body } = await act(id, "undo", { revision });
  expect(status).toBe(409);
  expect(body).toMatchObject({
    detail: expect.stringMatching(/^revision is not that of the last step: .* step resolve$/),
  });
  expect(await detailOf(id)).toMatchObject({ status: "resolved" });
});

test("an occurrence that is counted meanwhile keeps nobody from taking a step back", async () => {
  const id = await anAlert();
  const { revision } = await acted(id, "acknowledge");
  await dashboard.database.pool.query(
    "update alerts set count = count + 1, revision = revision + 1 where id = $1",
    [id],
  );
  const late = { alertId: id, userId: null, action: "recorded" };
  await addAlertSteps(dashboard.database.pool, [late], new Date());
  expect(await acted(id, "undo", { revision })).toMatchObject({ status: "open", count: 2 });
});

test("a note is kept, and the alert stays whose it was and put off until when it was", async () => {
  const id = await anAlert();
  await acted(id, "assign");
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await acted(id, "snooze", { until });
  const noted = await acted(id, "note", { note: "the customer is on the way" });
  expect(noted).toMatchObject({ status: "snoozed", snoozedUntil: until });
  expect(await acted(id, "unsnooze")).toMatchObject({ status: "assigned" });
  const { history } = await detailOf(id);
  expect(history.at(-2)).toMatchObject({ action: "note", note: "the customer is on the way" });
  expect((await act(id, "note", {})).status).toBe(400);
  await acted(id, "resolve");
  expect((await act(id, "note", { note: "too late" })).status).toBe(409);
});

test("a step that needs no words needs no body", async () => {
  const id = await anAlert();
  const { status } = await dashboard.call("MANAGER", "POST", `/api/alerts/${id}/acknowledge`);
  expect(status).toBe(200);
  const unknown = await act(id, "resolve", { reason: "?" });
  expect(unknown).toMatchObject({ status: 400, body: { errors: [{ field: "reason" }] } });
});

test("an alert goes only to somebody who may handle it and sees the car", async () => {
  const id = await anAlert();
  const desk = WhoAmI.parse((await dashboard.call("DESK", "GET", "/api/session")).body).user.id;
  expect(await act(id, "assign", { userId: desk })).toMatchObject({
    status: 400,
    body: { errors: [{ field: "userId", message: "names somebody who may not handle alerts" }] },
  });
});

test("whom an alert may go to is known, and it goes to each of them", async () => {
  const id = await anAlert();
  const answer = await dashboard.call("DISPATCHER", "GET", `/api/alerts/${id}/assignees`);
  const { items } = z.object({ items: z.array(Assignee) }).parse(answer.body);
  expect(items.map(({ role }) => role).toSorted()).toEqual(["DISPATCHER", "MANAGER", "OWNER"]);
  for (const { id: userId, name } of items)
    expect(await acted(id, "assign", { userId })).toMatchObject({ assigneeName: name });
});

test("the inbox filters by status, type and car, and another branch's alerts are not in it", async () => {
  const { body } = await dashboard.call("OWNER", "POST", "/api/branches", {
    name: "Malmö",
    timeZone: "Europe/Stockholm",
    currency: "SEK",
  });
  const abroad = await addVehicle((body as { id: string }).id);
  const hidden = await storeAlert(dashboard.database.pool, aDetection(abroad));
  const [open, done] = [await anAlert({ type: "tow" }), await anAlert({ type: "tow" })];
  await acted(done, "resolve");
  const list = async (role: "OWNER" | "DESK", query: string): Promise<string[]> => {
    const answer = await dashboard.call(role, "GET", `/api/alerts?${query}`);
    return pageOf(Alert)
      .parse(answer.body)
      .items.map(({ id }) => id);
  };
  expect(await list("DESK", "type=tow&status=open&status=acknowledged")).toEqual([open]);
  expect(await list("DESK", "type=tow&status=resolved")).toEqual([done]);
  expect(await list("OWNER", `vehicleId=${abroad}`)).toEqual([hidden]);
  expect(await list("DESK", `vehicleId=${abroad}`)).toEqual([]);
  expect((await dashboard.call("DESK", "GET", `/api/alerts/${hidden}`)).status).toBe(404);
  expect((await act(hidden, "resolve")).status).toBe(404);
});

test("every step is announced, and the relay hears of it at once", async () => {
  const poked = dashboard.nats.subscribe(OUTBOX_WRITTEN_SUBJECT, { max: 1 });
  const id = await anAlert();
  await acted(id, "acknowledge");
  for await (const message of poked) expect(message.subject).toBe(OUTBOX_WRITTEN_SUBJECT);
  const events = await readOutbox(dashboard.database.pool, 1_000);
  const last = events.filter(({ payload }) => (payload as { alert?: Alert }).alert?.id === id);
  expect(last).toMatchObject([
    { event: "alert:updated", payload: { alert: { id, status: "acknowledged" } } },
  ]);
});

test("detections are listed by type and window, and fuel events carry amount and uncertainty", async () => {
  const vehicleId = await addVehicle();
  const noon = Date.UTC(2026, 2, 1, 12);
  await saveDetections(dashboard.database.pool, [
    aDetection(vehicleId, {
      type: "refuel",
      startMs: noon,
      evidence: { fromPct: 20, toPct: 85.5, litres: 39, uncertaintyLitres: 1.5 },
    }),
    aDetection(vehicleId, { type: "fuel_sensor_fault", startMs: noon + 3_600_000, evidence: {} }),
    aDetection(vehicleId, { type: "tow", startMs: noon + 7_200_000 }),
  ]);
  const get = async (path: string) =>
    (await dashboard.call("DESK", "GET", `${path}vehicleId=${vehicleId}`)).body;
  const events = pageOf(FuelEvent).parse(await get("/api/fuel-events?"));
  expect(events.items).toMatchObject([
    { type: "sensor_fault", litres: null, pct: null },
    {
      ...{ type: "refuel", at: new Date(noon).toISOString(), litres: 39, pct: 65.5 },
      ...{ uncertaintyLitres: 1.5, certainty: "confirmed" },
    },
  ]);
  const refuels = pageOf(FuelEvent).parse(await get("/api/fuel-events?type=refuel&"));
  expect(refuels.items).toHaveLength(1);
  const until = new Date(noon + 1_800_000).toISOString();
  const early = pageOf(Detection).parse(await get(`/api/detections?to=${until}&`));
  expect(early.items.map(({ type }) => type)).toEqual(["refuel"]);
});
