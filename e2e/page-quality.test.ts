import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mqttTopics } from "../contracts/subjects.ts";
import { openBrowser, openPage, type WatchedPage } from "./browser.ts";
import { type DesignPage, serveDesignPage } from "./design-page.ts";
import { connectDevice } from "./device.ts";
import { driveEast, fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import {
  axeViolations,
  COLOUR_RULES,
  foreignRequests,
  layoutShift,
  SCREENS,
  widerThanTheirBox,
} from "./page-measures.ts";
import { PAGE_SCENES, prepareDesignPage, type SceneFleet } from "./page-scenes.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";
import { shareForScenes } from "./share-links.ts";

/** Names as somebody may type them to do harm, or just because that is what they are. */
const HOSTILE = [
  `<img src=x onerror="window.harmed=1">`,
  "</vehicle-row><script>window.harmed=1</script>",
  "\u202Eשלום ABC-123",
  "🚗👩‍👩‍👧‍👦🇸🇪",
  "W".repeat(50),
];

let system: RunningSystem;
let browser: Browser;
let design: DesignPage;
let driven: TrackedCar;
let fleet: SceneFleet;

/** A booking of the car that ended hours ago, by a customer of that name who wishes to keep it. */
const alertAbout = async (vehicleId: string, customerName: string): Promise<void> => {
  const [outAt, dueAt] = [30, 3].map((hours) => new Date(Date.now() - hours * 3_600_000));
  const booking = { vehicleId, customerName, customerContact: "+46 70 1234567", outAt, dueAt };
  const { id } = await system.api.post<{ id: string }>("/api/bookings", booking);
  await system.api.post(`/api/bookings/${id}/handover`, { at: outAt });
  const wish = { dueAt: new Date(Date.now() + 30 * 3_600_000), note: customerName.repeat(9) };
  await system.api.post(`/api/bookings/${id}/extensions`, {
    ...wish,
    note: wish.note.slice(0, 500),
  });
};

/** A customer who is late, a request to the tracker, and a message of a clock that is not set. */
const giveAStory = async (car: TrackedCar): Promise<void> => {
  await alertAbout(car.vehicleId, "Karin Andersson");
  await system.api.post(`/api/vehicles/${car.vehicleId}/commands`, { name: "locate" });
  const client = await connectDevice(system.mqttUrl, car);
  const unset = JSON.stringify({ ts: "1970-01-01T00:00:12Z", lat: 57.7, lon: 11.97 });
  await client.publishAsync(mqttTopics.telemetry(car.deviceId), unset, { qos: 1 });
  await client.endAsync();
};

/** Zones of each shape, one with a name that nobody meant well by, another that has been changed. */
const drawZones = async (): Promise<void> => {
  const [west, east] = [11.95, 11.965];
  const line = {
    type: "LineString",
    coordinates: [
      [west, 57.7],
      [east, 57.71],
    ],
  };
  const place = { type: "Point", coordinates: [west, 57.7] };
  const circle = { kind: "circle", geometry: place, radiusM: 300 };
  const { id } = await system.api.post<{ id: string }>("/api/geofences", {
    ...{ name: "A yard", purpose: "yard", area: circle },
  });
  await system.api.patch(`/api/geofences/${id}`, { speedLimitKmh: 20 });
  for (const name of HOSTILE) {
    const area = { kind: "corridor", geometry: line, widthM: 60 };
    await system.api.post("/api/geofences", { name, purpose: "restricted", area });
  }
};

/** A car that drove two hours ago and has stood since, so that there is a route to share. */
const haveDriven = async (): Promise<void> => {
  const parkedAtMs = Date.now() - 2 * 3_600_000;
  const drive = driveEast(parkedAtMs - 10 * 60_000, parkedAtMs);
  const stands = Array.from({ length: 20 }, (_, minute) =>
    fixAt(parkedAtMs + minute * 60_000, drive.length * 75, 0, false),
  );
  await publishFixes(system, await registerCar(system.api), [...drive, ...stands]);
};

beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  design = await serveDesignPage();
  driven = await registerCar(system.api);
  const nowMs = Date.now();
  const drive = driveEast(nowMs - 5 * 60_000, nowMs);
  await publishFixes(system, driven, [...drive, { ...fixAt(nowMs, 4_500, 54), event: "sos" }]);
  await giveAStory(driven);
  for (const [index, name] of HOSTILE.entries()) {
    const { vehicleId } = await registerCar(system.api, { licensePlate: name });
    const driver = { name: name.toLowerCase(), licenseNumber: `S-${index}` };
    const { id: driverId } = await system.api.post<{ id: string }>("/api/drivers", driver);
    await system.api.post("/api/assignments", { vehicleId, driverId });
    await alertAbout(vehicleId, name);
  }
  await drawZones();
  await haveDriven();
  const shared = await eventually(() => shareForScenes(system.api, driven.vehicleId));
  fleet = { ...driven, ...shared };
});
afterAll(async () => {
  await browser.close();
  await design.close();
  await system.close();
});

test("the page allows scripts of its own server only, inline ones excluded", async () => {
  const response = await fetch(system.httpUrl);
  const policy = response.headers.get("content-security-policy") ?? "";
  const directives = new Map(
    policy.split(";").map((each) => each.trim().split(/ (.*)/, 2)) as [string, string][],
  );
  expect(directives.get("default-src")).toBe("'self'");
  expect(directives.get("script-src")).toBe("'self'");
  expect(directives.get("object-src")).toBe("'none'");
  expect(directives.get("frame-ancestors")).toBe("'none'");
});

const LOOKS = Object.entries(SCREENS).map(([screen, viewport]) => ({ screen, viewport }));

/** Shows the same page in the dark, once its colours have changed. */
const turnDark = async (page: Page): Promise<void> => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
};

/** Nothing a page may do wrong: to readers in light and dark, to its layout, to privacy. */
const expectQuality = async ({ page, requested, errors }: WatchedPage, url: string) => {
  expect(await axeViolations(page)).toEqual([]);
  await turnDark(page);
  expect(await axeViolations(page, COLOUR_RULES)).toEqual([]);
  expect(await widerThanTheirBox(page)).toEqual([]);
  expect(await layoutShift(page)).toBeLessThan(0.1);
  expect(foreignRequests(requested, url)).toEqual([]);
  expect(errors).toEqual([]);
};

/** A large map in software on a busy machine takes its time, ms. */
const LOOKED_AT_WITHIN_MS = 180_000;

describe.each(LOOKS)("on a $screen screen", ({ viewport }) => {
  test.each(PAGE_SCENES)(
    "$name is readable, fits and stays in place",
    async (scene) => {
      const watched = await openPage(browser, system.httpUrl + scene.path, {
        viewport,
        ...(!scene.signedOut && { account: system.owner }),
      });
      await scene.prepare(watched.page, fleet);
      await expectQuality(watched, system.httpUrl);
      await watched.page.context().close();
    },
    LOOKED_AT_WITHIN_MS,
  );

  test("so is every element of the kit", async () => {
    const watched = await openPage(browser, design.url, { viewport });
    await prepareDesignPage(watched.page);
    await expectQuality(watched, design.url);
    await watched.page.context().close();
  });
});

test("every page of the navigation is among those that are looked at", async () => {
  const { page } = await openPage(browser, system.httpUrl, { account: system.owner });
  await page.locator("page-nav a").first().waitFor();
  const links = await page.locator("page-nav a").all();
  const paths = await Promise.all(links.map((link) => link.getAttribute("href")));
  expect(paths.length).toBeGreaterThan(0);
  const seen = new Set<string | null>(PAGE_SCENES.map(({ path }) => path));
  expect(paths.filter((path) => !seen.has(path))).toEqual([]);
  await page.context().close();
});

test("names are text, whatever they hold", async () => {
  const { page, errors } = await openPage(browser, system.httpUrl, { account: system.owner });
  const texts = page.locator("vehicle-row .plate, vehicle-row .detail");
  await page.locator("vehicle-row").filter({ hasText: "WWWW" }).waitFor();
  const shown = await texts.allTextContents();
  for (const name of HOSTILE) {
    expect(shown).toContain(name);
    expect(shown).toContain(name.toLowerCase());
  }
  const plate = HOSTILE[0] ?? "";
  await page.locator("vehicle-row").filter({ hasText: plate }).click();
  const panel = page.locator("vehicle-panel");
  await panel.locator("h2").filter({ hasText: plate }).waitFor();
  expect(await panel.locator("dd").first().textContent()).toBe(plate.toLowerCase());
  expect(await page.locator("vehicle-row img, vehicle-panel img").count()).toBe(0);
  expect(await page.evaluate(() => "harmed" in window)).toBe(false);
  expect(await widerThanTheirBox(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.context().close();
});
