import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openVisitor } from "./browser.ts";
import { driveEast, fixAt, publishFixes } from "./drive.ts";
import { anOverdueCar, expectStatus } from "./overdue-car.ts";
import { layoutShift, SCREENS } from "./page-measures.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** Software WebGL on a busy machine takes its time, ms. */
const PATIENT_MS = 240_000;
/**
 * All that a page shifts: half of what Web Vitals call good of its worst five seconds, so that several
 * alerts at once do not hide behind a page that is read for long.
 */
const MOST = 0.05;

let system: RunningSystem;
let browser: Browser;
/** On the road, and looked at. */
let car: TrackedCar;
beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  car = await registerCar(system.api, { tankLitres: 60 });
  const nowMs = Date.now();
  await publishFixes(system, car, driveEast(nowMs - 10 * 60_000, nowMs - 60_000));
  await expectStatus(system, await anOverdueCar(system), "open");
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

/** Pages that people keep open, each with what is there once it has loaded. */
const PAGES: readonly { readonly path: () => string; readonly ready: string }[] = [
  { path: () => "/", ready: "vehicle-row" },
  { path: () => `/?vehicle=${car.vehicleId}`, ready: "day-timeline button" },
  { path: () => "/alerts", ready: "alert-row" },
  { path: () => "/today", ready: "activity-entry" },
  { path: () => `/replay/${car.vehicleId}`, ready: "replay-scrubber [role=slider]" },
  { path: () => "/analytics", ready: "use-charts canvas" },
];

const TODAY = PAGES.findIndex(({ ready }) => ready === "activity-entry");

/** One after the other: several maps at once are too much for software WebGL. */
const openAll = async (visitor: BrowserContext): Promise<Page[]> => {
  const opened: Page[] = [];
  for (const { path, ready } of PAGES) {
    const page = await visitor.newPage();
    await page.goto(system.httpUrl + path());
    await page.locator(ready).first().waitFor();
    opened.push(page);
  }
  return opened;
};

/** Customers who are late all at once. */
const LATE = 3;

/** The car goes on, another one joins the fleet, customers are late, and it calls for help: news on every page. */
const letDataArrive = async (): Promise<void> => {
  await publishFixes(system, car, [fixAt(Date.now(), 8_160, 54)]);
  await registerCar(system.api);
  const late = await Promise.all(Array.from({ length: LATE }, () => anOverdueCar(system)));
  for (const each of late) await expectStatus(system, each, "open");
  await publishFixes(system, car, [{ ...fixAt(Date.now(), 8_400, 54), event: "sos" }]);
  await expectStatus(system, car, "open");
};

test.each(["wide", "phone"] as const)(
  "on a %s screen no page jumps while it loads and news arrives",
  async (screen) => {
    const visitor = await openVisitor(browser, system.httpUrl, {
      ...{ account: system.owner, viewport: SCREENS[screen] },
    });
    const pages = await openAll(visitor);
    await letDataArrive();
    await pages[TODAY]?.getByRole("button", { name: `Show ${LATE} new` })
      .first()
      .waitFor();
    for (const [index, page] of pages.entries()) {
      expect.soft(await layoutShift(page), PAGES[index]?.path()).toBeLessThan(MOST);
    }
    await visitor.close();
  },
  PATIENT_MS,
);
