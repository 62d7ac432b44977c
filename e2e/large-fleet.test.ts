import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { IMPORT_MEDIA_TYPES } from "../contracts/fleet-import.ts";
import { openBrowser, openVisitor, untilMapIsDrawn } from "./browser.ts";
import { type Line, layLine } from "./cut-line.ts";
import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

/** One more than are sent in full to everybody. */
const CARS = 1_001;

let system: RunningSystem;
let browser: Browser;
let line: Line;
let car: TrackedCar;
beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  // the last of the list, where nobody sees it who has not looked for it
  car = await registerCar(system.api, { licensePlate: "ZZZ 999" });
  const rows = Array.from({ length: CARS }, (_, index) => `AAA ${index},Volvo V60,CAR`);
  const imported = await fetch(`${system.httpUrl}/api/vehicles/import`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${system.api.token}`,
      "content-type": IMPORT_MEDIA_TYPES.csv,
    },
    body: ["Plate,Model,Type", ...rows].join("\n"),
  });
  if (imported.status !== 201) throw new Error(`not imported: ${await imported.text()}`);
  line = await layLine(system.httpUrl);
});
afterAll(async () => {
  await line.close();
  await browser.close();
  await system.close();
});

/** The live page, and which cars it has asked for in full, message by message. */
const open = async (): Promise<{ page: Page; asked: string[][] }> => {
  const visitor = await openVisitor(browser, line.url, { account: system.owner });
  const page = await visitor.newPage();
  const asked: string[][] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      const [, wish] = /^42\["vehicles:watch",(.*)\]$/.exec(String(payload)) ?? [];
      if (wish !== undefined) asked.push(JSON.parse(wish) as string[]);
    }),
  );
  await page.goto(line.url);
  await untilMapIsDrawn(page);
  return { page, asked };
};

let metres = 0;
/** The car reports now, a little further on. */
const report = (fuelPct: number): Promise<void> =>
  publishFixes(system, car, [{ ...fixAt(Date.now(), (metres += 50), 36), fuelPct }]);

const expectText = (element: Locator, hasText: RegExp): Promise<void> =>
  element.filter({ hasText }).waitFor();

test("the opened car of a large fleet tells all of its figures live, also after a cut, until it is closed", async () => {
  await report(80);
  const { page, asked } = await open();
  await page.locator("vehicle-row").first().waitFor();
  await page.getByLabel("Search vehicles").fill("ZZZ");
  await page.locator(`#row-${car.vehicleId}`).click();
  const fuel = page.locator("vehicle-panel figure-tile", { hasText: "Fuel" });
  await expectText(fuel, /80\s*%/);
  await report(61);
  await expectText(fuel, /61\s*%/);
  await report(58);
  await expectText(fuel, /58\s*%/);

  line.cut();
  await expectText(page.locator("connection-pill"), /Reconnecting|Offline/);
  await report(40);
  line.mend();
  await expectText(page.locator("connection-pill"), /Live/);
  await expectText(fuel, /40\s*%/);
  await report(33);
  await expectText(fuel, /33\s*%/);

  await page.getByLabel("Search vehicles").fill("");
  await page.locator("vehicle-panel").getByRole("button", { name: "Close" }).click();
  await eventually(() => {
    const last = asked.at(-1) ?? [car.vehicleId];
    expect(last).not.toContain(car.vehicleId);
    // the rows that can be seen, of a thousand
    expect(last.length).toBeGreaterThan(0);
    expect(last.length).toBeLessThan(40);
  });
  await page.context().close();
});
