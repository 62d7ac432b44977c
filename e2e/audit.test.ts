import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditEntry } from "../contracts/audit.ts";
import type { Booking } from "../contracts/booking.ts";
import { createPool } from "../db/pool.ts";
import { alterAudit } from "../db/testing-rows.ts";
import { signIn } from "./api.ts";
import { openBrowser, openPage } from "./browser.ts";
import { eventually } from "./eventually.ts";
import { axeViolations, SCREENS, widerThanTheirBox } from "./page-measures.ts";
import { accountOf } from "./role-account.ts";
import { registerCar, runSystem, type RunningSystem } from "./running-system.ts";

/** Software rendering on a busy machine takes its time, ms. */
const PATIENT_MS = 180_000;
const HOUR_MS = 3_600_000;

let system: RunningSystem;
let browser: Browser;
let booking: Booking;
let manager: { readonly email: string; readonly password: string };

const fromNow = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();

beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  const { vehicleId } = await registerCar(system.api);
  manager = await accountOf(system, "MANAGER");
  booking = await system.api.post<Booking>("/api/bookings", {
    ...{ vehicleId, customerName: "Åsa Öst", outAt: fromNow(24), dueAt: fromNow(48) },
  });
  const asManager = await signIn(system.httpUrl, manager);
  await asManager.post(`/api/bookings/${booking.id}/void`, { reason: "booked twice" });
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

const rowOf = (page: Page, text: string) =>
  page.locator("audit-row").filter({ hasText: text }).first();

/** The number of the entry that tells of the void booking. */
const voidSeq = async (): Promise<number> => {
  const path = `/api/audit?record=bookings&recordId=${booking.id}&limit=1`;
  const { items } = await system.api.get<{ items: AuditEntry[] }>(path);
  return items[0]?.seq ?? 0;
};

const openAsOwner = (path: string) =>
  openPage(browser, system.httpUrl + path, { account: system.owner, viewport: SCREENS.wide });

test(
  "an owner sees who voided a booking and why, and what one person did",
  async () => {
    const { page, errors } = await openAsOwner("/settings/account");
    await page.locator("page-nav").getByRole("link", { name: "Audit log" }).click();
    const row = rowOf(page, "voided booking");
    await row.waitFor();
    const sentence = (await row.locator("p").first().innerText()).replaceAll(/[\u2068\u2069]/g, "");
    expect(sentence).toBe("MANAGER voided booking Åsa Öst");
    expect(await row.locator(".inline").allInnerTexts()).toEqual(["Reason\nbooked twice"]);
    await row.locator("summary").click();
    const values = row.locator("tbody tr").filter({ hasText: "Status" });
    expect(await values.locator("td").allTextContents()).toEqual(["booked", "void"]);

    await page.getByLabel("Person").selectOption({ label: "MANAGER" });
    await rowOf(page, "added booking").waitFor({ state: "detached" });
    expect(new URL(page.url()).searchParams.get("person")).not.toBeNull();
    await row.waitFor();
    await page.goBack();
    await rowOf(page, "added booking").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await widerThanTheirBox(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "an owner is told that the log is unbroken, and which entry somebody has altered since",
  async () => {
    const { page, errors } = await openAsOwner("/audit");
    const check = page.getByRole("button", { name: "Check the log" });
    await check.click();
    await page.getByText(/^\d+ entries, unbroken to \d+$/).waitFor();

    const seq = await voidSeq();
    const pool = createPool(
      { connectionString: system.databaseUrl, applicationName: "e2e" },
      () => {},
    );
    const restore = await alterAudit(pool, seq);
    await check.click();
    const alarm = page.getByRole("alert").filter({ hasText: "The log is not what was written" });
    await alarm.getByRole("link", { name: `Entry ${seq} was altered` }).click();
    await page.getByText(`Around entry ${seq}`).waitFor();
    await rowOf(page, `Entry ${seq} was altered`).waitFor();
    await restore();
    await pool.end();
    await check.click();
    await page.getByText(/unbroken to \d+$/).waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "the log goes on as one goes down, by the keyboard too",
  async () => {
    for (let made = 0; made < 60; made++) {
      await system.api.post("/api/drivers", { name: `D ${made}`, licenseNumber: `L ${made}` });
    }
    const { page } = await openAsOwner("/audit");
    const rows = page.locator("audit-row");
    await rows.first().waitFor();
    await rows.first().locator("summary").focus();
    await page.keyboard.press("End");
    await eventually(async () => expect(await rows.count()).toBeGreaterThan(50));
    await page.context().close();
  },
  PATIENT_MS,
);

test("a manager has no such page", async () => {
  const { page } = await openPage(browser, `${system.httpUrl}/audit`, { account: manager });
  await page.getByRole("heading", { name: "This page is not for your role" }).waitFor();
  const links = page.locator("page-nav").getByRole("link");
  expect(await links.locator(".label").allTextContents()).not.toContain("Audit log");
  await page.context().close();
});
