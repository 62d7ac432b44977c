import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage } from "./browser.ts";
import { SCREENS, widerThanTheirBox } from "./page-measures.ts";
import { registerBranch, runSystem, type RunningSystem } from "./running-system.ts";

/** Software rendering on a busy machine takes its time, ms. */
const PATIENT_MS = 180_000;

let system: RunningSystem;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  await registerBranch(system.api, "Göteborg");
  await registerBranch(system.api, "Malmö");
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

const choose = (page: Page, ...lines: readonly string[]): Promise<void> =>
  page.locator("file-choice input").setInputFiles({
    ...{ name: "Fuhrpark.csv", mimeType: "application/vnd.ms-excel" },
    buffer: Buffer.from(lines.join("\r\n")),
  });

const HEADINGS = "Kennzeichen;Modell;Typ;Tank (l);Farbe;Filiale";
const GOLF = "IMP 1;VW Golf;CAR;50,5;rot;malmö";

test(
  "a person corrects what the page names, imports the file, and has the cars on the live page",
  async () => {
    const { page, errors } = await openPage(browser, system.httpUrl, { account: system.owner });
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("link", { name: "Import from a file" }).click();

    await choose(page, HEADINGS, GOLF, "IMP 2;VW Up;CAR;viel;blau;Atlantis");
    await page.getByText("Errors: 2").waitFor();
    const told = await page.getByRole("grid", { name: "Errors by row" }).textContent();
    expect(told).toMatch(/3\s*Tank \(l\)\s*Give a number/);
    expect(told).toMatch(/3\s*Filiale\s*There is no such branch/);
    expect(await page.getByText("Columns that are left out: Farbe").count()).toBe(1);
    expect(await page.getByRole("button", { name: "Import 2" }).isDisabled()).toBe(true);

    await choose(page, HEADINGS, GOLF, "IMP 2;VW Up;CAR;35;blau;Göteborg");
    await page.getByRole("button", { name: "Import 2" }).click();
    await page.getByText("Imported: 2").waitFor();

    await page.getByRole("link", { name: "Live" }).first().click();
    await page.locator("vehicle-row").filter({ hasText: "IMP 1" }).waitFor();
    await page.locator("vehicle-row").filter({ hasText: "IMP 2" }).waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "who was slower is told which row somebody else has stored meanwhile",
  async () => {
    const url = `${system.httpUrl}/import/drivers`;
    const { page } = await openPage(browser, url, { account: system.owner });
    await choose(page, "Name;Licence;Branch", "Eva;L 1;Malmö", "Ivo;L 2;Malmö");
    await page.getByRole("button", { name: "Import 2" }).waitFor();
    await system.api.post("/api/drivers", { name: "Ivo", licenseNumber: "L 2", branchId: null });
    await page.getByRole("button", { name: "Import 2" }).click();
    const faults = page.getByRole("grid", { name: "Errors by row" });
    await faults.getByText("This exists already.").waitFor();
    expect(await faults.textContent()).toMatch(/3\s*Licence\s*This exists already\./);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a reader of Swedish is told in Swedish what is wrong with a file, down to its missing column",
  async () => {
    const url = `${system.httpUrl}/import/vehicles`;
    const { page } = await openPage(browser, url, { account: system.owner, locale: "sv-SE" });
    await choose(page, "Regnr;Modell;Tank", "SV 1;Saab;1,200");
    const faults = page.getByRole("grid", { name: "Fel per rad" });
    await faults.getByText("Filen behöver den här kolumnen.").waitFor();
    expect(await faults.textContent()).toMatch(/1\s*Typ\s*Filen behöver/);
    await choose(page, "Regnr;Modell;Typ;Filial;Tank", "SV 1;Saab;CAR;Malmö;1,200");
    await faults.getByText("Detta kan läsas på två sätt").waitFor();
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a file that is no list is refused with the reason, on a phone too",
  async () => {
    const viewport = SCREENS.phone;
    const url = `${system.httpUrl}/import/drivers`;
    const { page } = await openPage(browser, url, { account: system.owner, viewport });
    await choose(page, "Name;Licence");
    await page.getByText("This file cannot be imported").waitFor();
    await page.getByText("There are no rows below the headings.").waitFor();
    expect(await widerThanTheirBox(page)).toEqual([]);
    await page.getByRole("link", { name: "Cars" }).click();
    await page.getByText("Needed: licence plate").waitFor();
    expect(await page.getByText("This file cannot be imported").count()).toBe(0);
    await page.context().close();
  },
  PATIENT_MS,
);
