import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Alert } from "../../../contracts/alert.ts";
import { anAlert } from "../../../contracts/testing-live.ts";
import { createLiveNews } from "../live/live-news.ts";
import { fits, nextAction, undoOf } from "./alert-action.ts";
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

test("each step leads on, and what can be taken back is", () => {
  fc.assert(
    fc.property(aStatus, (status) => {
      const kind = nextAction(status);
      expect(undoOf(kind) === undefined).toBe(kind === "unsnooze" || kind === "reopen");
    }),
  );
});

test("an alert is put off until eight in the morning of its branch, also when clocks change", () => {
  const beforeChange = Date.UTC(2026, 2, 28, 20);
  const { morning, hour } = snoozeTimes(beforeChange, "Europe/Stockholm");
  expect(new Date(morning).toISOString()).toBe("2026-03-29T06:00:00.000Z");
  expect(hour - beforeChange).toBe(3_600_000);
});

/** An inbox that loads these alerts, once it is let to. */
const openWith = (loaded: readonly Alert[]) => {
  let answer = (): void => {};
  const answered = new Promise<Alert[]>((resolve) => (answer = () => resolve([...loaded])));
  const { news, emit } = createLiveNews();
  return { inbox: openAlertInbox(news, () => answered), emit, answer };
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
});
