import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage } from "./browser.ts";
import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { axeViolations } from "./page-measures.ts";
import { accountOf, rolesWith } from "./role-account.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** Each loads the page two or three times, with a town's streets to keep. */
const LONG_MS = 180_000;

let system: RunningSystem;
let browser: Browser;
let car: TrackedCar;
beforeAll(async () => {
  [system, browser] = await Promise.all([runSystem(), openBrowser()]);
  car = await registerCar(system.api);
  await publishFixes(system, car, [fixAt(Date.now() - 30_000, 0, 50)]);
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

/** Whether the browser has the base map, which the worker keeps last. */
const isKept = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const files = ["style-light.json", "streets.geojson", "paths.geojson", "world.geojson"];
    const kept = await Promise.all(files.map((name) => caches.match(`/basemap/${name}`)));
    return kept.every(Boolean);
  });

/** A page that has been kept for times without a server, and may open then. */
const openKeptPage = async (account = system.owner) => {
  const opened = await openPage(browser, system.httpUrl, {
    account,
    serviceWorkers: "allow",
  });
  await opened.page.locator("vehicle-row", { hasText: car.licensePlate }).waitFor();
  await eventually(async () => expect(await isKept(opened.page)).toBe(true));
  return opened;
};

/** Does something while the dashboard's process is gone. */
const withoutServer = async (act: () => Promise<void>): Promise<void> => {
  await system.kill("dashboard");
  try {
    await act();
  } finally {
    await system.restart("dashboard");
  }
};

const expectText = (page: Page, selector: string, text: RegExp | string) =>
  page.locator(selector).filter({ hasText: text }).waitFor();

/** Opens a page anew, and reads there what was known last and how old it is. */
const readLastState = async (page: Page): Promise<void> => {
  await expectText(page, "connection-pill", /Reconnecting|Offline/);
  // what is kept must be there before the page goes
  await eventually(async () => expect(await keptVehicles(page)).toBe(1));
  await page.reload();
  await expectText(page, "connection-pill", /Offline since \d/);
  await expectText(page, "vehicle-row", /\d+ (s|min)/);
  await page.waitForFunction(() => window.__roadledger !== undefined);
  await page.locator("fleet-map[stale]").waitFor();
  await page.locator("vehicle-row", { hasText: car.licensePlate }).click();
  await page.locator("vehicle-panel").waitFor();
  expect(await axeViolations(page)).toEqual([]);
};

test(
  "a page that is opened anew without its server tells every role what was known last, and how old it is",
  async () => {
    const pages: Page[] = [];
    for (const role of rolesWith("fleet:view"))
      pages.push((await openKeptPage(await accountOf(system, role))).page);
    await withoutServer(async () => {
      for (const page of pages) await readLastState(page);
    });
    for (const page of pages) {
      await expectText(page, "connection-pill", "Live");
      await page.locator("fleet-map:not([stale])").waitFor();
      await page.context().close();
    }
  },
  2 * LONG_MS,
);

test(
  "any address of the page opens without its server, the alerts too",
  async () => {
    const { page } = await openKeptPage();
    await page.locator("page-nav").getByRole("link", { name: "Alerts" }).click();
    await page.locator("alerts-page").waitFor();
    // kept as it came: nothing of what is known is lost to a server that stops in the first minute
    await eventually(async () => expect(await keptVehicles(page)).toBe(1));
    await withoutServer(async () => {
      await page.reload();
      await page.locator("alerts-page").waitFor();
      await expectText(page, "connection-pill", /Offline since \d/);
    });
    await expectText(page, "connection-pill", "Live");
    await page.context().close();
  },
  LONG_MS,
);

test(
  "today opens without its server as it was, says how old that is, and does nothing till it is back",
  async () => {
    const { page } = await openKeptPage();
    const [outAt, dueAt] = [30, 3].map((hours) => new Date(Date.now() - hours * 3_600_000));
    const booking = { vehicleId: car.vehicleId, customerName: "Karin", outAt, dueAt };
    const { id } = await system.api.post<{ id: string }>("/api/bookings", booking);
    await system.api.post(`/api/bookings/${id}/handover`, { at: outAt });
    await page.locator("page-nav").getByRole("link", { name: "Today" }).click();
    const acknowledge = page.locator("car-out-row").getByRole("button", { name: "Acknowledge" });
    await acknowledge.waitFor();
    await page.locator("activity-entry").filter({ hasText: "Handed out" }).waitFor();
    await withoutServer(async () => {
      await eventually(async () => expect(await keptVehicles(page)).toBe(1));
      await page.reload();
      await expectText(page, "stale-note", /Last updated \d+ (s|min) ago/);
      await expectText(page, "car-out-row", /3 h \d\d min late/);
      await expectText(page, "activity-entry", "Handed out");
      expect(await acknowledge.isDisabled()).toBe(true);
      await page.getByText("The server cannot be reached").waitFor();
      expect(await axeViolations(page)).toEqual([]);
    });
    await page.locator("stale-note").waitFor({ state: "detached" });
    await acknowledge.click();
    await acknowledge.waitFor({ state: "detached" });
    await page.context().close();
  },
  LONG_MS,
);

test(
  "what somebody has typed about an alert stays until the server has kept it",
  async () => {
    const { page } = await openPage(browser, system.httpUrl, { account: system.owner });
    const [outAt, dueAt] = [50, 26].map((hours) => new Date(Date.now() - hours * 3_600_000));
    const late = await registerCar(system.api);
    const booking = { vehicleId: late.vehicleId, customerName: "Nils", outAt, dueAt };
    const { id } = await system.api.post<{ id: string }>("/api/bookings", booking);
    await system.api.post(`/api/bookings/${id}/handover`, { at: outAt });
    await page.locator("page-nav").getByRole("link", { name: "Alerts" }).click();
    await page.locator("alert-row", { hasText: late.licensePlate }).click();
    const drawer = page.locator("alert-drawer");
    await drawer.getByLabel("Note").fill("Customer called");
    const isTold = page
      .locator("toast-region")
      .getByText(new RegExp(`not be done.*${late.licensePlate}`));
    await withoutServer(async () => {
      await drawer.getByRole("button", { name: "Acknowledge" }).click();
      await isTold.waitFor();
      expect(await drawer.getByLabel("Note").inputValue()).toBe("Customer called");
    });
    await expectText(page, "connection-pill", "Live");
    await drawer.getByRole("button", { name: "Acknowledge" }).click();
    await drawer.getByText("Customer called").waitFor();
    expect(await drawer.getByLabel("Note").inputValue()).toBe("");
    await page.context().close();
  },
  LONG_MS,
);

test(
  "nothing is left behind of who signs out",
  async () => {
    const { page } = await openKeptPage();
    await page.locator("account-menu").getByRole("button").first().click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("E-mail").waitFor();
    await eventually(async () => expect(await keptVehicles(page)).toBe(0));
    await withoutServer(async () => {
      await page.reload();
      await page.getByText("The server cannot be reached").waitFor();
    });
    // nobody presses anything: it asks again by itself
    await page.getByLabel("E-mail").waitFor();
    await page.context().close();
  },
  LONG_MS,
);

test(
  "what could not be opened or loaded while the server was gone is there by itself once it is back",
  async () => {
    const { page } = await openPage(browser, system.httpUrl, { account: system.owner });
    const goTo = (name: string) =>
      page.locator("page-nav").getByRole("link", { name, exact: true }).click();
    await goTo("Analytics");
    await page.locator("analytics-page :is(headline-figures, state-message)").waitFor();
    await goTo("Today");
    await page.locator("today-page").waitFor();
    await withoutServer(async () => {
      await expectText(page, "connection-pill", /Reconnecting|Offline/);
      await goTo("Analytics");
      await page.locator("analytics-page state-message[bad]").waitFor();
    });
    await page.locator("analytics-page state-message[bad]").waitFor({ state: "detached" });
    await withoutServer(async () => {
      await expectText(page, "connection-pill", /Reconnecting|Offline/);
      await goTo("Rules");
      await page.getByText("The page could not be loaded", { exact: true }).waitFor();
    });
    await page.locator("rules-page").waitFor();
    await page.context().close();
  },
  LONG_MS,
);

test("the page can be installed", async () => {
  const manifest = await (await fetch(`${system.httpUrl}/manifest.webmanifest`)).json();
  expect(manifest).toMatchObject({ start_url: "/?app", display: "standalone", name: "Roadledger" });
  for (const { src, sizes } of (manifest as { icons: { src: string; sizes: string }[] }).icons) {
    const icon = Buffer.from(await (await fetch(`${system.httpUrl}${src}`)).arrayBuffer());
    // A PNG's width stands in its header.
    expect(`${icon.readUInt32BE(16)}x${icon.readUInt32BE(20)}`).toBe(sizes);
  }
});

/** How many cars this browser keeps for times without a server. */
const keptVehicles = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const done = <Result>(request: IDBRequest<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(new Error("the database does not answer")));
      });
    // Opened too early it would come to be without its store, and nothing could be kept any more.
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === "keyval-store")) return 0;
    const database = await done(indexedDB.open("keyval-store"));
    const store = database.transaction("keyval").objectStore("keyval");
    const kept: { vehicles: unknown[] } | undefined = await done(
      store.get("roadledger.last-state"),
    );
    database.close();
    return kept?.vehicles.length ?? 0;
  });
