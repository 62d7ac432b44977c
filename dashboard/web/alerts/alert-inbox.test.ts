import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Alert } from "../../../contracts/alert.ts";
import type { Page } from "../../../contracts/paging.ts";
import { anAlert } from "../../../contracts/testing-live.ts";
import { createLiveNews } from "../live/live-news.ts";
import { fits, fitsStep, nextAction } from "./alert-action.ts";
import { openAlertInbox } from "./alert-inbox.ts";
import { ALERT_VIEWS, countUnseen, isInView, viewOf } from "./alert-view.ts";
import { snoozeTimes } from "./snooze-times.ts";

const aStatus = fc.constantFrom<Alert["status"]>(
  ...(["open", "acknowledged", "assigned", "snoozed", "resolved"] as const),
);
const someAlerts = fc
  .array(
    fc.record({
      status: aStatus,
      severity: fc.constantFrom<Alert["severity"]>("info", "warning", "critical"),
      lastAt: fc.integer({ min: 0, max: 1e9 }).map((ms) => new Date(ms).toISOString()),
      assigneeId: fc.constantFrom(null, "me", "other"),
    }),
  )
  .map((each) => new Map(each.map((one, at) => [String(at), anAlert({ ...one, id: String(at) })])));

test("every alert is in one of open, snoozed and resolved, and mine are some of the open ones", () => {
  fc.assert(
    fc.property(someAlerts, (alerts) => {
      for (const alert of alerts.values()) {
        const views = ALERT_VIEWS.filter((view) => isInView(alert, view, "me"));
        expect(views.filter((view) => view !== "mine")).toHaveLength(1);
        expect(views.includes("mine") && !views.includes("open")).toBe(false);
      }
      expect(countUnseen(alerts)).toBeLessThanOrEqual(viewOf(alerts, "open", "me").length);
    }),
  );
});

test("the worst come first, of the same severity the latest", () => {
  const [old, fresh] = ["2026-03-01T12:00:00.000Z", "2026-03-01T13:00:00.000Z"];
  const alerts = [
    anAlert({ id: "info", severity: "info", lastAt: fresh }),
    anAlert({ id: "old", lastAt: old }),
    anAlert({ id: "fresh", lastAt: fresh }),
  ];
  const inOpen = viewOf(new Map(alerts.map((each) => [each.id, each])), "open", "me");
  expect(inOpen.map(({ id }) => id)).toEqual(["fresh", "old", "info"]);
});

test("the step an alert asks for next fits it", () => {
  fc.assert(fc.property(aStatus, (status) => fits(nextAction(status), status)));
});

test("an alert is put off until eight in the morning of its branch, also when clocks change", () => {
  const beforeChange = Date.UTC(2026, 2, 28, 20);
  const { morning, hour } = snoozeTimes(beforeChange, "Europe/Stockholm");
  expect(new Date(morning).toISOString()).toBe("2026-03-29T06:00:00.000Z");
  expect(hour - beforeChange).toBe(3_600_000);
});

/** A server that has nothing more. */
const loadPage = async () => ({ items: [], nextCursor: null });

/** An inbox that loads these alerts, once it is let to. */
const openWith = (loaded: readonly Alert[]) => {
  let answer = (): void => {};
  const answered = new Promise<Page<Alert>>(
    (resolve) => (answer = () => resolve({ items: [...loaded], nextCursor: null })),
  );
  const { news, emit } = createLiveNews();
  const inbox = openAlertInbox({ news, loadAll: () => answered, loadPage, isLive: () => true });
  return { inbox, emit, answer };
};

/** An inbox of a server that answers as told; what people are told of is counted by id. */
const openAt = (
  server: { has: readonly Alert[] | undefined; isLive?: boolean },
  last?: Alert[],
) => {
  const { news, emit } = createLiveNews();
  const loadAll = vi.fn(async () => {
    if (!server.has) throw new Error("502");
    return { items: [...server.has], nextCursor: null };
  });
  const inbox = openAlertInbox({
    ...{ news, loadAll, loadPage, isLive: () => server.isLive ?? true },
    last: last && { atMs: 0, alerts: last },
  });
  const told: string[][] = [];
  inbox.onNews((alerts) => told.push(alerts.map(({ id }) => id)));
  return { inbox, emit, loadAll, told };
};

test("what the feed says while the list loads is not overwritten by it", async () => {
  const { inbox, emit, answer } = openWith([anAlert({ revision: 1 })]);
  emit("alert", { kind: "updated", alert: anAlert({ revision: 2, status: "resolved" }) });
  answer();
  await vi.waitFor(() => expect(inbox.load).toBe("ready"));
  expect([...inbox.alerts.values()]).toMatchObject([{ revision: 2, status: "resolved" }]);
  inbox.close();
});

test("an older version changes nothing, a newer one does, and nobody is told after the end", async () => {
  const { inbox, emit, answer } = openWith([anAlert({ revision: 3 })]);
  answer();
  await vi.waitFor(() => expect(inbox.load).toBe("ready"));
  const told = vi.fn();
  inbox.subscribe(told);
  inbox.take(anAlert({ revision: 2, count: 9 }));
  expect([...inbox.alerts.values()]).toMatchObject([{ revision: 3, count: 1 }]);
  emit("alert", { kind: "updated", alert: anAlert({ revision: 4, count: 2 }) });
  expect([...inbox.alerts.values()]).toMatchObject([{ revision: 4, count: 2 }]);
  inbox.close();
  told.mockClear();
  emit("alert", { kind: "updated", alert: anAlert({ revision: 5 }) });
  expect(told).not.toHaveBeenCalled();
});

test("what does not fit an alert is not done to it", () => {
  expect(fits("acknowledge", "assigned")).toBe(false);
  expect(fits("acknowledge", "open")).toBe(true);
  expect(fits("resolve", "resolved")).toBe(false);
  expect(fits("reopen", "resolved")).toBe(true);
  const mine = { status: "assigned", assigneeId: "me" } as const;
  expect(fitsStep({ kind: "assign" }, mine, "me")).toBe(false);
  expect(fitsStep({ kind: "assign", userId: "me" }, mine, "me")).toBe(false);
  expect(fitsStep({ kind: "assign", userId: "other" }, mine, "me")).toBe(true);
  expect(fitsStep({ kind: "assign" }, mine, "other")).toBe(true);
  expect(fitsStep("hour", { status: "resolved", assigneeId: null }, "me")).toBe(false);
});

test("what could not be loaded is asked for again after growing pauses, until it is there", async () => {
  vi.useFakeTimers();
  const server: { has: Alert[] | undefined } = { has: [anAlert()] };
  const { inbox, emit, loadAll } = openAt(server);
  await vi.advanceTimersByTimeAsync(0);
  expect(inbox.load).toBe("ready");
  server.has = undefined;
  emit("resumed", undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(inbox.load).toBe("failed");
  loadAll.mockClear();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(loadAll).toHaveBeenCalledTimes(4); // after 1, 3, 8 and 23 s
  server.has = [];
  await vi.advanceTimersByTimeAsync(60_000);
  expect([inbox.load, inbox.alerts.size]).toEqual(["ready", 0]);
  loadAll.mockClear();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(loadAll).not.toHaveBeenCalled();
  inbox.close();
  vi.useRealTimers();
});

test("nothing is asked for while there is no link, and nothing after the end", async () => {
  vi.useFakeTimers();
  const server = { has: undefined, isLive: false };
  const { inbox, loadAll } = openAt(server);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(loadAll).toHaveBeenCalledTimes(1);
  server.isLive = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(loadAll).toHaveBeenCalledTimes(2);
  inbox.close();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(loadAll).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test("what was raised in a gap is told of once with the reload, and what was known is not", async () => {
  const [old, fresh] = [anAlert({ id: "old" }), anAlert({ id: "fresh" })];
  const server = { has: [old] };
  const { inbox, emit, told } = openAt(server);
  await vi.waitFor(() => expect(inbox.load).toBe("ready"));
  expect(told).toEqual([]); // who has just come sees it all
  server.has = [old, fresh];
  emit("resumed", undefined);
  await vi.waitFor(() => expect(told).toEqual([["fresh"]]));
  emit("alert", { kind: "critical", alert: fresh });
  emit("resumed", undefined);
  await inbox.reload();
  expect(told).toEqual([["fresh"]]);
  inbox.close();
});

test("what the feed tells while the reload is under way is told of once", async () => {
  const fresh = anAlert({ id: "fresh" });
  const server: { has: Alert[] } = { has: [] };
  const { inbox, emit, told } = openAt(server);
  await vi.waitFor(() => expect(inbox.load).toBe("ready"));
  server.has = [fresh];
  emit("resumed", undefined);
  emit("alert", { kind: "created", alert: fresh });
  await vi.waitFor(() => expect(inbox.load).toBe("ready"));
  await inbox.reload();
  expect(told).toEqual([["fresh"]]);
  inbox.close();
});

test("who began with what was known last is told of what came since", async () => {
  const old = anAlert({ id: "old" });
  const { inbox, told } = openAt({ has: [old, anAlert({ id: "fresh" })] }, [old]);
  await vi.waitFor(() => expect(told).toEqual([["fresh"]]));
  inbox.close();
});
