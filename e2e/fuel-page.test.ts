import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FuelProposal, FuelRecord } from "../contracts/fuel-record.ts";
import type { Role } from "../contracts/permissions.ts";
import { siteNetwork } from "../simulators/fleet/sites.ts";
import { loadRoadGraph } from "../simulators/roads/graph-file.ts";
import { castScenario, toldByMs } from "../simulators/scenarios/cast.ts";
import { encode } from "../simulators/wire/encode.ts";
import { openBrowser, openPage } from "./browser.ts";
import { connectDevice, publishAll } from "./device.ts";
import { eventually } from "./eventually.ts";
import { axeViolations } from "./page-measures.ts";
import {
  registerBranch,
  registerCar,
  runSystem,
  type RunningSystem,
  type TrackedCar,
} from "./running-system.ts";

/** Software rendering on a busy machine takes its time, ms. */
const PATIENT_MS = 180_000;
/** A whole refuel is sent at once; until then it must be told, ms. */
const TOLD_WITHIN_MS = 60_000;
const accountOf = (role: Role) => ({
  ...{ email: `${role.toLowerCase()}@fleet.example`, password: "a password of their own" },
});

let system: RunningSystem;
let browser: Browser;
/** Was filled up at a station by a quarter of its tank, and nobody has handed in a receipt. */
let refuelled: TrackedCar;

/** Plays the refuel through tracker, broker and detection. */
const refuel = async (branchId: string): Promise<TrackedCar> => {
  const network = siteNetwork(await loadRoadGraph(), 1);
  const shape = { seed: 11, vehicles: 1, moment: toldByMs, atMs: Date.now() };
  const [script] = castScenario(network, "unpaid-refuel", shape);
  if (!script) throw new Error("nobody plays unpaid-refuel");
  const car = await registerCar(system.api, { branchId, tankLitres: script.spec.tankLitres });
  const client = await connectDevice(system.mqttUrl, car);
  const device = { deviceId: car.deviceId, kind: "native", externalId: null } as const;
  const due = script.messages.filter(({ sentAtMs }) => sentAtMs <= toldByMs(script));
  await publishAll(
    client,
    due.flatMap(({ samples }) => encode(device, samples)),
  );
  await client.endAsync();
  return car;
};

const expectProposed = async (): Promise<void> => {
  const { items } = await system.api.get<{ items: FuelProposal[] }>(
    "/api/fuel-proposals?status=OPEN",
  );
  expect(items.map(({ vehicleId }) => vehicleId)).toEqual([refuelled.vehicleId]);
};

beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  const branchId = await registerBranch(system.api, "Göteborg");
  refuelled = await refuel(branchId);
  for (const role of ["MANAGER", "DESK", "DISPATCHER", "FIELD"] as const) {
    const person = { ...accountOf(role), name: role, role, branchId };
    await system.api.post("/api/users", person);
  }
  await eventually(expectProposed, TOLD_WITHIN_MS);
}, PATIENT_MS);
afterAll(async () => {
  await browser.close();
  await system.close();
});

const openFuel = (role: Role, query = "") =>
  openPage(browser, `${system.httpUrl}/fuel${query}`, {
    ...{ account: accountOf(role), viewport: { width: 1_280, height: 800 } },
  });
const waiting = (page: Page) => page.getByRole("grid", { name: "Refuels that wait for a receipt" });
const records = (page: Page) => page.getByRole("grid", { name: "Fuel that was bought" });
const theRecord = async (): Promise<FuelRecord | undefined> => {
  const query = `vehicleId=${refuelled.vehicleId}`;
  const { items } = await system.api.get<{ items: FuelRecord[] }>(`/api/fuel-records?${query}`);
  return items[0];
};

test(
  "the desk confirms a detected refuel with its receipt, by keyboard, and finds it among the records",
  async () => {
    const { page, errors } = await openFuel("DESK");
    await waiting(page)
      .getByRole("gridcell", { name: refuelled.licensePlate, exact: true })
      .press("Enter");
    const drawer = page.locator("refuel-drawer");
    await drawer.locator("time-chart canvas").waitFor();
    expect(Number(await drawer.getByLabel("Litres").inputValue())).toBeGreaterThan(5);
    await drawer.getByLabel("Litres").fill("15,25");
    await drawer.getByRole("button", { name: "Confirm" }).press("Enter");
    await drawer.getByText("This is missing.").waitFor();
    await page.keyboard.type("312,50");
    await drawer.getByLabel("Station").fill("Preem Mölndal");
    await drawer.getByLabel("Receipt number").fill("R-1007");
    await page.keyboard.press("Enter");
    await page.getByText(`The refuel of ${refuelled.licensePlate} is confirmed`).waitFor();
    await page.getByText("No refuel waits for a receipt").waitFor();
    await records(page).getByText("SEK 312.50").waitFor();
    await records(page).getByText("R-1007").click();
    // who enters fuel does not correct it
    await page.locator("record-drawer").getByText("Entered · DESK").waitFor();
    expect(await page.getByRole("button", { name: "Correct" }).count()).toBe(0);
    expect(await theRecord()).toMatchObject({
      ...{ fuelAmountLiters: 15.25, fuelCostMinor: 31_250, currency: "SEK" },
      ...{ fuelStation: "Preem Mölndal", receipt: "R-1007", match: { byPerson: true } },
    });
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a manager corrects the record, which tells its versions, and makes it void",
  async () => {
    const { page, errors } = await openFuel("MANAGER", `?record=${(await theRecord())?.id}`);
    const drawer = page.locator("record-drawer");
    await drawer.getByRole("button", { name: "Correct" }).click();
    const form = drawer.locator("receipt-form");
    await form.getByLabel("Litres").fill("14.5");
    await form.getByLabel("Reason").fill("misread the receipt");
    await page.locator("receipt-dialog").getByRole("button", { name: "Save" }).click();
    const history = drawer.locator("record-history");
    await history.getByText("misread the receipt").waitFor();
    expect(await history.locator("li").first().innerText()).toMatch(
      /Corrected · MANAGER[^]*Litres[^]*15\.3 l[^]*14\.5 l/,
    );
    await records(page).getByText("14.5 l").waitFor();

    await drawer.getByRole("button", { name: "Make void" }).click();
    const question = page.locator("reason-dialog");
    await question.getByRole("button", { name: "Make void" }).click();
    await question.getByText("This is missing.").waitFor();
    await question.getByLabel("Reason").fill("another car's receipt");
    await page.keyboard.press("Enter");
    await records(page).locator("s").getByText("14.5 l").waitFor();
    await drawer.getByText("Void: another car's receipt").waitFor();
    expect(await page.getByRole("button", { name: "Correct" }).count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    // the refuel waits for a receipt again
    await waiting(page).getByText(refuelled.licensePlate).waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a dispatcher looks at a refuel and confirms nothing, and the field does not see the page",
  async () => {
    const { page } = await openFuel("DISPATCHER");
    await waiting(page)
      .getByRole("button", { name: /^Look at the refuel/ })
      .click();
    await page.getByText("Whoever may enter fuel confirms it").waitFor();
    expect(await page.getByRole("button", { name: "Enter a receipt" }).count()).toBe(0);
    expect(await page.locator("refuel-drawer receipt-form").count()).toBe(0);
    await page.context().close();

    const field = await openFuel("FIELD");
    await field.page.getByRole("heading", { name: "This page is not for your role" }).waitFor();
    expect(await field.page.getByRole("link", { name: "Fuel" }).count()).toBe(0);
    await field.page.context().close();
  },
  PATIENT_MS,
);

test(
  "the day of a car leads to its refuel, which is dismissed with a reason",
  async () => {
    const { page } = await openFuel("DESK");
    // a large map is slow in software
    const path = `/?vehicle=${refuelled.vehicleId}`;
    const account = accountOf("DESK");
    const car = await openPage(browser, system.httpUrl + path, { account });
    await car.page.getByRole("link", { name: /^Receipt of the refuel/ }).press("Enter");
    const drawer = car.page.locator("refuel-drawer");
    await drawer.getByRole("button", { name: "Dismiss" }).click();
    await car.page.locator("reason-dialog").getByLabel("Reason").fill("from our own pump");
    await car.page.keyboard.press("Enter");
    await car.page.getByText("No refuel waits for a receipt").waitFor();
    // somebody who has it open is told when they come back to it
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await page.getByText("No refuel waits for a receipt").waitFor();
    await car.page.context().close();
    await page.context().close();
  },
  PATIENT_MS,
);

test(
  "a receipt is entered by hand, and what the server refuses is said at its field",
  async () => {
    const { page } = await openFuel("DESK");
    await page.getByRole("button", { name: "Enter a receipt" }).click();
    const dialog = page.locator("receipt-dialog");
    await dialog.getByRole("combobox", { name: "Car" }).fill(refuelled.licensePlate);
    await dialog.getByRole("option").first().click();
    await dialog.getByLabel("Litres").fill("400");
    await dialog.getByLabel("Cost").fill("90");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("This is more than the tank takes.").waitFor();
    await dialog.getByLabel("Litres").fill("4");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText(`The receipt of ${refuelled.licensePlate} is entered`).waitFor();
    await records(page).getByText("SEK 90.00").waitFor();
    await page.context().close();
  },
  PATIENT_MS,
);
