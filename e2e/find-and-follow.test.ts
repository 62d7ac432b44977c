import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage, untilMapIsDrawn } from "./browser.ts";
import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** Software WebGL on a busy machine takes its time, ms. */
const PATIENT_MS = 120_000;
/** A followed car may stand this far from where it stood, CSS pixels: rounding, not travel. */
const STILL_PX = 2;
/** 400 m on a map that is near enough to follow a car are more than this, CSS pixels. */
const GONE_PX = 100;

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

const openMap = async (options: object = {}): Promise<Page> => {
  const { page } = await openPage(browser, system.httpUrl, {
    ...{ account: system.owner, viewport: { width: 1000, height: 500 }, ...options },
  });
  await untilMapIsDrawn(page);
  return page;
};
const pickedOn = (page: Page) => page.evaluate(() => window.__roadledger?.picked());
const expectPicked = (page: Page, { vehicleId }: TrackedCar): Promise<void> =>
  eventually(async () => expect(await pickedOn(page)).toBe(vehicleId));

type Point = { readonly x: number; readonly y: number };

/** Where a car is drawn, pixels of the map. */
const pointOf = async (page: Page, { vehicleId }: TrackedCar): Promise<Point> => {
  const point = await page.evaluate((id) => window.__roadledger?.screen(id), vehicleId);
  if (!point) throw new Error("the car is not on the map");
  return point;
};
const apartPx = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** Where a car is drawn, degrees. */
const shownLon = async (page: Page, { vehicleId }: TrackedCar): Promise<number | undefined> =>
  (await page.evaluate((id) => window.__roadledger?.displayed(id), vehicleId))?.[0];

/** The car has driven to so many metres east, and the map shows it there. */
const driveTo = async (page: Page, car: TrackedCar, eastM: number, agoS: number): Promise<void> => {
  const fix = fixAt(Date.now() - agoS * 1_000, eastM, 54);
  await publishFixes(system, car, [fix]);
  await eventually(async () => expect(await shownLon(page, car)).toBeCloseTo(fix.lon, 5));
};

const aCarAt = async (eastM: number): Promise<TrackedCar> => {
  const car = await registerCar(system.api);
  await publishFixes(system, car, [fixAt(Date.now() - 120_000, eastM, 54)]);
  return car;
};

/** Resolves once the camera has come to rest, with where the car is drawn then. */
const restingPoint = (page: Page, car: TrackedCar): Promise<Point> =>
  eventually(async () => {
    const before = await pointOf(page, car);
    await page.waitForTimeout(300);
    const after = await pointOf(page, car);
    expect(apartPx(before, after)).toBeLessThan(0.1);
    return after;
  });

test(
  "a car is found by its plate, and the camera goes along with it until it is let go",
  async () => {
    const car = await aCarAt(0);
    await aCarAt(3_000);
    const page = await openMap();
    await page.keyboard.press("/");
    await page.getByLabel("Search vehicles").pressSequentially(car.licensePlate);
    await eventually(async () => expect(await page.locator("vehicle-row").count()).toBe(1));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expectPicked(page, car);
    await page.keyboard.press("f");
    const chip = page.locator("button.following");
    await chip.filter({ hasText: car.licensePlate }).waitFor();
    const middle = await restingPoint(page, car);
    const expectFollowed = () =>
      eventually(async () =>
        expect(apartPx(await pointOf(page, car), middle)).toBeLessThan(STILL_PX),
      );
    await driveTo(page, car, 400, 90);
    await expectFollowed();
    await driveTo(page, car, 800, 60);
    await expectFollowed();
    await chip.click();
    await chip.waitFor({ state: "detached" });
    await driveTo(page, car, 1_200, 30);
    expect(apartPx(await pointOf(page, car), middle)).toBeGreaterThan(GONE_PX);

    await page.locator("vehicle-panel").getByRole("button", { name: "Follow" }).click();
    const { x, y } = await restingPoint(page, car);
    await page.mouse.move(x + 60, y + 60);
    await page.mouse.down();
    await page.mouse.move(x + 140, y + 120, { steps: 5 });
    await page.mouse.up();
    await chip.waitFor({ state: "detached" });

    await page.locator("vehicle-panel").getByRole("button", { name: "Follow" }).click();
    await restingPoint(page, car);
    await page.locator("fleet-map canvas.maplibregl-canvas").focus();
    await page.keyboard.press("ArrowRight");
    await chip.waitFor({ state: "detached" });
    await page.context().close();
  },
  PATIENT_MS,
);

/** Counts from now on in how many places a car is drawn: on the earth, and on the screen. */
const countPlaces = (page: Page, { vehicleId }: TrackedCar) =>
  page.evaluateHandle((id) => {
    const [onEarth, onScreen] = [new Set<number>(), new Set<number>()];
    const look = (): void => {
      const lon = window.__roadledger?.displayed(id)?.[0];
      const point = window.__roadledger?.screen(id);
      if (lon !== undefined) onEarth.add(lon);
      if (point) onScreen.add(Math.round(point.x));
      requestAnimationFrame(look);
    };
    look();
    return { onEarth, onScreen };
  }, vehicleId);

/** In how many places a car is drawn while the camera goes to it, and while it goes on, all counted. */
const placesOfMoves = async (reducedMotion: "reduce" | "no-preference") => {
  const car = await aCarAt(0);
  const page = await openMap({ reducedMotion });
  await page.locator(`#row-${car.vehicleId}`).waitFor();
  await restingPoint(page, car);
  const ofCamera = await countPlaces(page, car);
  await page.locator(`#row-${car.vehicleId}`).click();
  await expectPicked(page, car);
  await restingPoint(page, car);
  const camera = await ofCamera.evaluate(({ onScreen }) => onScreen.size);
  const ofCar = await countPlaces(page, car);
  await driveTo(page, car, 75, 115);
  await restingPoint(page, car);
  const drive = await ofCar.evaluate(({ onEarth }) => onEarth.size);
  await page.context().close();
  return { camera, drive };
};

test(
  "camera and cars glide, and jump for whoever asked for less motion",
  async () => {
    const usual = await placesOfMoves("no-preference");
    expect(Math.min(usual.camera, usual.drive)).toBeGreaterThan(2);
    expect(await placesOfMoves("reduce")).toEqual({ camera: 2, drive: 2 });
  },
  PATIENT_MS,
);

test(
  "cars on one spot of a yard are told apart, by pointer and by keyboard",
  async () => {
    const cars = [await aCarAt(-2_000), await aCarAt(-2_000)];
    const [one, other] = [...cars].sort((a, b) => a.licensePlate.localeCompare(b.licensePlate));
    if (!one || !other) throw new Error("there are two cars");
    const page = await openMap();
    const popover = page.locator("stack-popover");
    const openStack = async (): Promise<void> => {
      const { x, y } = await restingPoint(page, one);
      const map = await page.locator("fleet-map").boundingBox();
      await page.mouse.click((map?.x ?? 0) + x, (map?.y ?? 0) + y);
      await popover.getByRole("heading", { name: "2 cars here" }).waitFor();
    };

    await openStack();
    expect(await pickedOn(page)).toBeUndefined();
    await popover.getByRole("button", { name: other.licensePlate }).click();
    await expectPicked(page, other);
    await popover.waitFor({ state: "detached" });

    await openStack();
    await page.keyboard.press("Escape");
    await popover.waitFor({ state: "detached" });
    await expectPicked(page, other);

    await openStack();
    const wanted = popover.getByRole("button", { name: one.licensePlate });
    for (let tabs = 0; tabs < 2 && !(await wanted.evaluate((b) => b.matches(":focus"))); tabs++) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await expectPicked(page, one);
    await popover.waitFor({ state: "detached" });
    await page.context().close();
  },
  PATIENT_MS,
);
