import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Analytics } from "../contracts/analytics.ts";
import { openBrowser, openPage, signInOnPage } from "./browser.ts";
import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

let system: RunningSystem;
let browser: Browser;
/** Drove 64 km an hour ago and braked hard on the way. */
let driven: TrackedCar;
/** Has a tracker and has not moved. */
let still: TrackedCar;

const KMH_PER_MPS = 3.6;
/** Speeds second by second, m/s: 32 minutes at 120 km/h, braked hard once. */
const SPEEDS = [
  ...Array.from({ length: 1_000 }, () => 33),
  ...[33, 29.5, 26, 26, 27, 28, 29, 30, 31, 32],
  ...Array.from({ length: 900 }, () => 33),
];

const braked = (endMs: number) => {
  const startMs = endMs - SPEEDS.length * 1_000;
  let eastM = 0;
  return SPEEDS.map((speedMps, second) => {
    eastM += speedMps;
    return fixAt(startMs + second * 1_000, eastM, speedMps * KMH_PER_MPS);
  });
};

const expectDriven = async (): Promise<void> => {
  const { totals } = Analytics.parse(await system.api.get(`/api/analytics?${recentDays()}`));
  expect(totals.distanceKm).toBeGreaterThan(50);
  expect(totals.score.parts[0]).toMatchObject({ part: "braking", events: 1 });
};

beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  driven = await registerCar(system.api, { licensePlate: "DRIVEN 1" });
  still = await registerCar(system.api, { licensePlate: "=STILL()" });
  const { id: driverId } = await system.api.post<{ id: string }>("/api/drivers", {
    ...{ name: "Anna <b>Berg</b>", licenseNumber: "AB-1" },
  });
  const assignedAt = new Date(Date.now() - 24 * 3_600_000);
  await system.api.post("/api/assignments", {
    ...{ vehicleId: driven.vehicleId, driverId, assignedAt },
  });
  const endMs = Date.now() - 600_000;
  await publishFixes(system, driven, [...braked(endMs), fixAt(endMs, 63_000, 0, false)]);
  await eventually(expectDriven);
}, 180_000);
afterAll(async () => {
  await browser.close();
  await system.close();
});

const recentDays = (): string => {
  const day = (days: number): string =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return `from=${day(-3)}&to=${day(2)}`;
};

const openAnalytics = async (query = recentDays()): Promise<Page> => {
  const { page } = await openPage(browser, system.httpUrl, { acceptDownloads: true });
  await signInOnPage(page, system.owner);
  await page.goto(`${system.httpUrl}/analytics?${query}`);
  await page.locator("analytics-page tbody tr").first().waitFor();
  return page;
};
const firstCells = (page: Page) => page.locator("analytics-page tbody td:first-child b");
const searchOf = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

test("the table is put in order, opened and left by keyboard, and the address follows", async () => {
  const page = await openAnalytics();
  expect(await firstCells(page).allTextContents()).toEqual([
    driven.licensePlate,
    still.licensePlate,
  ]);
  await page.getByRole("button", { name: "Car", exact: true }).press("Enter");
  await eventually(async () =>
    expect(await firstCells(page).first().textContent()).toBe(still.licensePlate),
  );
  expect(searchOf(page).get("sort")).toBe("name");
  await page.getByRole("gridcell").filter({ hasText: driven.licensePlate }).press("Enter");
  await page.getByRole("heading", { name: driven.licensePlate }).waitFor();
  expect(searchOf(page).get("open")).toBe(driven.vehicleId);
  await page.locator("score-parts").getByText("Harsh braking").waitFor();
  await page.keyboard.press("Escape");
  await eventually(async () => expect(searchOf(page).get("open")).toBeNull());

  await page.getByRole("button", { name: "By driver" }).press("Enter");
  await firstCells(page).filter({ hasText: "Anna <b>Berg</b>" }).waitFor();
  expect(searchOf(page).get("by")).toBe("driver");
  await page.goBack();
  await firstCells(page).filter({ hasText: driven.licensePlate }).waitFor();
  await page.context().close();
});

test("an event behind a score leads to its moment in the replay", async () => {
  const page = await openAnalytics(`${recentDays()}&open=${driven.vehicleId}`);
  const event = page.locator("behaviour-events a").filter({ hasText: "Harsh braking" });
  await event.click();
  await page.locator("replay-page").waitFor();
  expect(new URL(page.url()).pathname).toBe(`/replay/${driven.vehicleId}`);
  expect(searchOf(page).get("at")).not.toBeNull();
  await page.context().close();
});

test("the file has the rows that are shown, in their order, harmless in a spreadsheet", async () => {
  const page = await openAnalytics(`${recentDays()}&sort=name&descending=false`);
  const shown = await firstCells(page).allTextContents();
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const file = await downloading;
  const stream = await file.createReadStream();
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  const plates = text
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(",")[1]);
  expect(shown).toEqual([still.licensePlate, driven.licensePlate]);
  expect(plates).toEqual([`'${still.licensePlate}`, driven.licensePlate]);
  await page.context().close();
});

test("figures that can no longer be brought up to date say how old they are", async () => {
  const { page } = await openPage(browser, system.httpUrl);
  await signInOnPage(page, system.owner);
  await page.clock.install();
  await page.goto(`${system.httpUrl}/analytics?${recentDays()}`);
  await page.locator("analytics-page tbody tr").first().waitFor();
  await page.route("**/api/analytics?*", (route) => route.abort());
  await page.clock.fastForward(130_000);
  await page.getByText(/^Last updated/).waitFor();
  await page.locator("analytics-page tbody tr").first().waitFor();
  await page.unroute("**/api/analytics?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText(/^Last updated/).waitFor({ state: "detached" });
  await page.context().close();
});
