import { expect, test } from "vitest";
import type { PushMessage } from "../../../contracts/push.ts";
import { notificationOf } from "./notifications.ts";

const raised = {
  ...{ kind: "alert", language: "en", rings: true, alertId: "a1", type: "overdue" },
  ...{ licensePlate: "ABC 123", severity: "critical", status: "open", level: "2h" },
  startedAt: "2026-03-01T12:00:00.000Z",
  lastAt: "2026-03-01T14:00:00.000Z",
  timeZone: "America/Chicago",
} as const satisfies PushMessage;

test("an alert that is raised rings, stays until it is dealt with, and can be acknowledged", () => {
  const { title, options, isSettled } = notificationOf(raised);
  expect(title).toBe("Overdue: ABC 123");
  // the time of the car's branch, wherever the device is
  expect(options.body).toBe("Critical · late by two hours · since 06:00");
  expect(options).toMatchObject({
    ...{ tag: "alert a1", renotify: true, silent: false, requireInteraction: true },
    data: { path: "/alerts/a1", requests: { acknowledge: "/api/alerts/a1/acknowledge" } },
    actions: [{ action: "acknowledge" }, { action: "open" }],
  });
  expect(isSettled).toBe(false);
});

test("what began on another day says on which", () => {
  const { options } = notificationOf({ ...raised, startedAt: "2026-03-01T05:30:00.000Z" });
  expect(options.body).toBe("Critical · late by two hours · since Feb 28, 23:30");
});

test("what becomes of it takes the place of the same notification, without a sound", () => {
  const quiet = notificationOf({ ...raised, rings: false, status: "acknowledged" });
  expect(quiet.options).toMatchObject({
    ...{ tag: "alert a1", renotify: false, silent: true, requireInteraction: false },
    actions: [{ action: "open" }],
  });
  expect(quiet.isSettled).toBe(true);
});

test("an immobilisation that waits rings until somebody decides, and leads to the decision", () => {
  const waiting = {
    ...{ kind: "approval", language: "en", rings: true, commandId: "c1", vehicleId: "v1" },
    ...{ licensePlate: "ABC 123", requestedByName: "Disa", isWaiting: true },
  } as const satisfies PushMessage;
  const { title, options, isSettled } = notificationOf(waiting);
  expect(title).toBe("Immobilise ABC 123?");
  expect(options).toMatchObject({
    ...{ body: expect.stringContaining("Disa asks for it"), tag: "approval c1" },
    ...{ renotify: true, silent: false, requireInteraction: true, actions: [{ action: "open" }] },
    data: { path: "/?vehicle=v1&part=commands", language: "en" },
  });
  expect(isSettled).toBe(false);
  expect(notificationOf({ ...waiting, rings: false, isWaiting: false }).isSettled).toBe(true);
});

const wished = {
  ...{ kind: "extension", language: "en", rings: true, extensionId: "e1", vehicleId: "v1" },
  ...{ licensePlate: "ABC 123", customerName: "Åsa Öst", status: "PENDING" },
  ...{ dueAt: "2026-03-05T16:00:00.000Z", timeZone: "America/Chicago", requestedByName: "Desta" },
  price: { days: 2, amountMinor: 1_390_00, currency: "USD" },
} as const satisfies PushMessage;

test("a wish to keep a car longer says who, until when and for how much, and is decided at once", () => {
  const { title, options, isSettled } = notificationOf(wished);
  expect(title).toBe("Keep ABC 123 longer?");
  expect(options.body).toBe(
    "Åsa Öst, until Thu, Mar 5, 10:00 · 2 days more · $1,390.00 · asked for by Desta",
  );
  expect(options).toMatchObject({
    ...{ tag: "extension e1", renotify: true, silent: false, requireInteraction: true },
    actions: [{ action: "approve" }, { action: "deny" }],
    data: {
      path: "/?vehicle=v1&part=rental",
      requests: {
        approve: "/api/extensions/e1/approve",
        deny: "/api/extensions/e1/deny",
      },
    },
  });
  expect(isSettled).toBe(false);
});

test("without a price it asks all the same, and says how it was decided", () => {
  const { options } = notificationOf({ ...wished, price: null, requestedByName: null });
  expect(options.body).toBe("Åsa Öst, until Thu, Mar 5, 10:00");
  const settled = notificationOf({ ...wished, rings: false, status: "DENIED" });
  expect(settled.options).toMatchObject({ body: "The extension is denied.", actions: [] });
  expect(settled.isSettled).toBe(true);
});

test.each([
  ["sv", "Försenad: ABC 123"],
  ["de", "Überfällig: ABC 123"],
  ["es", "Con retraso: ABC 123"],
] as const)("it speaks the language of the device: %s", (language, title) => {
  expect(notificationOf({ ...raised, language }).title).toBe(title);
});
