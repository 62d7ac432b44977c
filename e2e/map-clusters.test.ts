import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage, untilMapIsDrawn } from "./browser.ts";
import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** Cars parked side by side, three metres apart, and one across the country. */
const IN_YARD = 12;
const FAR_M = 90_000;

let system: RunningSystem;
let browser: Browser;
let yard: TrackedCar[];
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  yard = [];
  for (let at = 0; at < IN_YARD; at++) yard.push(await registerCar(system.api));
  const far = await registerCar(system.api);
  const nowMs = Date.now();
  await Promise.all([
    publishFixes(system, far, [fixAt(nowMs, FAR_M, 0, false)]),
    ...yard.map((car, at) => publishFixes(system, car, [fixAt(nowMs, at * 3, 0, false)])),
  ]);
  const options = { account: system.owner, viewport: { width: 1200, height: 700 } };
  ({ page } = await openPage(browser, system.httpUrl, options));
  await untilMapIsDrawn(page);
  const placed = IN_YARD + 1;
  await page.waitForFunction((cars) => window.__roadledger?.counts().placed === cars, placed);
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

const rings = (): Promise<readonly { cars: number; x: number; y: number }[]> =>
  page.evaluate(() => window.__roadledger?.clusters?.() ?? []);
const expectRings = (...cars: number[]): Promise<void> =>
  eventually(async () => expect((await rings()).map((ring) => ring.cars)).toEqual(cars));
const isSingle = ({ vehicleId }: TrackedCar): Promise<boolean | undefined> =>
  page.evaluate((id) => window.__roadledger?.isSingle?.(id), vehicleId);
const first = (): TrackedCar => {
  const [car] = yard;
  if (!car) throw new Error("the yard is empty");
  return car;
};
const showFleet = (): Promise<void> => page.getByLabel("Show the whole fleet").click();

test("cars crowded in a yard are one ring with their number while the map is far out", async () => {
  await showFleet();
  await expectRings(IN_YARD);
  expect(await isSingle(first())).toBe(false);
});

test("a click on the ring zooms to its cars, and the whole fleet has the ring again", async () => {
  await showFleet();
  await expectRings(IN_YARD);
  const [ring] = await rings();
  const map = await page.locator("fleet-map").boundingBox();
  await page.mouse.click((map?.x ?? 0) + (ring?.x ?? 0), (map?.y ?? 0) + (ring?.y ?? 0));
  await expectRings();
  expect(await isSingle(first())).toBe(true);
  await showFleet();
  await expectRings(IN_YARD);
});

test("the keyboard reaches the ring, hears what it holds, and zooms in", async () => {
  await showFleet();
  await expectRings(IN_YARD);
  const ring = page.getByRole("button", { name: /^12 cars close together: 12 / });
  await ring.focus();
  await page.locator("cluster-cursor .card").waitFor();
  await page.keyboard.press("Enter");
  await expectRings();
});

test("the chosen car is never inside a ring", async () => {
  await showFleet();
  await expectRings(IN_YARD);
  await page.locator(`#row-${first().vehicleId}`).click();
  await showFleet();
  await expectRings(IN_YARD - 1);
  expect(await isSingle(first())).toBe(true);
  await page.keyboard.press("Escape");
  await showFleet();
  await expectRings(IN_YARD);
});

test("layers are switched by keyboard, and stay for the next visit", async () => {
  const fence = {
    ...{ name: "Harbour yard", purpose: "depot", speedLimitKmh: null },
    area: {
      kind: "circle",
      geometry: { type: "Point", coordinates: [11.95, 57.7] },
      radiusM: 300,
    },
  };
  await system.api.post("/api/geofences", fence);
  const names = () => page.evaluate(() => window.__roadledger?.fences?.() ?? []);
  expect(await names()).toEqual([]);
  await page.getByLabel("Layers", { exact: true }).first().focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Depots and branches").focus();
  await page.keyboard.press("Space");
  await eventually(async () => expect(await names()).toContain("Harbour yard"));
  await page.keyboard.press("Escape");
  const inAddress = () => new URL(page.url()).searchParams.get("layers")?.split(",");
  expect(inAddress()).toContain("depots");

  await page.goto(system.httpUrl);
  await untilMapIsDrawn(page);
  await eventually(async () => expect(await names()).toContain("Harbour yard"));
  // whoever is sent this address sees them too
  expect(inAddress()).toContain("depots");
});

test("plates stand beneath the cars where there is room for them, unless nobody wants them", async () => {
  const labelled = () => page.evaluate(() => window.__roadledger?.labelled?.() ?? []);
  await showFleet();
  await eventually(async () => expect(await labelled()).toEqual([]));
  await page.locator(`#row-${first().vehicleId}`).click();
  await eventually(async () => expect((await labelled()).length).toBeGreaterThan(0));
  // its own label is the larger one
  expect(await labelled()).not.toContain(first().vehicleId);
  await page.getByLabel("Layers", { exact: true }).first().click();
  await page.locator("check-field", { hasText: "Plates" }).click();
  await eventually(async () => expect(await labelled()).toEqual([]));
});
