import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GeofenceDetail } from "../contracts/geofence-api.ts";
import { openBrowser, openPage, untilMapIsDrawn } from "./browser.ts";
import { driveEast, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { tabTo } from "./keyboard.ts";
import { axeViolations } from "./page-measures.ts";
import { accountOf, rolesWith } from "./role-account.ts";
import { registerCar, runSystem, type RunningSystem } from "./running-system.ts";

const MINUTE_MS = 60_000;
/** Software WebGL on a busy machine takes its time, ms. */
const PATIENT_MS = 120_000;
const WIDE = { viewport: { width: 1200, height: 800 } };
/** 600 m east of where every drive begins. */
const ON_THE_WAY = { lat: 57.7, lon: 11.96006 };

let system: RunningSystem;
let browser: Browser;
/** A small zone on the way of every drive, by which places on the map are found. */
let anchorId: string;

const drawByApi = async (name: string, radiusM: number): Promise<string> => {
  const { lon, lat } = ON_THE_WAY;
  const geometry = { type: "Point", coordinates: [lon, lat] };
  const area = { kind: "circle", geometry, radiusM };
  const fence = { name, purpose: "other", area };
  return (await system.api.post<{ id: string }>("/api/geofences", fence)).id;
};

beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  await registerCar(system.api);
  anchorId = await drawByApi("Anchor", 30);
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

const openZones = async (path: string, options = {}): Promise<Page> => {
  const account = system.owner;
  const { page } = await openPage(browser, system.httpUrl + path, { account, ...options });
  // a panel stands in the place of the list where there is no room for both
  await page.locator("fence-row, fence-editor").first().waitFor();
  await page.locator("fence-map").waitFor();
  await untilMapIsDrawn(page);
  return page;
};

type Spot = { readonly x: number; readonly y: number };

/** Where the map draws a zone's name or a handle of the one that is drawn, once it stands still. */
const spotOf = async (page: Page, id: string): Promise<Spot> => {
  const map = await page.locator("fence-map").boundingBox();
  const look = () => page.evaluate((each) => window.__roadledger?.screen(each), id);
  let before = await look();
  const spot = await eventually(async () => {
    const now = await look();
    const stands = now?.x === before?.x && now?.y === before?.y;
    before = now;
    if (!map || !now || !stands) throw new Error(`the map does not show ${id}, or still moves`);
    return now;
  });
  return { x: (map?.x ?? 0) + spot.x, y: (map?.y ?? 0) + spot.y };
};

const fenceOf = async (page: Page): Promise<GeofenceDetail> => {
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  return GeofenceDetail.parse(await system.api.get(`/api/geofences/${id}`));
};

/** Waits until the address names a zone that is saved. */
const expectSaved = async (page: Page): Promise<GeofenceDetail> => {
  await page.waitForURL(/\/geofences\/[\da-f-]{36}$/);
  return fenceOf(page);
};

/** How many zones of a name hold. */
const countZones = async (wanted: string): Promise<number> => {
  const { items } = await system.api.get<{ items: { name: string }[] }>("/api/geofences");
  return items.filter(({ name }) => name === wanted).length;
};

test.each(rolesWith("geofences:edit"))(
  "as %s a polygon is drawn with the mouse, and the car that drives into it is in the alert inbox",
  async (role) => {
    const account = await accountOf(system, role);
    const page = await openZones("/geofences/new", { ...WIDE, account });
    const { x, y } = await spotOf(page, anchorId);
    for (const [dx, dy] of [
      [-90, -80],
      [90, -80],
      [90, 80],
    ] as const) {
      await page.mouse.click(x + dx, y + dy);
    }
    await page.mouse.dblclick(x - 90, y + 80);
    await page.getByLabel("Name").fill("Closed harbour");
    await page.getByLabel("Purpose").selectOption({ label: "No-go zone" });
    await page.getByText("A car that comes in raises an alert.").waitFor();
    await page.getByText("Holds from now; the past stays as it was judged.").first().waitFor();
    await page.getByRole("button", { name: "Save" }).click();

    const { area, versions } = await expectSaved(page);
    if (area.kind !== "polygon") throw new Error("a polygon was drawn");
    expect(area.geometry.coordinates[0]).toHaveLength(5);
    expect(versions).toHaveLength(1);
    expect(await axeViolations(page)).toEqual([]);

    const car = await registerCar(system.api);
    const nowMs = Date.now();
    await publishFixes(system, car, driveEast(nowMs, nowMs + MINUTE_MS));
    await page.getByRole("link", { name: /Alerts/ }).click();
    const entries = page
      .locator("alert-row")
      .filter({ hasText: car.licensePlate })
      .filter({ hasText: "Entered a zone" });
    // those who came before have drawn there too
    const zones = await countZones("Closed harbour");
    await eventually(async () => expect(await entries.count()).toBe(zones));
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a circle is made by keyboard alone",
  async () => {
    const page = await openZones("/geofences");
    const field = (name: string): Locator => page.getByRole("textbox", { name, exact: true });
    await page.keyboard.press("n");
    await page.getByRole("heading", { name: "New zone" }).waitFor();
    await tabTo(page, field("Name"));
    await page.keyboard.type("Yard by keys");
    await tabTo(page, page.getByRole("combobox", { name: "Purpose" }));
    await page.keyboard.type("Yard");
    await tabTo(page, page.getByRole("radio", { name: "Polygon" }));
    await page.keyboard.press("ArrowLeft");
    await tabTo(page, field("Radius"));
    await page.keyboard.press("Control+a");
    await page.keyboard.type("150");
    await tabTo(page, page.getByRole("button", { name: "Set centre" }));
    await page.keyboard.press("Enter");
    await page.getByText("Enter a latitude.").waitFor();
    await page.keyboard.type("57,71");
    await tabTo(page, field("Longitude"));
    await page.keyboard.type("11.98");
    await tabTo(page, page.getByRole("button", { name: "Set centre" }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "Save" }));
    await page.keyboard.press("Enter");
    expect(await expectSaved(page)).toMatchObject({
      ...{ name: "Yard by keys", purpose: "yard" },
      area: { kind: "circle", geometry: { coordinates: [11.98, 57.71] }, radiusM: 150 },
    });
    await page.keyboard.press("Escape");
    await page.waitForURL(`${system.httpUrl}/geofences`);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a corner is dragged, put in and removed, each step taken back and again",
  async () => {
    const page = await openZones("/geofences/new", WIDE);
    const { x, y } = await spotOf(page, anchorId);
    const corners = page.locator("vertex-row.known");
    const drag = async (from: Spot, dx: number, dy: number): Promise<void> => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + dx, from.y + dy, { steps: 4 });
      await page.mouse.up();
    };
    await page.mouse.click(x - 80, y - 60);
    await page.mouse.click(x + 80, y - 60);
    await page.mouse.click(x, y + 100);
    await page.mouse.click(x, y + 140);
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    await eventually(async () => expect(await corners.count()).toBe(3));

    // Against the first corner: a map that is dragged takes all of them along. A mouse moves by whole
    // pixels, a corner does not lie on one.
    const expectCornerAt = (wantedX: number) =>
      eventually(async () => {
        const [first, third] = [await spotOf(page, "vertex:0"), await spotOf(page, "vertex:2")];
        expect(Math.abs(third.x - first.x - wantedX)).toBeLessThan(2);
      });
    await drag(await spotOf(page, "vertex:2"), 40, 30);
    await expectCornerAt(120);
    await drag(await spotOf(page, "middle:0"), 0, -50);
    await eventually(async () => expect(await corners.count()).toBe(4));
    await page.keyboard.press("Delete");
    await eventually(async () => expect(await corners.count()).toBe(3));
    await page.keyboard.press("Control+z");
    await eventually(async () => expect(await corners.count()).toBe(4));
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expectCornerAt(80);
    await page.getByRole("button", { name: "Redo" }).click();
    await expectCornerAt(120);
    const { x: thirdX, y: thirdY } = await spotOf(page, "vertex:2");
    await page.mouse.click(thirdX, thirdY);
    await page.keyboard.press("Delete");
    await eventually(async () => expect(await corners.count()).toBe(2));
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "what is not saved is not left without a question, by a link or by Back",
  async () => {
    const page = await openZones("/geofences");
    await page.locator("fence-row").filter({ hasText: "Anchor" }).click();
    await page.getByLabel("Radius").fill("31");
    await page.getByRole("link", { name: "Live", exact: true }).click();
    await page.getByText("Discard what you have changed?").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.goBack();
    await page.getByText("Discard what you have changed?").waitFor();
    expect(new URL(page.url()).pathname).toBe(`/geofences/${anchorId}`);
    await page.getByRole("button", { name: "Discard" }).click();
    await page.waitForURL(`${system.httpUrl}/geofences`);
    await page.locator("fence-editor").waitFor({ state: "detached" });
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a change is another version, an ended zone is on record, and one put back holds anew",
  async () => {
    const id = await drawByApi("Short-lived", 80);
    const page = await openZones(`/geofences/${id}`);
    await page.getByLabel("Speed limit inside").fill("30");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator("fence-versions li").nth(1).waitFor();
    expect(await fenceOf(page)).toMatchObject({ version: 2, speedLimitKmh: 30 });

    const heading = page.getByRole("heading", { name: "Short-lived" });
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("button", { name: "Remove the zone" }).click();
    await page.waitForURL(`${system.httpUrl}/geofences`);
    await page.locator("fence-row").filter({ hasText: "Anchor" }).waitFor();
    expect(await page.locator("fence-row").filter({ hasText: "Short-lived" }).count()).toBe(0);
    // pointed at or focused, a notice stays
    await page.getByRole("button", { name: "Put it back" }).press("Enter");
    await heading.waitFor();
    expect((await expectSaved(page)).id).not.toBe(id);
    await page.goto(`${system.httpUrl}/geofences/${id}`);
    await page.getByText(/^It held until/).waitFor();
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "what is missing is said at its field, and so is what the server refuses",
  async () => {
    const page = await openZones("/geofences/new");
    await page.getByRole("button", { name: "Save" }).click();
    expect(await page.getByText("This is needed.").count()).toBe(2);
    await page.getByText("A polygon needs three points.").waitFor();
    await page.getByRole("textbox", { name: "Name" }).and(page.locator(":focus")).waitFor();

    await page.goto(`${system.httpUrl}/geofences/${anchorId}`);
    await page.route("**/api/geofences/*", (route) =>
      route.request().method() === "PATCH"
        ? route.fulfill({
            status: 400,
            contentType: "application/problem+json",
            json: {
              ...{ type: "about:blank", title: "Bad Request", status: 400, detail: "two faults" },
              errors: [{ field: "area.radiusM", message: "is too wide here" }],
            },
          })
        : route.fallback(),
    );
    await page.getByLabel("Radius").fill("32");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator("number-field", { hasText: "is too wide here" }).waitFor();
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a list that does not come can be asked for again",
  async () => {
    const page = await openZones("/geofences");
    await page.route("**/api/geofences?*", (route) => route.abort());
    await page.reload();
    await page.getByText("The zones could not be loaded").waitFor();
    await page.unroute("**/api/geofences?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("fence-row").filter({ hasText: "Anchor" }).waitFor();
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "on a phone a corridor is drawn with the finger",
  async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
    const page = await openZones("/geofences", phone);
    await page.getByRole("button", { name: "New zone" }).tap();
    await page.getByText("Corridor").tap();
    for (const [tapX, tapY] of [
      [80, 260],
      [200, 240],
      [300, 300],
    ] as const) {
      await page.touchscreen.tap(tapX, tapY);
    }
    await page.getByRole("button", { name: "Done" }).tap();
    await page.getByLabel("Name").fill("Quay");
    await page.getByLabel("Purpose").selectOption({ label: "Customer" });
    await page.getByRole("button", { name: "Save" }).tap();
    expect((await expectSaved(page)).area).toMatchObject({ kind: "corridor", widthM: 50 });
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "who may not change zones reads them",
  async () => {
    const { items } = await system.api.get<{ items: { id: string }[] }>("/api/branches");
    const desk = { email: "desk@example.com", password: "another long password" };
    const user = { ...desk, name: "Desk", role: "DESK", branchId: items[0]?.id };
    await system.api.post("/api/users", user);
    const { page } = await openPage(browser, `${system.httpUrl}/geofences`, { account: desk });
    await page.locator("fence-row").filter({ hasText: "Anchor" }).click();
    await page.getByText("Owners and managers change zones.").waitFor();
    expect(await page.getByRole("button", { name: /New zone|Save|Remove/ }).count()).toBe(0);
    await page.context().close();
  },
  PATIENT_MS,
);
