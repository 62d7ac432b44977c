import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  openBrowser,
  openPage,
  signInOnPage,
  submitSignIn,
  untilMapIsDrawn,
  type WatchedPage,
} from "./browser.ts";
import { driveEast, fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

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

const openAsOwner = async (): Promise<WatchedPage> => {
  const watched = await openPage(browser, system.httpUrl, {
    account: system.owner,
    hasMap: true,
  });
  await untilMapIsDrawn(watched.page);
  return watched;
};

const rowOf = (page: Page, { vehicleId }: TrackedCar): Locator => page.locator(`#row-${vehicleId}`);

/** Where the map draws a car. */
const displayed = (page: Page, { vehicleId }: TrackedCar): Promise<[number, number] | undefined> =>
  page.evaluate((id) => window.__roadledger?.displayed(id), vehicleId);

const expectDisplayedAt = async (page: Page, car: TrackedCar, lon: number): Promise<void> => {
  await eventually(async () => {
    const [shownLon, shownLat] = (await displayed(page, car)) ?? [];
    expect(shownLon).toBeCloseTo(lon, 5);
    expect(shownLat).toBeCloseTo(57.7, 5);
  });
};

/** Resolves once an element shows a text; Playwright looks into shadow trees, `innerText` does not. */
const expectText = (element: Locator, hasText: RegExp | string): Promise<void> =>
  element.filter({ hasText }).waitFor();

test("a wrong password is answered with an error, the right one with the map", async () => {
  const { page } = await openPage(browser, system.httpUrl);
  await submitSignIn(page, { ...system.owner, password: "guessed wrong" });
  await expectText(page.getByRole("alert"), "do not match");
  await signInOnPage(page, system.owner);
  await expectText(page.locator("connection-pill"), "Live");
  expect(await page.locator("sign-in-page").count()).toBe(0);
  await page.context().close();
});

test("a car appears, moves as its messages come, and tells its day", async () => {
  const { page, requested, errors } = await openAsOwner();
  const car = await registerCar(system.api);
  const row = rowOf(page, car);
  await expectText(row, car.licensePlate);
  await expectText(row, "Never reported");
  expect(await displayed(page, car)).toBeUndefined();

  const endMs = Date.now() - 100_000;
  const fixes = driveEast(endMs - 5 * 60_000, endMs);
  await publishFixes(system, car, fixes);
  await expectText(row, "54 km/h");
  await expectDisplayedAt(page, car, fixes.at(-1)?.lon ?? 0);
  const drivenM = fixes.length * 75;
  const next = fixAt(endMs, drivenM + 200, 72);
  await publishFixes(system, car, [next]);
  await expectDisplayedAt(page, car, next.lon);
  await expectText(row, "72 km/h");

  await row.click();
  const panel = page.locator("vehicle-panel");
  await expectText(panel.locator("h2"), car.licensePlate);
  await expectText(panel.locator("figure-tile", { hasText: "Speed" }), /72\s*km\/h\s*E/);
  await expectText(panel.locator("figure-tile", { hasText: "Ignition" }), "On");
  await expectText(panel.locator("day-timeline"), /On the way[\s\S]*km/);
  expect(await page.evaluate(() => window.__roadledger?.picked())).toBe(car.vehicleId);
  const parked = [0, 30_000, 60_000].map((ms) =>
    fixAt(endMs + 10_000 + ms, drivenM + 200, 0, false),
  );
  await publishFixes(system, car, parked);
  await expectText(panel.locator("day-timeline"), /Drove until[\s\S]*4\.\d km/);
  await expectText(panel.locator("day-timeline"), "Parked now");
  await expectText(row, "Parked");

  const { origin, host } = new URL(system.httpUrl);
  const own = [origin, `ws://${host}`, "blob:", "data:"];
  expect(requested.filter((url) => !own.some((start) => url.startsWith(start)))).toEqual([]);
  expect(requested.some((url) => url.startsWith("ws:"))).toBe(true);
  expect(errors).toEqual([]);
  await page.context().close();
});

test("a car that is taken out of the fleet leaves the page by itself", async () => {
  const { page } = await openAsOwner();
  const car = await registerCar(system.api);
  await rowOf(page, car).click();
  await page.locator("vehicle-panel").waitFor();
  await system.api.patch(`/api/vehicles/${car.vehicleId}`, { status: "INACTIVE" });
  await rowOf(page, car).waitFor({ state: "detached" });
  await page.locator("vehicle-panel").waitFor({ state: "detached" });
  await page.context().close();
});

test("the keyboard chooses among the cars that the search has left", async () => {
  const [one, other] = [await registerCar(system.api), await registerCar(system.api)];
  const { page } = await openAsOwner();
  await rowOf(page, other).waitFor();
  const search = page.getByLabel("Search vehicles");
  const chosen = (): string | null => new URL(page.url()).searchParams.get("vehicle");
  const expectChosen = (id: string | null) => eventually(() => expect(chosen()).toBe(id));
  const searchFor = async (text: string): Promise<void> => {
    await page.keyboard.press("/");
    await search.pressSequentially(text);
    await eventually(async () => expect(await page.locator("vehicle-row").count()).toBe(1));
  };

  await searchFor(one.licensePlate);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expectChosen(one.vehicleId);

  await searchFor(other.licensePlate);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expectChosen(other.vehicleId);

  await page.keyboard.press("Escape");
  await eventually(async () => expect(await search.inputValue()).toBe(""));
  await page.keyboard.press("Escape");
  await expectChosen(null);
  await page.context().close();
});

/** Stops a process of the system without ending it, until the returned function is called. */
const suspend = (name: "dashboard" | "processor"): (() => void) => {
  const pid = system.pid(name);
  if (pid === undefined) throw new Error(`${name} does not run`);
  process.kill(pid, "SIGSTOP");
  return () => process.kill(pid, "SIGCONT");
};

test("a link that is open but dead shows within ten seconds", async () => {
  const car = await registerCar(system.api);
  await publishFixes(system, car, [fixAt(Date.now() - 30_000, 0, 0)]);
  const { page } = await openAsOwner();
  const pill = page.locator("connection-pill");
  await expectText(pill, "Live");
  const resume = suspend("dashboard");
  const stoppedMs = Date.now();
  try {
    await expectText(pill, /Offline since \d/);
    await expectText(page.getByRole("alert"), "last known places");
    await page.locator("fleet-map[stale]").waitFor();
    // ten seconds, and what a busy machine without a graphics card needs to draw it
    expect(Date.now() - stoppedMs).toBeLessThan(15_000);
  } finally {
    resume();
  }
  await expectText(pill, "Live");
  await page.context().close();
});

test("a car that is overdue is not shown at its last speed, and is said to be silent", async () => {
  const car = await registerCar(system.api);
  const { page } = await openAsOwner();
  const row = rowOf(page, car);
  const nowMs = Date.now();
  await publishFixes(system, car, driveEast(nowMs - 60_000, nowMs));
  await expectText(row, /^(?!.*was).*54 km\/h/s);
  const resume = suspend("processor");
  try {
    await row.click();
    await expectText(row, "was 54 km/h");
    await page.locator("live-figures figure-tile[stale]", { hasText: "Speed" }).waitFor();
    await expectText(page.locator("vehicle-panel"), /silent since \d\d:\d\d, longer than usual/);
    await expectText(page.locator("connection-pill"), /silent since \d\d:\d\d/);
  } finally {
    resume();
  }
  await publishFixes(system, car, [fixAt(Date.now(), 2_000, 61)]);
  await expectText(row, /^(?!.*was).*61 km\/h/s);
  await expectText(page.locator("connection-pill"), "Live");
  await publishFixes(system, car, [fixAt(Date.now(), 2_000, 0, false)]);
  await expectText(row, "Parked");
  await page.context().close();
});

test("the page says when the server is gone, and goes on by itself when it is back", async () => {
  const car = await registerCar(system.api);
  await publishFixes(system, car, [fixAt(Date.now() - 30_000, 0, 0)]);
  const { page } = await openAsOwner();
  await expectDisplayedAt(page, car, fixAt(0, 0, 0).lon);
  await page.evaluate(() => {
    document.title = "not reloaded";
  });
  const pill = page.locator("connection-pill");

  await system.kill("dashboard");
  await expectText(pill, "Reconnecting");
  await expectText(pill, /Offline since \d/);
  await expectText(page.getByRole("alert"), "last known places");
  await publishFixes(system, car, [fixAt(Date.now() - 15_000, 300, 0)]);
  await system.restart("dashboard");
  await expectText(pill, "Live");
  await expectDisplayedAt(page, car, fixAt(0, 300, 0).lon);
  const fix = fixAt(Date.now(), 600, 0);
  await publishFixes(system, car, [fix]);
  await expectDisplayedAt(page, car, fix.lon);
  expect(await page.title()).toBe("not reloaded");
  await page.context().close();
});
