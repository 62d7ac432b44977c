import { expect, test } from "vitest";
import type { Alert } from "../../../contracts/alert.ts";
import { anAlert } from "../../../contracts/testing-live.ts";
import { createAlertTelling } from "./alert-telling.ts";

const known = (...alerts: Alert[]): ReadonlyMap<string, Alert> =>
  new Map(alerts.map((alert) => [alert.id, alert]));

test("an alert is told of as it is raised, and again only when it has become worse", () => {
  const telling = createAlertTelling();
  const raised = anAlert({ severity: "warning" });
  expect(telling.hear({ kind: "created", alert: raised })).toBe(true);
  expect(telling.hear({ kind: "created", alert: raised })).toBe(false);
  const worse = { ...raised, severity: "critical" as const };
  expect(telling.hear({ kind: "critical", alert: worse })).toBe(true);
  expect(telling.hear({ kind: "created", alert: worse })).toBe(false);
});

test.each([
  ["found too late to be news", { kind: "recorded", alert: anAlert() }],
  ["changed by somebody", { kind: "updated", alert: anAlert() }],
  ["taken up already", { kind: "critical", alert: anAlert({ status: "assigned" }) }],
] as const)("an alert that is %s is not told of", (_case, news) => {
  expect(createAlertTelling().hear(news)).toBe(false);
});

test("one that somebody had taken up is told of when it is raised again", () => {
  const telling = createAlertTelling();
  telling.hear({ kind: "critical", alert: anAlert() });
  telling.note(anAlert({ status: "acknowledged" }));
  expect(telling.hear({ kind: "critical", alert: anAlert({ count: 2 }) })).toBe(true);
});

test("what was raised in a gap is told of once, however it is heard of again", () => {
  const telling = createAlertTelling();
  const raised = anAlert({ id: "new" });
  expect(telling.compare(known(anAlert({ id: "old" })), [anAlert({ id: "old" }), raised])).toEqual([
    raised,
  ]);
  expect(telling.hear({ kind: "critical", alert: raised })).toBe(false);
  expect(telling.compare(known(), [raised])).toEqual([]);
});

test("after a gap that is news which became worse or was raised again, and nothing else", () => {
  const since = (before: Partial<Alert>, now: Partial<Alert>): number =>
    createAlertTelling().compare(known(anAlert(before)), [anAlert(now)]).length;
  expect(since({ severity: "warning" }, { severity: "critical" })).toBe(1);
  expect(since({ status: "acknowledged" }, { count: 2 })).toBe(1);
  expect(since({ status: "resolved", level: "2h" }, { level: "24h" })).toBe(1);
  expect(since({ status: "acknowledged" }, {})).toBe(0); // a colleague reopened it
  expect(since({}, { count: 2 })).toBe(0);
  expect(createAlertTelling().compare(known(), [anAlert({ late: true })])).toEqual([]);
  expect(createAlertTelling().compare(known(), [anAlert({ status: "assigned" })])).toEqual([]);
});
