import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openBrowser, openPage, untilMapIsDrawn } from "./browser.ts";
import { eventually } from "./eventually.ts";
import { driveRecordedHour, RECORDED_HOUR } from "./recorded-hour.ts";
import { accountOf, rolesWith } from "./role-account.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

const MINUTE_MS = 60_000;
/** A moment counts as reached when it is met this closely, ms: clicks and keys land on pixels. */
const NEAR_MS = 45_000;
/** Software WebGL on a busy machine takes its time, ms. */
const PATIENT_MS = 120_000;

let system: RunningSystem;
let browser: Browser;
let car: TrackedCar;
let startMs: number;
let fixes: number;

beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  car = await registerCar(system.api, { tankLitres: 60 });
  ({ startMs, fixes } = await driveRecordedHour(system, car, Date.now() - 5 * MINUTE_MS));
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

const atMinute = (minute: number): number => startMs + minute * MINUTE_MS;
const slider = (page: Page): Locator =>
  page.getByRole("slider", { name: "Moment of the recording" });

/** The recording of the hour with some minutes around it, opened at its address. */
const openReplay = async (options = {}): Promise<Page> => {
  const from = new Date(atMinute(-10)).toISOString();
  const to = new Date(atMinute(RECORDED_HOUR.minutes + 4)).toISOString();
  const url = `${system.httpUrl}/replay/${car.vehicleId}?from=${from}&to=${to}`;
  const { page } = await openPage(browser, url, { account: system.owner, ...options });
  await slider(page).waitFor();
  await untilMapIsDrawn(page);
  return page;
};

/** Where the playhead stands, ms. */
const playheadMs = async (page: Page): Promise<number> =>
  startMs + Number(await slider(page).getAttribute("aria-valuenow")) * 1_000;
const expectPlayhead = (page: Page, wantedMs: number, nearMs = NEAR_MS): Promise<void> =>
  eventually(async () =>
    expect(Math.abs((await playheadMs(page)) - wantedMs)).toBeLessThan(nearMs),
  );

const shownAt = (page: Page): Promise<[number, number] | undefined> =>
  page.evaluate(() => window.__roadledger?.displayed(""));

test(
  "the day of a car is watched from its panel, at 300 times the speed, stops skipped",
  async () => {
    const { page, errors } = await openPage(browser, system.httpUrl, {
      account: system.owner,
      reducedMotion: "no-preference",
    });
    await page.locator("vehicle-row").filter({ hasText: car.licensePlate }).click();
    await page.locator("vehicle-panel").getByRole("link", { name: "Replay" }).click();
    await page.getByRole("heading", { name: `Replay of ${car.licensePlate}` }).waitFor();
    await slider(page).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/replay/${car.vehicleId}`);
    const begun = await playheadMs(page);
    await page.getByRole("button", { name: "300 times as fast" }).click();
    await page.getByRole("button", { name: "Play" }).click();
    await eventually(async () =>
      expect(await playheadMs(page)).toBeGreaterThan(begun + 5 * MINUTE_MS),
    );
    // 40 minutes of driving take eight seconds; the stand and the silence hardly any
    await page.getByRole("button", { name: "Play" }).waitFor();
    await expectPlayhead(page, atMinute(RECORDED_HOUR.minutes));
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "arrow and page keys, Home and End move the playhead, and a reload finds it where it was",
  async () => {
    const page = await openReplay();
    await slider(page).focus();
    await page.keyboard.press("Home");
    await expectPlayhead(page, atMinute(0), 1_500);
    await page.keyboard.press("PageUp");
    await expectPlayhead(page, startMs + 50_000, 1_500);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await expectPlayhead(page, startMs + 55_000, 1_500);
    expect(await slider(page).getAttribute("aria-valuetext")).toMatch(/^\d\d:\d\d:\d\d, 54 km\/h$/);
    const at = new Date(startMs + 55_000).toISOString();
    await eventually(() => expect(new URL(page.url()).searchParams.get("at")).toBe(at));
    await page.reload();
    await slider(page).waitFor();
    await expectPlayhead(page, startMs + 55_000, 1_500);
    await slider(page).focus();
    await page.keyboard.press("End");
    await expectPlayhead(page, atMinute(RECORDED_HOUR.minutes), 1_500);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a click on a stop or on the trail goes there, and nobody is moved across a silence",
  async () => {
    const page = await openReplay({ viewport: { width: 1200, height: 800 } });
    await page.locator("replay-list").getByRole("button", { name: "Parked" }).click();
    await expectPlayhead(page, atMinute(RECORDED_HOUR.parkedFrom));
    await page.locator("replay-figures").getByText("Parked").waitFor();
    const atStop = await shownAt(page);
    const place = await page.evaluate(() => window.__roadledger?.screen(""));

    await slider(page).press("End");
    await eventually(async () => expect((await shownAt(page))?.[0]).not.toBe(atStop?.[0]));
    const map = await page.locator("replay-map").boundingBox();
    if (!map || !place) throw new Error("the map is not there");
    // west of the stop: on the way to it
    await page.mouse.click(map.x + place.x - 40, map.y + place.y);
    await eventually(async () =>
      expect(await playheadMs(page)).toBeLessThan(atMinute(RECORDED_HOUR.parkedFrom)),
    );

    const chart = await page.locator("replay-scrubber .lane").boundingBox();
    if (!chart) throw new Error("the chart is not there");
    const share = (RECORDED_HOUR.silentFrom + 2.5) / RECORDED_HOUR.minutes;
    await page.mouse.click(chart.x + chart.width * share, chart.y + chart.height / 2);
    await page.locator("replay-figures").getByText("Not heard").waitFor();
    const before = await shownAt(page);
    await page.keyboard.press("ArrowRight");
    expect(await shownAt(page)).toEqual(before);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "the keys play, and skip to the stop and back",
  async () => {
    const page = await openReplay();
    await page.keyboard.press("n");
    await expectPlayhead(page, atMinute(RECORDED_HOUR.parkedFrom));
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await eventually(async () =>
      expect(await playheadMs(page)).toBeGreaterThan(atMinute(RECORDED_HOUR.parkedUntil - 1)),
    );
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Play" }).waitFor();
    await page.keyboard.press("p");
    await expectPlayhead(page, atMinute(RECORDED_HOUR.parkedFrom));
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "following ends when the map is moved by hand",
  async () => {
    const page = await openReplay();
    const follow = page.getByRole("button", { name: "Follow" });
    await follow.click();
    expect(await follow.getAttribute("aria-pressed")).toBe("true");
    const map = await page.locator("replay-map").boundingBox();
    if (!map) throw new Error("the map is not there");
    await page.mouse.move(map.x + 120, map.y + 80);
    await page.mouse.down();
    await page.mouse.move(map.x + 220, map.y + 120, { steps: 5 });
    await page.mouse.up();
    await eventually(async () => expect(await follow.getAttribute("aria-pressed")).toBe("false"));
    await page.context().close();
  },
  PATIENT_MS,
);

/** The file that the export writes in a format. */
const download = async (page: Page, format: string): Promise<string> => {
  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: format }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toContain(car.licensePlate);
  expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${format.toLowerCase()}$`));
  return readFile(await file.path(), "utf8");
};

const Feature = z.object({
  geometry: z.object({ type: z.literal("Point"), coordinates: z.tuple([z.number(), z.number()]) }),
  properties: z.object({ timestamp: z.string() }),
});
const Features = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(Feature),
});

test.each(rolesWith("tracks:view"))(
  "as %s the hour is watched, and taken along as GPX, CSV and GeoJSON, each with every fix",
  async (role) => {
    const page = await openReplay({ account: await accountOf(system, role) });
    await page.keyboard.press("n");
    await expectPlayhead(page, atMinute(RECORDED_HOUR.parkedFrom));
    const startAt = new Date(startMs).toISOString();
    const gpx = await download(page, "GPX");
    expect(gpx.match(/<trkpt /g)).toHaveLength(fixes);
    expect(gpx).toContain(`<time>${startAt}</time>`);

    const [header, ...lines] = (await download(page, "CSV")).trimEnd().split("\r\n");
    expect(header).toMatch(/^\uFEFFtimestamp,latitude,longitude,speed,/);
    expect(lines).toHaveLength(fixes);
    const [at, lat, lon] = (lines[0] ?? "").split(",");
    expect(at).toBe(startAt);

    const { features } = Features.parse(JSON.parse(await download(page, "GeoJSON")));
    expect(features).toHaveLength(fixes);
    // the same fix in both, longitude first as RFC 7946 has it
    expect(features[0]?.geometry.coordinates).toEqual([Number(lon), Number(lat)]);
    expect(features[0]?.properties.timestamp).toBe(startAt);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "on a phone it is played with the thumb, and the story is a page of its own",
  async () => {
    const page = await openReplay({ viewport: { width: 390, height: 844 }, hasTouch: true });
    const play = page.getByRole("button", { name: "Play" });
    const box = await play.boundingBox();
    expect(box && box.y > 500 && box.height >= 44).toBe(true);
    await page.getByRole("button", { name: "Routes, stops and events" }).tap();
    await page.locator("side-drawer replay-list").getByRole("button", { name: "Parked" }).tap();
    await expectPlayhead(page, atMinute(RECORDED_HOUR.parkedFrom));
    await play.tap();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a day without a recording says so and leads to the one that has it",
  async () => {
    const page = await openReplay();
    const from = new Date(startMs + 30 * 86_400_000).toISOString();
    const to = new Date(startMs + 31 * 86_400_000).toISOString();
    await page.goto(`${system.httpUrl}/replay/${car.vehicleId}?from=${from}&to=${to}`);
    await page.getByText(`Nothing was heard of ${car.licensePlate}`).waitFor();
    await page.locator("state-message [data-day]").first().click();
    await slider(page).waitFor();
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a recording that does not come can be asked for again",
  async () => {
    const page = await openReplay();
    await page.route("**/locations?*", (route) => route.abort());
    await page.reload();
    await page.getByText("The recording could not be loaded").waitFor();
    await page.unroute("**/locations?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await slider(page).waitFor();
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "without a car in the address one is chosen, by typing or from those heard last",
  async () => {
    const { page } = await openPage(browser, `${system.httpUrl}/replay`, { account: system.owner });
    await page.getByRole("link", { name: new RegExp(car.licensePlate) }).waitFor();
    await page.getByRole("combobox", { name: "Car" }).fill(car.licensePlate.slice(0, 5));
    await page.getByRole("option", { name: new RegExp(car.licensePlate) }).click();
    await page.getByRole("heading", { name: `Replay of ${car.licensePlate}` }).waitFor();
    await page.goto(`${system.httpUrl}/replay/${crypto.randomUUID()}`);
    await page.getByText("There is no such car").waitFor();
    await page.context().close();
  },
  PATIENT_MS,
);
