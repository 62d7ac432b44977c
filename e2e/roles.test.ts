import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "../contracts/permissions.ts";
import { openBrowser, openPage } from "./browser.ts";
import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { anOverdueCar, expectStatus } from "./overdue-car.ts";
import { type Account, accountOf } from "./role-account.ts";
import {
  registerBranch,
  runSystem,
  type RunningSystem,
  type TrackedCar,
} from "./running-system.ts";

/** Software WebGL on a busy machine takes its time, ms. */
const PATIENT_MS = 120_000;

/** What each role but the owner's, as whom the other tests go, is offered; written out by hand as a second opinion on the permission table. */
const OFFERED: readonly {
  readonly role: Role;
  readonly pages: readonly string[];
  /** Parts of a car's panel. */
  readonly parts: readonly string[];
}[] = [
  {
    role: "MANAGER",
    pages: ["Today", "Live", "Replay", "Alerts", "Fuel", "Zones", "Rules", "Analytics", "Settings"],
    parts: ["Today", "Rental", "Tracker", "Commands"],
  },
  {
    role: "DISPATCHER",
    pages: ["Today", "Live", "Replay", "Alerts", "Fuel", "Zones", "Rules"],
    parts: ["Today", "Rental", "Tracker", "Commands"],
  },
  {
    role: "DESK",
    pages: ["Today", "Live", "Replay", "Alerts", "Fuel", "Zones"],
    parts: ["Today", "Rental", "Tracker"],
  },
  { role: "FIELD", pages: ["Live", "Zones"], parts: ["Tracker"] },
];

let system: RunningSystem;
let browser: Browser;
/** Overdue, and so with an alert: one in the branch of everybody here, one in another. */
let own: TrackedCar;
let foreign: TrackedCar;

const accounts = new Map<Role, Account>();

beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  const branchId = await registerBranch(system.api, "Göteborg");
  for (const { role } of OFFERED) accounts.set(role, await accountOf(system, role));
  const elsewhere = await registerBranch(system.api, "Malmö");
  own = await anOverdueCar(system, { branchId });
  foreign = await anOverdueCar(system, { branchId: elsewhere });
  for (const car of [own, foreign]) {
    await publishFixes(system, car, [fixAt(Date.now() - 30_000, 0, 0)]);
    await expectStatus(system, car, "open");
  }
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

const openAs = (role: Role, path = "/") => {
  const account = accounts.get(role);
  if (!account) throw new Error(`nobody is a ${role}`);
  const viewport = { width: 1_000, height: 600 };
  return openPage(browser, system.httpUrl + path, { account, viewport });
};
const carRow = (page: Page, { vehicleId }: TrackedCar) => page.locator(`#row-${vehicleId}`);
const alertRow = (page: Page, { licensePlate }: TrackedCar) =>
  page.locator("alert-row").filter({ hasText: licensePlate });
const expectTitle = (page: Page, name: string): Promise<void> =>
  eventually(async () => expect(await page.title()).toBe(`${name} · Roadledger`));

/** The page that the settings begin with. */
const FIRST_SETTINGS = "Users";
/** A page without a map, which everybody has. */
const OWN_ACCOUNT = "/settings/account";

/** Goes where no link leads, without loading the document anew. */
const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);

const expectForbidden = async (page: Page): Promise<void> => {
  await page.getByRole("heading", { name: "This page is not for your role" }).waitFor();
  await expectTitle(page, "This page is not for your role");
};

test.each(OFFERED)(
  "a $role finds and follows a car of the own branch, and is offered what the role is for, all of which opens",
  async ({ role, pages, parts }) => {
    const { page, errors } = await openAs(role, OWN_ACCOUNT);
    const links = page.locator("page-nav").getByRole("link");
    await links.first().waitFor();
    expect(await links.locator(".label").allTextContents()).toEqual(pages);
    // a map is drawn once: the live one comes last, and is stayed on
    for (const name of [...pages.filter((each) => each !== "Live"), "Live"]) {
      await page.locator("page-nav").getByRole("link", { name }).click();
      await page.locator(`page-nav a[aria-current="page"]`).filter({ hasText: name }).waitFor();
      await expectTitle(page, name === "Settings" ? FIRST_SETTINGS : name);
    }

    await carRow(page, own).waitFor();
    expect(await carRow(page, foreign).count()).toBe(0);
    await page.keyboard.press("/");
    await page.keyboard.type(own.licensePlate);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const panel = page.locator("vehicle-panel");
    await panel.getByRole("heading", { name: own.licensePlate }).waitFor();
    expect((await panel.getByRole("tab").allTextContents()).map((each) => each.trim())).toEqual(
      parts,
    );
    await page.keyboard.press("f");
    await page.locator("button.following").filter({ hasText: own.licensePlate }).waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a dispatcher handles the alert of the own branch and knows of no other",
  async () => {
    const { page, errors } = await openAs("DISPATCHER", "/alerts");
    await alertRow(page, own).waitFor();
    expect(await page.locator("alert-row").count()).toBe(1);
    expect(await alertRow(page, own).locator(".next").count()).toBe(1);
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await expectStatus(system, own, "acknowledged");
    await alertRow(page, own).getByText("Seen").waitFor();
    await page.keyboard.press("z");
    await expectStatus(system, own, "open");
    await expectStatus(system, foreign, "open");
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "the desk reads an alert, and neither buttons nor keys change it",
  async () => {
    const { page } = await openAs("DESK", "/alerts");
    await alertRow(page, own).waitFor();
    expect(await alertRow(page, own).locator(".next").count()).toBe(0);
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await alertRow(page, own).click();
    const drawer = page.locator("alert-drawer");
    await drawer.locator("alert-detail .history li").first().waitFor();
    expect(await drawer.getByRole("button", { name: "Acknowledge" }).count()).toBe(0);
    await expectStatus(system, own, "open");
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "somebody in the field follows a car as it drives, has an own page, and no way to the rest",
  async () => {
    const { page, errors } = await openAs("FIELD");
    await carRow(page, own).click();
    const panel = page.locator("vehicle-panel");
    await panel.getByRole("heading", { name: own.licensePlate }).waitFor();
    await publishFixes(system, own, [fixAt(Date.now() - 1_000, 300, 41)]);
    await eventually(async () => {
      const shown = await page.evaluate((id) => window.__roadledger?.displayed(id), own.vehicleId);
      expect(shown?.[0]).toBeCloseTo(fixAt(0, 300, 41).lon, 5);
    });
    for (const name of ["Locate now", "Share", "Replay"]) {
      expect(await panel.getByRole("button", { name }).count()).toBe(0);
      expect(await panel.getByRole("link", { name }).count()).toBe(0);
    }
    // neither who drives it nor who rents it
    expect(await panel.getByText("Driver").count()).toBe(0);
    expect(await panel.getByText("Karin").count()).toBe(0);

    await page.goto(`${system.httpUrl}/today`);
    await expectForbidden(page);
    for (const path of ["/alerts", "/fuel", "/replay", "/rules", "/analytics", "/settings/users"]) {
      await goTo(page, OWN_ACCOUNT);
      await page.getByText("This device").waitFor();
      await goTo(page, path);
      await expectForbidden(page);
    }
    await goTo(page, "/geofences");
    await page.getByRole("heading", { name: "Zones", level: 1 }).waitFor({ state: "attached" });
    expect(await page.getByRole("button", { name: "New zone" }).count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);
