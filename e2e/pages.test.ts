import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "./browser.ts";
import { eventually } from "./eventually.ts";
import { widerThanTheirBox } from "./page-measures.ts";
import { registerCar, runSystem, type RunningSystem } from "./running-system.ts";
import { PAGE_SCENES } from "./scenes/page-scenes.ts";
import { addHostileNames, HOSTILE_NAMES } from "./scenes/scene-fleet.ts";

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

const openAsOwner = (options: object = {}): Promise<WatchedPage> =>
  openPage(browser, system.httpUrl, { account: system.owner, ...options });
const expectTitle = (page: Page, title: string): Promise<void> =>
  eventually(async () => expect(await page.title()).toBe(title));
const expectText = (element: Locator, hasText: RegExp | string): Promise<void> =>
  element.filter({ hasText }).waitFor();

test("pages change within one document, one connection and the browser's history", async () => {
  const { page, requested } = await openAsOwner();
  await expectText(page.locator("connection-pill"), "Live");
  await expectTitle(page, "Live · Roadledger");
  // an address typed into the page's own navigation, as a link in a notice has it
  await page.evaluate(() => {
    history.pushState(null, "", "/no-such-page");
    dispatchEvent(new PopStateEvent("popstate"));
  });
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  await expectTitle(page, "There is no such page · Roadledger");
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await page.locator("live-page").waitFor();
  const focused = page.locator("live-page h1:focus");
  await focused.waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  await page.goForward();
  await page.locator("live-page").waitFor();
  expect(requested.filter((url) => url.startsWith("ws:"))).toHaveLength(1);
  await page.context().close();
});

test("an address that is opened directly leads where it says", async () => {
  const { page } = await openAsOwner();
  const response = await page.goto(`${system.httpUrl}/no-such-page`);
  expect(response?.status()).toBe(200);
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  await page.context().close();
});

test("the keyboard gets past the navigation at once", async () => {
  const { page } = await openAsOwner();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("Tab");
  await page.getByRole("link", { name: "Skip to the content" }).press("Enter");
  await page.locator("main:focus").waitFor();
  await page.context().close();
});

test("the language is the browser's until the person chooses, and the account keeps it", async () => {
  const watched = await openPage(browser, system.httpUrl, { locale: "sv-SE" });
  const { page, requested } = watched;
  await page.getByLabel("E-post").fill(system.owner.email);
  await page.getByLabel("Lösenord", { exact: true }).fill(system.owner.password);
  await page.getByRole("button", { name: "Logga in" }).click();
  await page.getByLabel("Sök fordon").waitFor();
  await page.getByRole("button", { name: /^Konto för/ }).click();
  await page.getByRole("combobox", { name: "Språk" }).selectOption({ label: "Español" });
  await page.getByLabel("Buscar vehículos").waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("es-ES");
  expect(requested.filter((url) => url.startsWith("ws:"))).toHaveLength(1);
  await page.reload();
  await page.getByLabel("Buscar vehículos").waitFor();
  await expectTitle(page, "En directo · Roadledger");
  await page.context().close();
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

test("every page of the navigation is among those that are looked at", async () => {
  const { page } = await openAsOwner();
  await page.locator("page-nav a").first().waitFor();
  const links = await page.locator("page-nav a").all();
  const paths = await Promise.all(links.map((link) => link.getAttribute("href")));
  expect(paths.length).toBeGreaterThan(0);
  const seen = new Set<string | null>(PAGE_SCENES.map(({ path }) => path));
  expect(paths.filter((path) => !seen.has(path))).toEqual([]);
  await page.context().close();
});

test("on a phone the pages that find no room in the bar lie behind its last button", async () => {
  const { page } = await openAsOwner({ viewport: { width: 390, height: 844 }, isMobile: true });
  const bar = page.locator("page-nav");
  await bar.getByRole("link", { name: "Alerts" }).waitFor();
  expect(await bar.evaluate((nav) => nav.scrollWidth - nav.clientWidth)).toBe(0);
  expect(await bar.getByRole("link", { name: "Settings" }).count()).toBe(0);
  await bar.getByRole("button", { name: "More" }).click();
  await bar.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Users", exact: true }).waitFor();
  await bar.getByRole("link", { name: "Settings" }).waitFor({ state: "hidden" });
  await page.context().close();
});

test("Ctrl+K leads from anywhere to a car, even while somebody types", async () => {
  const { licensePlate, vehicleId } = await registerCar(system.api);
  const { page } = await openAsOwner();
  await page.locator("live-page").waitFor();
  await page.getByRole("link", { name: "Rules" }).click();
  await page.locator("rules-page h1:focus").waitFor();
  await page.getByRole("searchbox").fill("fuel");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to" }).waitFor();
  await page.keyboard.type("no such place");
  await page.getByText("Nothing is called that").first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator("go-to-dialog").waitFor({ state: "detached" });
  await page.locator("rules-page input:focus").waitFor(); // the keyboard is back where it was
  await page.keyboard.press("Control+k");
  await page.keyboard.type(licensePlate);
  await page.getByRole("option", { name: licensePlate }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator("vehicle-panel h2").filter({ hasText: licensePlate }).waitFor();
  expect(page.url()).toContain(`/?vehicle=${vehicleId}`);
  await page.context().close();
});

test("names are text, whatever they hold", async () => {
  await addHostileNames(system);
  const { page, errors } = await openAsOwner();
  const texts = page.locator("vehicle-row .plate, vehicle-row .detail");
  await page.locator("vehicle-row").filter({ hasText: "WWWW" }).waitFor();
  const shown = await texts.allTextContents();
  for (const name of HOSTILE_NAMES) {
    expect(shown).toContain(name);
    expect(shown).toContain(name.toLowerCase());
  }
  const plate = HOSTILE_NAMES[0] ?? "";
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
