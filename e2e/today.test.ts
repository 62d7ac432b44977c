import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Activity } from "../contracts/activity.ts";
import type { Alert } from "../contracts/alert.ts";
import type { Booking } from "../contracts/booking.ts";
import type { Role } from "../contracts/permissions.ts";
import type { Today } from "../contracts/today.ts";
import { openBrowser, openPage, openVisitor, submitSignIn } from "./browser.ts";
import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { widerThanTheirBox } from "./page-measures.ts";
import { accountOf, rolesWith } from "./role-account.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

const HOUR_MS = 3_600_000;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let system: RunningSystem;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

const fromNow = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();

/** A car that was handed out yesterday and is due in so many hours, or was. */
const aCarOut = async (
  dueInHours: number,
): Promise<TrackedCar & { readonly bookingId: string }> => {
  const car = await registerCar(system.api);
  const { id: bookingId } = await system.api.post<Booking>("/api/bookings", {
    ...{ vehicleId: car.vehicleId, customerName: "Karin", customerContact: "+46 70 123 45 67" },
    ...{ outAt: fromNow(-27), dueAt: fromNow(dueInHours) },
  });
  await system.api.post(`/api/bookings/${bookingId}/handover`, { at: fromNow(-27) });
  return { ...car, bookingId };
};
const takeBack = (bookingId: string): Promise<unknown> =>
  system.api.post(`/api/bookings/${bookingId}/return`, {});
const alertOf = async ({ vehicleId }: TrackedCar): Promise<Alert | undefined> =>
  (await system.api.get<{ items: Alert[] }>(`/api/alerts?vehicleId=${vehicleId}`)).items[0];
const expectStatus = (car: TrackedCar, status: Alert["status"]): Promise<void> =>
  eventually(async () => expect((await alertOf(car))?.status).toBe(status));
const expectTold = ({ vehicleId }: TrackedCar, kind: Activity["kind"]): Promise<void> =>
  eventually(async () => {
    const { items } = await system.api.get<{ items: Activity[] }>("/api/activity?limit=50");
    expect(items.some((each) => each.vehicleId === vehicleId && each.kind === kind)).toBe(true);
  });
const latestActivity = async (): Promise<Activity | undefined> =>
  (await system.api.get<{ items: Activity[] }>("/api/activity?limit=1")).items[0];

const openToday = async (options: object = PHONE, role: Role = "OWNER"): Promise<Page> => {
  const { page } = await openPage(browser, system.httpUrl, options);
  await submitSignIn(page, await accountOf(system, role));
  // the others land there: they run the business
  if (role === "DISPATCHER")
    await page.locator("page-nav").getByRole("link", { name: "Today" }).tap();
  await page.waitForURL(`${system.httpUrl}/today`);
  await page.locator("activity-feed").waitFor();
  return page;
};
const rowOf = (page: Page, { licensePlate }: TrackedCar) =>
  page.locator("car-out-row").filter({ hasText: licensePlate });
/** The way to what has arrived in a part of the day since it is read. */
const newIn = (page: Page, part: string, count: number) =>
  page
    .locator("section", { has: page.locator(`#${part}`) })
    .getByRole("button", { name: `Show ${count} new` });
const entriesOf = (page: Page, { licensePlate }: TrackedCar) =>
  page.locator("activity-entry").filter({ hasText: licensePlate });

test.each(rolesWith("alerts:handle"))(
  "on a phone %s sees today's overdue car, acknowledges its alert and opens it",
  async (role) => {
    const car = await aCarOut(-3);
    await publishFixes(system, car, [fixAt(Date.now() - 60_000, 0, 0, false)]);
    await expectStatus(car, "open");
    const page = await openToday(PHONE, role);
    await rowOf(page, car)
      .getByText(/3 h 0\d min late/)
      .waitFor();
    await rowOf(page, car).getByText("Karin").waitFor();
    expect(await rowOf(page, car).getByRole("link", { name: "Call" }).getAttribute("href")).toBe(
      "tel:+46701234567",
    );
    await rowOf(page, car).getByRole("button", { name: "Acknowledge" }).tap();
    await expectStatus(car, "acknowledged");
    await rowOf(page, car)
      .getByRole("button", { name: "Acknowledge" })
      .waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).tap();
    await expectStatus(car, "open");
    await rowOf(page, car).getByRole("link", { name: "Open car" }).tap();
    await page.locator("vehicle-panel").filter({ hasText: car.licensePlate }).waitFor();
    await page.goBack();
    await rowOf(page, car).waitFor();
    await page.context().close();
    await takeBack(car.bookingId);
    await expectTold(car, "alert_resolved");
  },
);

test("an alert of the list is put off, and comes back with undo", async () => {
  const car = await aCarOut(-3);
  await expectStatus(car, "open");
  const page = await openToday();
  const row = page.locator("open-alert-row").filter({ hasText: car.licensePlate });
  await row.getByRole("button", { name: "Snooze" }).tap();
  await page.getByRole("menuitem", { name: "For an hour" }).tap();
  await expectStatus(car, "snoozed");
  await row.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).tap();
  await row.waitFor();
  await page.context().close();
});

test("what arrives while one reads is counted, waits to be asked for, and is there on the next visit", async () => {
  const before = await aCarOut(-4);
  await expectStatus(before, "open");
  const page = await openToday();
  await rowOf(page, before).waitFor();
  const overdue = page.getByRole("button", { name: /^\d+ Overdue$/ });
  const count = Number.parseInt((await overdue.textContent()) ?? "", 10);
  const first = await aCarOut(-3);
  await expectStatus(first, "open");
  await newIn(page, "overdue", 1).waitFor();
  await newIn(page, "alerts", 1).waitFor();
  await overdue.filter({ hasText: String(count + 1) }).waitFor();
  expect(await rowOf(page, first).count()).toBe(0);
  await newIn(page, "alerts", 1).tap();
  await rowOf(page, first).waitFor();
  expect(await newIn(page, "overdue", 1).count()).toBe(0);

  const second = await aCarOut(-3);
  await newIn(page, "overdue", 1).waitFor();
  await page.getByRole("link", { name: "All alerts" }).tap();
  await page.locator("alerts-page").waitFor();
  await page.goBack();
  await rowOf(page, second).waitFor();
  await page.context().close();
  await expectStatus(second, "open");
  const cars = [before, first, second];
  for (const { bookingId } of cars) await takeBack(bookingId);
  // what is told late would be new to the next test
  for (const each of cars) await expectTold(each, "alert_resolved");
});

test("what happens is told as it does, once, is new until read, and read on every device", async () => {
  const before = await aCarOut(20);
  const page = await openToday({ viewport: { width: 390, height: 2_000 }, isMobile: true });
  await entriesOf(page, before).first().waitFor();
  const during = await aCarOut(20);
  await newIn(page, "happened", 2).click();
  await entriesOf(page, during).filter({ hasText: "Handed out" }).waitFor();
  expect(await entriesOf(page, during).count()).toBe(2);
  expect(await entriesOf(page, during).getByRole("img", { name: "New" }).count()).toBe(2);
  const readAll = async () => {
    const { lastSeen } = await system.api.get<Today>("/api/today");
    expect(lastSeen?.activityId).toBe((await latestActivity())?.id);
  };
  await eventually(readAll);

  const other = await openToday();
  await other.getByText("Nothing new since you last looked").waitFor();
  await entriesOf(other, during).first().waitFor();
  expect(await other.getByRole("img", { name: "New" }).count()).toBe(0);
  await Promise.all([page.context().close(), other.context().close()]);
});

test("what happened while the link was cut is there when it is back, once; till then nothing can be done", async () => {
  const late = await aCarOut(-3);
  await expectStatus(late, "open");
  const page = await openToday();
  await rowOf(page, late).waitFor();
  await page.context().setOffline(true);
  await page.getByText("The server cannot be reached").waitFor();
  await page
    .locator("stale-note")
    .getByText(/Last updated/)
    .waitFor();
  expect(await rowOf(page, late).getByRole("button", { name: "Acknowledge" }).isDisabled()).toBe(
    true,
  );
  await takeBack(late.bookingId);
  await expectTold(late, "returned");
  await page.context().setOffline(false);
  await entriesOf(page, late).filter({ hasText: "Returned" }).waitFor();
  expect(await entriesOf(page, late).filter({ hasText: "Returned" }).count()).toBe(1);
  await rowOf(page, late).waitFor({ state: "detached" });
  await page.locator("stale-note").waitFor({ state: "detached" });
  await page.context().close();
});

test("a computer that wakes up after an hour knows it at once, catches up, and tells the time right", async () => {
  const late = await aCarOut(-3);
  const visitor = await openVisitor(browser, system.httpUrl, { account: system.owner, ...PHONE });
  // A connection that says nothing any more and does not break either.
  let isAsleep = false;
  await visitor.routeWebSocket(/socket\.io/, (socket) => {
    const wasAsleep = isAsleep;
    const server = socket.connectToServer();
    socket.onMessage((message) => isAsleep || wasAsleep || server.send(message));
    server.onMessage((message) => isAsleep || wasAsleep || socket.send(message));
  });
  const page = await visitor.newPage();
  await page.clock.install();
  await page.goto(`${system.httpUrl}/today`);
  await rowOf(page, late).waitFor();
  isAsleep = true;
  await takeBack(late.bookingId);
  await expectTold(late, "returned");
  const overdue = await aCarOut(-3);
  await page.clock.setSystemTime(new Date(Date.now() + HOUR_MS));
  await page.getByText(/Reconnecting|The server cannot be reached/).waitFor({ timeout: 5_000 });
  isAsleep = false;
  await entriesOf(page, late).filter({ hasText: "Returned" }).waitFor();
  expect(await entriesOf(page, late).filter({ hasText: "Returned" }).count()).toBe(1);
  await rowOf(page, overdue)
    .getByText(/3 h 0\d min late/)
    .waitFor();
  await page.context().close();
});

test("each figure leads to what it counts, by keyboard too", async () => {
  const car = await aCarOut(-1);
  const page = await openToday();
  await rowOf(page, car).waitFor();
  const overdue = await page
    .locator("section", { has: page.locator("#overdue") })
    .locator(".count")
    .textContent();
  await page.getByRole("button", { name: `${overdue} Overdue` }).press("Enter");
  await page.locator("#overdue:focus").waitFor();
  await page.getByRole("link", { name: /Open alerts/ }).press("Enter");
  await page.locator("alerts-page").waitFor();
  await page.goBack();
  await page.getByRole("link", { name: /On the move/ }).press("Enter");
  await page.locator("fleet-browser").waitFor();
  expect(await page.getByRole("button", { name: /Driving/ }).getAttribute("aria-pressed")).toBe(
    "true",
  );
  await page.context().close();
});

test("names and notes are text, whatever they hold, and widen nothing", async () => {
  const hostile = `<img src=x onerror="window.harmed=1">\u202Eשלום🚗`;
  const car = await registerCar(system.api, { licensePlate: "W".repeat(50) });
  const { id } = await system.api.post<Booking>("/api/bookings", {
    ...{ vehicleId: car.vehicleId, customerName: hostile + "W".repeat(50) },
    ...{ outAt: fromNow(-27), dueAt: fromNow(-3) },
  });
  await system.api.post(`/api/bookings/${id}/handover`, { at: fromNow(-27) });
  const note = hostile + "x".repeat(400);
  await system.api.post(`/api/bookings/${id}/extensions`, { dueAt: fromNow(40), note });
  const page = await openToday();
  await rowOf(page, car).getByText(hostile).waitFor();
  await entriesOf(page, car).filter({ hasText: note }).waitFor();
  expect(await widerThanTheirBox(page)).toEqual([]);
  expect(await page.evaluate(() => "harmed" in window)).toBe(false);
  await page.context().close();
});

test("on a wide screen the map stays the first page, and today a click away", async () => {
  const { page } = await openPage(browser, system.httpUrl, {
    viewport: { width: 1440, height: 900 },
  });
  await submitSignIn(page, system.owner);
  await page.locator("live-page").waitFor();
  await page.locator("page-nav").getByRole("link", { name: "Today" }).click();
  await page.getByRole("heading", { name: "Today", exact: true, level: 1 }).waitFor();
  await page.context().close();
});
