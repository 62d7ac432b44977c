import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage, signInOnPage } from "./browser.ts";
import { driveEast, publishFixes } from "./drive.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

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
let driven: TrackedCar;
beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  driven = await registerCar(system.api);
  const nowMs = Date.now();
  await publishFixes(system, driven, driveEast(nowMs - 5 * 60_000, nowMs));
  for (const [index, name] of HOSTILE.entries()) {
    const { vehicleId } = await registerCar(system.api, { licensePlate: name });
    const driver = { name: name.toLowerCase(), licenseNumber: `S-${index}` };
    const { id: driverId } = await system.api.post<{ id: string }>("/api/drivers", driver);
    await system.api.post("/api/assignments", { vehicleId, driverId });
  }
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

const showPanel = async (page: Page): Promise<void> => {
  await page.locator(`#row-${driven.vehicleId}`).click();
  await page.locator("day-timeline").filter({ hasText: "On the way" }).waitFor();
};

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

/** What axe calls serious or critical, as `rule: element`. */
const violations = async (page: Page): Promise<string[]> => {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
};

test.each(["light", "dark"] as const)("axe finds nothing serious in %s", async (colorScheme) => {
  const { page } = await openPage(browser, system.httpUrl, { colorScheme });
  await page.getByLabel("E-mail").waitFor();
  expect(await violations(page)).toEqual([]);
  await signInOnPage(page, system.owner);
  await showPanel(page);
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

/** How far the page's content is wider than the window, CSS pixels. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { documentElement, body } = document;
    return Math.max(
      documentElement.scrollWidth - documentElement.clientWidth,
      body.scrollWidth - body.clientWidth,
    );
  });

test.each([
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
])("nothing is wider than a window of $width × $height", async (viewport) => {
  const { page } = await openPage(browser, system.httpUrl, { viewport });
  await page.getByLabel("E-mail").waitFor();
  expect(await overflow(page)).toBe(0);
  await signInOnPage(page, system.owner);
  await page.locator(`#row-${driven.vehicleId}`).waitFor();
  expect(await overflow(page)).toBe(0);
  await showPanel(page);
  expect(await overflow(page)).toBe(0);
  await page.context().close();
});

test("names are text, whatever they hold", async () => {
  const { page, errors } = await openPage(browser, system.httpUrl);
  await signInOnPage(page, system.owner);
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
  expect(await overflow(page)).toBe(0);
  expect(errors).toEqual([]);
  await page.context().close();
});
