import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Alert } from "../contracts/alert.ts";
import type { Booking } from "../contracts/booking.ts";
import type { PushMessage } from "../contracts/push.ts";
import { startPushService, type TestPushService } from "../dashboard/server/push/testing.ts";
import { openBrowser, openPage, signInOnPage } from "./browser.ts";
import { eventually } from "./eventually.ts";
import { axeViolations } from "./page-measures.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

const HOUR_MS = 3_600_000;

let system: RunningSystem;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let service: TestPushService;
beforeAll(async () => {
  system = await runSystem({ settings: { PUSH_LOOPBACK: "1" } });
  [browser, service] = await Promise.all([openBrowser({ notifies: true }), startPushService()]);
});
afterAll(async () => {
  await browser.close();
  await system.close();
  await service.close();
});

const anOverdueCar = async (): Promise<TrackedCar> => {
  const car = await registerCar(system.api);
  const [outAt, dueAt] = [27, 3].map((hours) => new Date(Date.now() - hours * HOUR_MS));
  const booking = { vehicleId: car.vehicleId, customerName: "Karin", outAt, dueAt };
  const { id } = await system.api.post<Booking>("/api/bookings", booking);
  await system.api.post(`/api/bookings/${id}/handover`, { at: outAt });
  return car;
};
const alertOf = async ({ vehicleId }: TrackedCar): Promise<Alert | undefined> =>
  (await system.api.get<{ items: Alert[] }>(`/api/alerts?vehicleId=${vehicleId}`)).items[0];

/** A page whose worker is there, and that may notify. */
const openNotifiedPage = async (): Promise<{ page: Page; context: BrowserContext }> => {
  const permissions = ["notifications"];
  const viewport = { width: 390, height: 844 }; // begins without a map, which is dear to draw here
  const { page } = await openPage(browser, system.httpUrl, {
    serviceWorkers: "allow",
    permissions,
    viewport,
  });
  await signInOnPage(page, system.owner);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return { page, context: page.context() };
};

/** Hands a message to the page's worker, as the browser does with what its push service sends. */
const deliver = async (page: Page, message: PushMessage): Promise<void> => {
  const devtools = await page.context().newCDPSession(page);
  const registrationId = new Promise<string>((resolve) =>
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const registration = registrations.find(({ isDeleted }) => !isDeleted);
      if (registration) resolve(registration.registrationId);
    }),
  );
  await devtools.send("ServiceWorker.enable");
  await devtools.send("ServiceWorker.deliverPushMessage", {
    ...{ origin: system.httpUrl, registrationId: await registrationId },
    data: JSON.stringify(message),
  });
  await devtools.detach();
};

/** The notifications of this page that can be seen. */
const shownOn = (page: Page): Promise<{ title: string; body: string; actions: string[] }[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map((each) => ({
      ...{ title: each.title, body: each.body },
      actions: (each as Notification & { actions: { action: string }[] }).actions.map(
        ({ action }) => action,
      ),
    }));
  });

/** Chooses an action of the one notification there is; DevTools has no finger for that. */
const choose = async (context: BrowserContext, action: string): Promise<void> => {
  const [worker] = context.serviceWorkers();
  await worker?.evaluate(async (chosen) => {
    // what a worker's global scope has is not among the types of a page
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: object) => Event;
      dispatchEvent(event: Event): boolean;
    };
    const [notification] = await scope.registration.getNotifications();
    scope.dispatchEvent(
      new scope.NotificationEvent("notificationclick", { notification, action: chosen }),
    );
  }, action);
};

test("a car that becomes overdue is pushed, shown once, acknowledged from its notification and taken away", async () => {
  const device = service.subscribe();
  await system.api.put("/api/me/push-subscriptions", {
    ...{ ...device.subscription, minSeverity: "warning", language: "en" },
  });
  const { page, context } = await openNotifiedPage();
  const car = await anOverdueCar();
  await eventually(async () => expect(device.received.length).toBeGreaterThan(0));
  const [raised] = device.received;
  if (!raised) throw new Error("nothing was pushed");
  await deliver(page, raised.message);
  await deliver(page, raised.message);
  await eventually(async () =>
    expect(await shownOn(page)).toMatchObject([
      { title: `Overdue: ${car.licensePlate}`, actions: ["acknowledge", "open"] },
    ]),
  );
  await choose(context, "acknowledge");
  await eventually(async () => expect((await alertOf(car))?.status).toBe("acknowledged"));
  await eventually(async () => expect(await shownOn(page)).toEqual([]));
  await eventually(async () => expect(device.received).toHaveLength(2));
  expect(device.received[1]?.message).toMatchObject({ rings: false, status: "acknowledged" });
  await context.close();
});

test("a notification opens its alert in the page that is there", async () => {
  const car = await anOverdueCar();
  await eventually(async () => expect((await alertOf(car))?.status).toBe("open"));
  const { page, context } = await openNotifiedPage();
  const alert = await alertOf(car);
  if (!alert) throw new Error("there is no alert");
  const { id: alertId, type, licensePlate, severity, status, level, startedAt, lastAt } = alert;
  await deliver(page, {
    ...{ kind: "alert", language: "sv", rings: true, alertId, type, licensePlate },
    ...{ severity, status, level, startedAt, lastAt, timeZone: "Europe/Stockholm" },
  });
  await eventually(async () =>
    expect(await shownOn(page)).toMatchObject([{ title: `Försenad: ${licensePlate}` }]),
  );
  await choose(context, "open");
  await page.waitForURL(`${system.httpUrl}/alerts/${alertId}`);
  await page.getByRole("heading", { name: `Overdue: ${licensePlate}` }).waitFor();
  await context.close();
});

test("an alert that cannot be acknowledged says so, and leads to itself", async () => {
  const car = await anOverdueCar();
  await eventually(async () => expect((await alertOf(car))?.status).toBe("open"));
  const { page, context } = await openNotifiedPage();
  const { id: alertId = "", startedAt = "", lastAt = "" } = (await alertOf(car)) ?? {};
  await deliver(page, {
    ...{ kind: "alert", language: "en", rings: true, alertId, type: "overdue", startedAt, lastAt },
    ...{ licensePlate: car.licensePlate, severity: "critical", status: "open", level: "2h" },
    timeZone: "Europe/Stockholm",
  });
  await eventually(async () => expect(await shownOn(page)).toHaveLength(1));
  await context.clearCookies();
  await choose(context, "acknowledge");
  await eventually(async () =>
    expect(await shownOn(page)).toMatchObject([
      { title: `Not done · Overdue: ${car.licensePlate}`, actions: ["open"] },
    ]),
  );
  expect((await alertOf(car))?.status).toBe("open");
  await context.close();
});

test("a device that no push service takes says why, and stays off", async () => {
  const { page, context } = await openNotifiedPage();
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("button", { name: "Notifications" }).click();
  const toggle = page.getByRole("switch", { name: "Notify me on this device" });
  await toggle.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  // this browser's push service is on the internet, where tests do not go
  await toggle.press("Space");
  await page.getByText("The browser's push service could not be reached.").waitFor();
  expect(await toggle.isChecked()).toBe(false);
  await page.getByRole("button", { name: "Done" }).press("Enter");
  await toggle.waitFor({ state: "detached" });
  await context.close();
});
