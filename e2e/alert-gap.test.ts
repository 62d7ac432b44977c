import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage } from "./browser.ts";
import { layLine } from "./cut-line.ts";
import { eventually } from "./eventually.ts";
import { alertOf, anOverdueCar, expectStatus } from "./overdue-car.ts";
import { runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** So long the link is gone, ms. */
const GAP_MS = 30_000;
/** A busy machine takes its time, ms. */
const PATIENT_MS = 180_000;

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

const rowOf = (page: Page, { licensePlate }: TrackedCar) =>
  page.locator("alert-row").filter({ hasText: licensePlate });
const noticeOf = (page: Page, { licensePlate }: TrackedCar) =>
  page.locator("toast-region .toast").filter({ hasText: licensePlate });
const resolve = async (car: TrackedCar): Promise<void> => {
  const { id } = await alertOf(system, car);
  await system.api.post(`/api/alerts/${id}/resolve`, { resolution: "handled" });
};

test(
  "a link that is cut for half a minute loses no alert, tells of each once, and shows none twice",
  async () => {
    const settled = await anOverdueCar(system);
    await expectStatus(system, settled, "open");
    const line = await layLine(system.httpUrl);
    const { page } = await openPage(browser, `${line.url}/alerts`, { account: system.owner });
    await rowOf(page, settled).waitFor();

    line.cut();
    const cutMs = Date.now();
    await page.locator("alerts-page stale-note").getByText("Last updated").waitFor();
    await page.locator("connection-pill").getByText("Reconnecting").waitFor();
    const raised = await anOverdueCar(system);
    await expectStatus(system, raised, "open");
    await resolve(settled);
    // nothing happens for the rest of it: that it lasts is the point
    await wait(Math.max(0, cutMs + GAP_MS - Date.now()));
    await page.locator("connection-pill").getByText("Offline since").waitFor();
    expect(await rowOf(page, raised).count()).toBe(0);

    line.mend();
    await rowOf(page, raised).waitFor();
    await noticeOf(page, raised).waitFor();
    await rowOf(page, settled).waitFor({ state: "detached" });
    await page.locator("stale-note").waitFor({ state: "detached" });
    // what is said now comes over the new link; nothing of before comes with it again
    const later = await anOverdueCar(system);
    await noticeOf(page, later).waitFor();
    for (const car of [raised, later]) {
      await eventually(async () => expect(await rowOf(page, car).count()).toBe(1));
      expect(await noticeOf(page, car).count()).toBe(1);
    }
    expect(await noticeOf(page, settled).count()).toBe(0);

    // taken up by a colleague, it needs nobody's attention any more
    await resolve(raised);
    await noticeOf(page, raised).waitFor({ state: "detached" });
    await page.context().close();
    await line.close();
  },
  PATIENT_MS,
);

test(
  "more than three that were raised in a gap are told of as a count, which falls as they are taken up",
  async () => {
    const line = await layLine(system.httpUrl);
    const { page } = await openPage(browser, `${line.url}/alerts`, { account: system.owner });
    await page.getByRole("heading", { name: "Alerts" }).waitFor();
    await page.locator("connection-pill").getByText("Live").waitFor();
    line.cut();
    await page.locator("alerts-page stale-note").waitFor();
    const cars = [];
    for (let count = 0; count < 4; count++) cars.push(await anOverdueCar(system));
    for (const car of cars) await expectStatus(system, car, "open");
    line.mend();
    await page.locator("toast-region").getByText("4 critical alerts need somebody").waitFor();
    for (const car of cars) expect(await noticeOf(page, car).count()).toBe(0);
    for (const car of cars.slice(1)) await resolve(car);
    await page.locator("toast-region").getByText("One critical alert needs somebody").waitFor();
    await page.locator("toast-region").getByRole("button", { name: "Look" }).click();
    expect(await page.locator("toast-region .toast").count()).toBe(0);
    await page.context().close();
    await line.close();
  },
  PATIENT_MS,
);
