import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ShareLink, ShareLinkWithToken } from "../contracts/share-link.ts";
import { openBrowser, openPage, untilMapIsDrawn, type WatchedPage } from "./browser.ts";
import { driveEast, fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { foreignRequests } from "./page-measures.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

const MINUTE_MS = 60_000;
/** Two maps in software on a busy machine take their time, ms. */
const SEEN_WITHIN_MS = 180_000;
/** What the page of a link calls its one car. */
const SHARED_CAR = "shared";

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

const linksOf = async ({ vehicleId }: TrackedCar): Promise<ShareLink[]> =>
  (await system.api.get<{ items: ShareLink[] }>(`/api/share-links?vehicleId=${vehicleId}`)).items;

/** Opens the panel of a car as its owner. */
const openPanel = async ({ vehicleId, licensePlate }: TrackedCar): Promise<Page> => {
  const url = `${system.httpUrl}/?vehicle=${vehicleId}`;
  const { page } = await openPage(browser, url, { account: system.owner });
  await page.locator("vehicle-panel").filter({ hasText: licensePlate }).waitFor();
  return page;
};

const openShareDialog = async (page: Page): Promise<void> => {
  await page.locator("vehicle-panel").getByRole("button", { name: "Share" }).click();
  await page.getByRole("heading", { name: /^Share / }).waitFor();
};

/** Makes a link on the page; answers its address. */
const makeLink = async (page: Page): Promise<string> => {
  await page.getByRole("button", { name: "Make the link" }).click();
  return page.locator("copy-field input").inputValue();
};

/** Opens a link as somebody without an account. */
const openLink = (url: string): Promise<WatchedPage> => openPage(browser, url);

/** The longitude that the map draws the shared car at. */
const shownLon = async (page: Page): Promise<number | undefined> =>
  (await page.evaluate((id) => window.__roadledger?.displayed(id), SHARED_CAR))?.[0];

test(
  "a stranger with a link sees the car move until its owner ends the link",
  async () => {
    const car = await registerCar(system.api);
    const other = await registerCar(system.api);
    const startMs = Date.now() - 2 * MINUTE_MS;
    const fixes = driveEast(startMs, startMs + MINUTE_MS);
    await publishFixes(system, car, fixes);
    await publishFixes(system, other, fixes);
    const owner = await openPanel(car);
    await openShareDialog(owner);
    const url = await makeLink(owner);
    expect(url).toMatch(new RegExp(`^${system.httpUrl}/s/[\\w-]{43}$`));

    const { page, requested, errors } = await openLink(url);
    await page.getByRole("heading", { name: car.licensePlate }).waitFor();
    await page.locator("connection-pill").filter({ hasText: "Live" }).waitFor();
    await page.getByText("This link ends").waitFor();
    await untilMapIsDrawn(page);
    const lon = fixes.at(-1)?.lon ?? 0;
    await eventually(async () => expect(await shownLon(page)).toBeCloseTo(lon, 5));
    const next = fixAt(Date.now(), fixes.length * 75 + 300, 72);
    await publishFixes(system, car, [next]);
    await eventually(async () => expect(await shownLon(page)).toBeCloseTo(next.lon, 5));
    await page.locator("shared-live-card").filter({ hasText: "72 km/h" }).waitFor();
    expect(await page.getByText(other.licensePlate).count()).toBe(0);
    const paths = requested.map((each) => new URL(each).pathname);
    expect(paths.filter((path) => path.startsWith("/api/"))).toEqual(["/api/shared"]);
    expect(foreignRequests(requested, system.httpUrl)).toEqual([]);

    const row = owner.locator("share-links-list li");
    await row.getByRole("button", { name: "End the link" }).click();
    await owner.locator("confirm-dialog").getByRole("button", { name: "End the link" }).click();
    await page.getByRole("heading", { name: "This link does not show anything" }).waitFor();
    expect(await page.locator("fleet-map").count()).toBe(0);
    expect(errors).toEqual([]);
    await page.reload();
    await page.getByRole("heading", { name: "This link does not show anything" }).waitFor();
    expect(await linksOf(car)).toMatchObject([{ state: "revoked", opened: 1 }]);
    await Promise.all([page.context().close(), owner.context().close()]);
  },
  SEEN_WITHIN_MS,
);

test(
  "a link to a route shows its way and figures, under the name it was given",
  async () => {
    const car = await registerCar(system.api);
    const parkedAtMs = Date.now() - 40 * MINUTE_MS;
    const drive = driveEast(parkedAtMs - 10 * MINUTE_MS, parkedAtMs);
    const stands = Array.from({ length: 20 }, (_, minute) =>
      fixAt(parkedAtMs + minute * MINUTE_MS, drive.length * 75, 0, false),
    );
    await publishFixes(system, car, [...drive, ...stands]);
    await eventually(async () => {
      const path = `/api/routes?vehicleId=${car.vehicleId}&status=COMPLETED`;
      expect((await system.api.get<{ items: object[] }>(path)).items).toHaveLength(1);
    });
    const owner = await openPanel(car);
    await owner.locator("day-timeline button").first().waitFor();
    await openShareDialog(owner);
    const choice = owner.getByLabel("What it shows");
    await choice.selectOption({ index: 1 });
    await owner.getByLabel("Name").fill("The way to the airport");
    const url = await makeLink(owner);
    expect(await linksOf(car)).toMatchObject([{ kind: "route", label: "The way to the airport" }]);

    const { page, errors } = await openLink(url);
    await page.getByRole("heading", { name: "The way to the airport" }).waitFor();
    await page
      .locator("shared-route-card")
      .filter({ hasText: /Distance\s*\d\.\d km/ })
      .waitFor();
    await untilMapIsDrawn(page);
    expect(await page.getByText(car.licensePlate).count()).toBe(0);
    expect(errors).toEqual([]);
    await Promise.all([page.context().close(), owner.context().close()]);
  },
  SEEN_WITHIN_MS,
);

test(
  "who may not share finds no way to, and the dialog is worked by keys alone",
  async () => {
    const car = await registerCar(system.api);
    const { items } = await system.api.get<{ items: { id: string }[] }>("/api/branches");
    const account = { email: "desk@example.com", password: "correct horse battery" };
    const desk = { ...account, name: "Desta", role: "DESK", branchId: items[0]?.id };
    await system.api.post("/api/users", desk);
    const url = `${system.httpUrl}/?vehicle=${car.vehicleId}`;
    const { page: stranger } = await openPage(browser, url, { account });
    await stranger.locator("vehicle-panel").filter({ hasText: car.licensePlate }).waitFor();
    expect(await stranger.getByRole("button", { name: "Share" }).count()).toBe(0);
    await stranger.context().close();

    const owner = await openPanel(car);
    await owner.locator("vehicle-panel").getByRole("button", { name: "Share" }).focus();
    await owner.keyboard.press("Enter");
    await owner.getByRole("heading", { name: /^Share / }).waitFor();
    await owner.getByLabel("Name").focus();
    await owner.keyboard.type("f");
    await owner.keyboard.press("Enter");
    await owner
      .locator("share-links-list li")
      .filter({ hasText: "f · Where the car is" })
      .waitFor();
    await owner.keyboard.press("Escape");
    await owner.getByRole("heading", { name: /^Share / }).waitFor({ state: "detached" });
    await owner.locator("vehicle-panel").waitFor();
    await owner.context().close();
  },
  SEEN_WITHIN_MS,
);

test("a car with a long label keeps clear of the buttons of a phone's map", async () => {
  const car = await registerCar(system.api);
  await publishFixes(system, car, [fixAt(Date.now(), 0, 0)]);
  const label = "The van with the long name that somebody typed";
  const { path } = await system.api.post<ShareLinkWithToken>("/api/share-links", {
    ...{ validS: 3_600, kind: "live", vehicleId: car.vehicleId, label },
  });
  const narrow = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const { page } = await openPage(browser, system.httpUrl + path, narrow);
  const buttons = await page.locator("map-controls").boundingBox();
  await eventually(async () => {
    const tag = await page.locator("map-callout.selected .tag").boundingBox();
    if (!tag || !buttons) throw new Error("no car on the map");
    expect(tag.x).toBeGreaterThan(0);
    expect(tag.x + tag.width).toBeLessThan(buttons.x);
  });
  await page.context().close();
});
