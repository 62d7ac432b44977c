import { io } from "socket.io-client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage, submitSignIn } from "./browser.ts";
import { axeViolations, SCREENS, widerThanTheirBox } from "./page-measures.ts";
import { registerBranch, runSystem, type RunningSystem } from "./running-system.ts";

/** Software rendering on a busy machine takes its time, ms. */
const PATIENT_MS = 180_000;
const DISPATCHER = { email: "disa@fleet.example", password: "what only Disa knows" };

let system: RunningSystem;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  await registerBranch(system.api, "Göteborg");
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

/** What is shown this once, by the place of its field. */
const shownOnce = async (page: Page, place = 0): Promise<string> => {
  const field = page.locator("once-dialog copy-field").nth(place);
  await field.waitFor();
  const value = await field.locator("#control").inputValue();
  await page.locator("once-dialog").getByRole("button", { name: "Done" }).click();
  return value;
};

const rowOf = (page: Page, text: string) => page.locator("tbody tr").filter({ hasText: text });

const openSettings = async (page: Page): Promise<void> => {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();
};

/** The owner adds the dispatcher; answers the link that is shown this once. */
const inviteDispatcher = async (page: Page): Promise<string> => {
  await page.getByRole("button", { name: "Add a user" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Disa");
  await page.getByLabel("E-mail").fill(DISPATCHER.email);
  await page.getByLabel("Role").selectOption("DISPATCHER");
  await page.getByLabel("Branch").selectOption({ label: "Göteborg" });
  await page.getByRole("button", { name: "Add and make the link" }).click();
  const link = await shownOnce(page);
  await rowOf(page, DISPATCHER.email).getByText("Invited").waitFor();
  return link;
};

test(
  "an owner adds a dispatcher, who sets a password by the link, signs in with it, and is let go",
  async () => {
    const owner = await openPage(browser, system.httpUrl, { account: system.owner });
    await openSettings(owner.page);
    const link = await inviteDispatcher(owner.page);

    const { page } = await openPage(browser, link, { viewport: SCREENS.phone });
    await page.getByRole("heading", { name: "Welcome, Disa" }).waitFor();
    await page.getByLabel("New password").fill("short");
    await page.keyboard.press("Enter");
    await page.getByText("At least 8 characters.", { exact: true }).waitFor();
    await page.getByLabel("New password").fill(DISPATCHER.password);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Account of Disa" }).click();
    expect(new URL(page.url()).hash).toBe("");
    await page.getByRole("button", { name: "Sign out" }).click();
    await submitSignIn(page, DISPATCHER);
    await page.getByRole("button", { name: "Account of Disa" }).click();
    await page.getByRole("link", { name: "My account" }).click();
    await page.getByText("This device").waitFor();
    // what is the owner's alone is neither offered nor open
    expect(await page.getByRole("link", { name: "Settings" }).count()).toBe(0);
    await page.goto(`${system.httpUrl}/settings/users`);
    await page.getByRole("heading", { name: "This page is not for your role" }).waitFor();

    const again = await openPage(browser, link);
    await again.page.getByRole("heading", { name: "This link no longer works" }).waitFor();
    await again.page.context().close();

    await rowOf(owner.page, DISPATCHER.email).click();
    await owner.page.locator("user-drawer").getByRole("button", { name: "Deactivate" }).click();
    await owner.page.locator("confirm-dialog").getByRole("button", { name: "Deactivate" }).click();
    await page.getByText("Your session has ended. Sign in again.").waitFor();
    await rowOf(owner.page, DISPATCHER.email).getByText("Inactive").waitFor();
    expect(owner.errors).toEqual([]);
    await page.context().close();
    await owner.page.context().close();
  },
  PATIENT_MS,
);

test("a role stays on one line beside a long name of a branch", async () => {
  const name =
    "Flughafen München, Terminal 2, Ankunftsebene, Parkhaus Nord mit Werkstatt und Waschhalle";
  const branchId = await registerBranch(system.api, name);
  const clerk = { name: "Bo", email: "bo.with.a.long.address@rental-company.example" };
  const account = { ...clerk, password: "a third long password", role: "DISPATCHER", branchId };
  await system.api.post("/api/users", account);
  const { page } = await openPage(browser, `${system.httpUrl}/settings/users`, {
    account: system.owner,
    viewport: { width: 900, height: 700 },
  });
  const role = await rowOf(page, clerk.email).getByText("Dispatcher").boundingBox();
  expect(role?.height).toBeLessThan(30);
  await page.context().close();
});

test("the only owner cannot give the role away", async () => {
  const { page } = await openPage(browser, `${system.httpUrl}/settings/users`, {
    account: system.owner,
  });
  await rowOf(page, system.owner.email).click();
  const drawer = page.locator("user-drawer");
  await drawer.getByLabel("Role").selectOption("MANAGER");
  await drawer.getByLabel("Branch").selectOption({ label: "Göteborg" });
  await drawer.getByRole("button", { name: "Save" }).click();
  await drawer.getByText("This is the only owner who can sign in").waitFor();
  await page.context().close();
});

test(
  "a token that the owner makes works for a program until it is revoked",
  async () => {
    const { page, errors } = await openPage(browser, `${system.httpUrl}/settings/tokens`, {
      ...{ account: system.owner, viewport: SCREENS.wide },
    });
    await page.locator("page-header").getByRole("button", { name: "Make a token" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Nightly report");
    await page.getByLabel("Rights of this role").selectOption("DISPATCHER");
    await page.locator("modal-dialog").getByRole("button", { name: "Make a token" }).click();
    const token = await shownOnce(page);
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(system.httpUrl + path, { ...init, headers: { authorization: `Bearer ${token}` } });
    expect((await ask("/api/live")).status).toBe(200);
    expect((await ask("/api/users")).status).toBe(403);
    expect((await ask("/api/session", { method: "DELETE" })).status).toBe(403);
    const socket = io(system.httpUrl, {
      ...{ transports: ["websocket"], auth: { token }, reconnection: false },
    });
    await new Promise((resolve) => socket.once("snapshot", resolve));
    const cut = new Promise((resolve) => socket.once("disconnect", resolve));

    expect(await axeViolations(page)).toEqual([]);
    expect(await widerThanTheirBox(page)).toEqual([]);
    await page.getByRole("button", { name: "Revoke Nightly report" }).click();
    await page.locator("confirm-dialog").getByRole("button", { name: "Revoke the token" }).click();
    await page.getByText("No program has a token").waitFor();
    await cut;
    expect((await ask("/api/live")).status).toBe(401);
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "an own password changes, other sessions end, and the language goes along",
  async () => {
    const account = { email: "olof@fleet.example", password: "the first of two" };
    const user = { ...account, name: "Olof", role: "OWNER" };
    await system.api.post("/api/users", user);
    const other = await openPage(browser, system.httpUrl, { account });
    await other.page.getByRole("button", { name: "Account of Olof" }).waitFor();
    const { page, errors } = await openPage(browser, `${system.httpUrl}/settings/account`, {
      account,
    });
    await page.getByRole("button", { name: "Sign out everywhere else" }).waitFor();
    await page.getByLabel("Current password").fill(account.password);
    await page.getByLabel("New password").fill("the second of two");
    await page.keyboard.press("Enter");
    await page.getByText("The password is changed").waitFor();
    await other.page.getByText("Your session has ended. Sign in again.").waitFor();
    await page
      .getByRole("button", { name: "Sign out everywhere else" })
      .waitFor({ state: "hidden" });
    await page.locator("account-page").getByLabel("Language").selectOption("sv");
    await page.getByRole("heading", { name: "Mitt konto" }).waitFor();
    expect(errors).toEqual([]);
    await page.context().close();

    await submitSignIn(other.page, { ...account, password: "the second of two" });
    await other.page.getByRole("button", { name: "Konto för Olof" }).waitFor();
    await other.page.context().close();
  },
  PATIENT_MS,
);
