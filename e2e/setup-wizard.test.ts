import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { signIn } from "./api.ts";
import { openBrowser, openPage, submitSignIn } from "./browser.ts";
import { axeViolations, foreignRequests, SCREENS, widerThanTheirBox } from "./page-measures.ts";
import { type Program, startProgram } from "./program.ts";

/** Software rendering on a busy machine takes its time, ms. */
const PATIENT_MS = 180_000;
const MANAGER = { email: "mats@fleet.example", password: "another long one" };
const DESK = { email: "desta@fleet.example", password: "yet another one" };
const OWNER = { email: "ada@fleet.example", password: "correct horse battery staple" };
/** Typed by somebody who means no good, or by somebody whose van is called that. */
const HOSTILE_PLATE = `<img src=x onerror="window.harmed=1">`;

let dataDir: string;
let native: TestDatabase | undefined;
let program: Program;
/** What the start has printed: all that whoever set the server up knows. */
let system: { readonly httpUrl: string; readonly mqttUrl: string; readonly logFile: string };
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  dataDir = await mkdtemp(join(tmpdir(), "roadledger-setup-"));
  native = process.env["TEST_DATABASE_URL"] ? await freshDatabase() : undefined;
  program = startProgram("starter/main.js", {
    ...{ DEMO: "0", DATA_DIR: dataDir, HTTP_PORT: "0", MQTT_PORT: "0", LOG_LEVEL: "warn" },
    ...{ DATABASE_URL: native?.url ?? "", OWNER_EMAIL: "", OWNER_PASSWORD: "" },
  });
  await program.prints(/Ctrl-C stops everything/);
  const printed = (pattern: RegExp): string => pattern.exec(program.printed())?.[1] ?? "";
  system = {
    httpUrl: printed(/Set-up +(http:\S+)\/setup/),
    mqttUrl: printed(/MQTT +(mqtt:\S+)/),
    logFile: printed(/asks for the code in (\S+)/),
  };
});
afterAll(async () => {
  await browser.close();
  program.interrupt();
  await program.ended;
  await native?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** The code as the person who runs the server reads it. */
const codeInLog = async (): Promise<string> => {
  const log = await readFile(system.logFile, "utf8");
  const [, code] = /"code":"(\w{4}-\w{4})".*one-time code/.exec(log) ?? [];
  if (code === undefined) throw new Error(`no code in ${system.logFile}:\n${log}`);
  return code;
};

/** What the page tells to type into a device, by the name of the setting. */
const shownSettings = async (page: Page): Promise<Record<string, string>> => {
  const fields = page.locator("device-connect copy-field[data-setting]");
  await fields.first().waitFor();
  const shown = await fields.evaluateAll((all) =>
    all.map((each): [string, string] => [
      each.getAttribute("data-setting") ?? "",
      each.shadowRoot?.querySelector("input")?.value ?? "",
    ]),
  );
  return Object.fromEntries(shown);
};

/** A device that knows no more than what the page told. */
const connectAsTold = (told: Record<string, string>) =>
  mqtt.connectAsync(`mqtt://${told["host"]}:${told["port"]}`, {
    ...{ username: told["username"] ?? "", password: told["password"] ?? "" },
    ...{ clientId: told["clientId"] ?? "", reconnectPeriod: 0 },
  });

const here = (fields: object = {}) =>
  JSON.stringify({ ts: Date.now(), lat: 57.7065, lon: 11.967, speedKmh: 32, ...fields });

const expectWellMade = async (page: Page): Promise<void> => {
  expect(await axeViolations(page)).toEqual([]);
  expect(await widerThanTheirBox(page)).toEqual([]);
  expect(await page.evaluate(() => "harmed" in window)).toBe(false);
};

test(
  "a new server is owned, gets its branch and its first car, and hears the car's device, on a phone",
  async () => {
    const watched = await openPage(browser, system.httpUrl, { viewport: SCREENS.phone });
    const { page } = watched;
    await page.getByRole("heading", { name: "Make this server yours" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/setup");
    await page.getByLabel("One-time code").fill("AAAA-AAAA");
    await page.getByLabel("Your name").fill("Ada");
    await page.getByLabel("E-mail").fill(OWNER.email);
    await page.getByLabel("Password").fill(OWNER.password);
    await page.getByRole("button", { name: "Become the owner" }).click();
    await page.getByText("This is not a code from the log.").waitFor();
    // with the keyboard alone: the field at fault has it
    await page.keyboard.press("Control+A");
    await page.keyboard.type(await codeInLog());
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Your branch" }).waitFor();
    const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(await page.getByRole("combobox", { name: "Time zone" }).inputValue()).toBe(zone);
    await page.getByLabel("Name", { exact: true }).fill("Göteborg");
    await page.getByRole("combobox", { name: "Currency" }).fill("SEK");
    await page.getByRole("option", { name: /^SEK/ }).click();
    await page.getByRole("button", { name: "Continue" }).click();

    await page.getByRole("heading", { name: "The first car" }).waitFor();
    // whoever leaves goes on where they were
    await page.reload();
    await page.getByLabel("Licence plate").fill(HOSTILE_PLATE);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("This is missing.").waitFor();
    await page.keyboard.type("Volvo V60");
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: `What tells where ${HOSTILE_PLATE} is?` }).waitFor();
    await page.getByText("Anything else").click();
    await page.getByLabel("Device id").fill("first-tracker");
    await page.getByRole("button", { name: "Register the device" }).click();
    await page.getByText("Waiting for the first message…").waitFor();
    await expectWellMade(page);

    const told = await shownSettings(page);
    expect(told).toMatchObject({
      ...{ host: "127.0.0.1", port: new URL(system.mqttUrl).port, quality: "1" },
      ...{ username: "first-tracker", topic: "devices/first-tracker/telemetry" },
    });
    const device = await connectAsTold(told);
    await page.getByText("The device has signed in.").waitFor();
    const topic = told["topic"] ?? "";
    await device.publishAsync(topic, here({ lat: 957 }), { qos: 1 });
    await page.getByText("The server refused a message").waitFor();
    await page.locator("first-message .refused").filter({ hasText: "lat" }).waitFor();
    await device.publishAsync(topic, here(), { qos: 1 });
    await page.getByText("The first message is here").waitFor();
    await page.locator("first-message dd").filter({ hasText: "57.70650, 11.96700" }).waitFor();
    await page.locator("first-message dd").filter({ hasText: "32 km/h" }).waitFor();
    await device.endAsync();
    await expectWellMade(page);
    expect(foreignRequests(watched.requested, system.httpUrl)).toEqual([]);
    expect(watched.errors).toEqual([]);

    await page.getByRole("link", { name: "Show the car on the map" }).click();
    const panel = page.locator("vehicle-panel h2");
    await panel.filter({ hasText: HOSTILE_PLATE }).waitFor();
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a manager adds a device to a car of the fleet, and finds it waiting after a reload",
  async () => {
    const api = await signIn(system.httpUrl, OWNER);
    const { items } = await api.get<{ items: { id: string }[] }>("/api/branches");
    await api.post("/api/users", {
      ...MANAGER,
      name: "Mats",
      role: "MANAGER",
      branchId: items[0]?.id,
    });
    await api.post("/api/users", { ...DESK, name: "Desta", role: "DESK", branchId: items[0]?.id });
    const car = { licensePlate: "GBG 123", model: "Polo", vehicleType: "CAR" };
    await api.post("/api/vehicles", car);

    const { page, errors } = await openPage(browser, system.httpUrl, { viewport: SCREENS.wide });
    await submitSignIn(page, MANAGER);
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("link", { name: "Add a device" }).click();
    await page.getByRole("combobox", { name: "Car" }).fill("GBG");
    await page.getByRole("option", { name: /^GBG 123/ }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "What tells where GBG 123 is?" }).waitFor();
    await page.getByRole("button", { name: "Register the device" }).click();
    const code = page.getByRole("img", { name: "QR code that sets up the app" });
    await code.waitFor();
    const before = await shownSettings(page);
    await expectWellMade(page);

    await page.reload();
    await page.getByText("The password was shown once").waitFor();
    expect(await code.count()).toBe(0);
    await page.getByRole("button", { name: "Make a new password" }).click();
    await page
      .locator("confirm-dialog")
      .getByRole("button", { name: "Make a new password" })
      .click();
    await code.waitFor();
    const after = await shownSettings(page);
    expect(after["password"]).not.toBe(before["password"]);
    await expect(connectAsTold(before)).rejects.toThrow(/[Nn]ot authorized|[Bb]ad username/);
    const phone = await connectAsTold(after);
    const fix = { _type: "location", tst: Math.floor(Date.now() / 1_000), lat: 57.7, lon: 11.97 };
    await phone.publishAsync(after["topic"] ?? "", JSON.stringify(fix), { qos: 1 });
    await page.getByText("The first message is here").waitFor();
    await phone.endAsync();
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);

test("who may not register devices is told so, and the set-up is the owner's", async () => {
  const { page } = await openPage(browser, `${system.httpUrl}/devices/new`);
  await submitSignIn(page, DESK);
  const forbidden = page.getByRole("heading", { name: "This page is not for your role" });
  await forbidden.waitFor();
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  expect(await page.getByRole("link", { name: "Add a device" }).count()).toBe(0);
  await page.goto(`${system.httpUrl}/setup`);
  await forbidden.waitFor();
  await page.context().close();
});

test("an owner whose cars report finds the set-up done", async () => {
  const { page } = await openPage(browser, `${system.httpUrl}/setup`);
  await submitSignIn(page, OWNER);
  await page.getByText("Everything is set up").waitFor();
  await page.context().close();
});
