import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage, untilMapIsDrawn, type WatchedPage } from "./browser.ts";
import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** Wide enough for list, map and panel beside each other. */
const VIEWPORT = { width: 1_200, height: 600 };

let system: RunningSystem;
let browser: Browser;
let moving: TrackedCar;
let parked: TrackedCar;
beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  [moving, parked] = [await registerCar(system.api), await registerCar(system.api)];
  await publishFixes(system, moving, [fixAt(Date.now() - 5_000, 2_000, 54)]);
  await publishFixes(system, parked, [fixAt(Date.now() - 5_000, 0, 0, false)]);
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

const open = async (url: string): Promise<WatchedPage> => {
  const watched = await openPage(browser, url, { account: system.owner, viewport: VIEWPORT });
  await untilMapIsDrawn(watched.page);
  await watched.page.waitForFunction(() => (window.__roadledger?.counts().placed ?? 0) === 2);
  return watched;
};

const paramsOf = (page: Page): URLSearchParams => new URL(page.url()).searchParams;
const rowOf = (page: Page, { vehicleId }: TrackedCar) => page.locator(`#row-${vehicleId}`);
const chip = (page: Page, name: RegExp) =>
  page.locator("status-chips").getByRole("button", { name });

/** Where a car is drawn on the screen, which the camera decides. */
const screenOf = (page: Page, { vehicleId }: TrackedCar) =>
  page.evaluate((id) => {
    const { x, y } = window.__roadledger?.screen(id) ?? { x: 0, y: 0 };
    return [x, y];
  }, vehicleId);

/** A car is on screen where it was, to half a pixel: an address has only so many digits. */
const expectThere = (now: readonly number[], was: readonly number[]): void => {
  expect(now).toEqual(was.map((each) => expect.closeTo(each, 0)));
};

/** The address once it has caught up with the camera. */
const settledUrl = async (page: Page): Promise<string> => {
  let before = "";
  return eventually(async () => {
    await page.waitForTimeout(700);
    const now = page.url();
    const isSettled = now === before && now.includes("map=");
    before = now;
    if (!isSettled) throw new Error("the address still changes");
    return now;
  });
};

const pressed = (page: Page, name: RegExp) => chip(page, name).getAttribute("aria-pressed");

test("a pasted link shows what was seen: search, both filters, order, car, camera, follow", async () => {
  const { page } = await open(system.httpUrl);
  expect(paramsOf(page).toString()).toBe("");
  await page.getByLabel("Search vehicles").fill(parked.licensePlate);
  await chip(page, /^Parked/).click();
  await chip(page, /^Live/).click();
  await page.getByLabel("Order").selectOption("recent");
  await rowOf(page, parked).click();
  await page.getByRole("button", { name: "Zoom out" }).click();
  await settledUrl(page);
  await page.keyboard.press("f");
  const url = await settledUrl(page);
  const asked = new URL(url).searchParams;
  expect(Object.fromEntries(asked)).toEqual({
    vehicle: parked.vehicleId,
    q: parked.licensePlate,
    status: "parked",
    connection: "live",
    order: "recent",
    map: expect.stringMatching(/^57\.\d+,11\.\d+,\d+/),
    follow: "1",
  });

  const { page: pasted, errors } = await open(url);
  await pasted.locator("vehicle-panel h2", { hasText: parked.licensePlate }).waitFor();
  expect(await pasted.getByLabel("Search vehicles").inputValue()).toBe(parked.licensePlate);
  expect(await pasted.getByLabel("Order").inputValue()).toBe("recent");
  expect([await pressed(pasted, /^Parked/), await pressed(pasted, /^Live/)]).toEqual([
    "true",
    "true",
  ]);
  expect(await pasted.locator("vehicle-row").count()).toBe(1);
  await pasted.getByRole("button", { name: `Following ${parked.licensePlate}` }).waitFor();
  expectThere(await screenOf(pasted, parked), await screenOf(page, parked));
  expectThere(await screenOf(pasted, moving), await screenOf(page, moving));
  expect(await settledUrl(pasted)).toBe(url);
  expect(errors).toEqual([]);
  await pasted.context().close();
  await page.context().close();
});

test("Back and Forward lead from car to car with the map as it was, and the search stays typed", async () => {
  const { page } = await open(system.httpUrl);
  const overview = await screenOf(page, moving);
  await rowOf(page, moving).click();
  await settledUrl(page);
  const atMoving = await screenOf(page, moving);
  await rowOf(page, parked).click();
  await settledUrl(page);
  const atParked = await screenOf(page, parked);

  await page.goBack();
  await eventually(async () => expectThere(await screenOf(page, moving), atMoving));
  expect(paramsOf(page).get("vehicle")).toBe(moving.vehicleId);
  await page.goBack();
  await eventually(async () => expectThere(await screenOf(page, moving), overview));
  await page.locator("vehicle-panel").waitFor({ state: "detached" });
  await page.goForward();
  await page.goForward();
  await eventually(async () => expectThere(await screenOf(page, parked), atParked));
  await page.locator("vehicle-panel h2", { hasText: parked.licensePlate }).waitFor();
  await page.context().close();
});

test("an address that makes no sense opens the map as if nothing had been asked", async () => {
  const { page, errors } = await open(
    `${system.httpUrl}/?vehicle=nobody&status=flying&connection=%00&order=up&map=1e9,x&follow=yes`,
  );
  await rowOf(page, parked).waitFor();
  expect(await page.locator("vehicle-row").count()).toBe(2);
  expect(await screenOf(page, parked)).not.toEqual([0, 0]);
  expect(errors).toEqual([]);
  await page.context().close();
});
