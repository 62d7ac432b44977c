import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mqttTopics } from "../contracts/subjects.ts";
import { openBrowser, openPage } from "./browser.ts";
import { connectDevice } from "./device.ts";
import { registerCar, runSystem, type RunningSystem } from "./running-system.ts";

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

test("a car is located from its panel, and each step shows as it happens", async () => {
  const car = await registerCar(system.api);
  const { page, errors } = await openPage(browser, system.httpUrl, { account: system.owner });
  await page.locator(`#row-${car.vehicleId}`).click();
  const panel = page.locator("vehicle-panel");
  const locate = panel.getByRole("button", { name: "Locate now" });
  const standing = panel.locator("locate-car").getByRole("status");
  await locate.click();
  await standing.filter({ hasText: "Waits for the tracker" }).waitFor();
  expect(await locate.isDisabled()).toBe(true);

  const client = await connectDevice(system.mqttUrl, car);
  const told = new Promise<{ id: string }>((resolve) => {
    client.once("message", (_topic, payload) =>
      resolve(JSON.parse(payload.toString()) as { id: string }),
    );
  });
  await client.subscribeAsync(mqttTopics.commands(car.deviceId), { qos: 1 });
  const { id } = await told;
  await standing.filter({ hasText: "The tracker has the request" }).waitFor();
  const answer = JSON.stringify({ id, status: "done" });
  await client.publishAsync(mqttTopics.responses(car.deviceId), answer, { qos: 1 });
  await standing.filter({ hasText: "The tracker answered" }).waitFor();
  expect(await locate.isEnabled()).toBe(true);
  await client.endAsync();

  await page.reload();
  await standing.filter({ hasText: "The tracker answered" }).waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
});

test("a car whose tracker cannot be asked says so", async () => {
  const car = await registerCar(system.api, { kind: "osmand", externalId: "4711" });
  const { page } = await openPage(browser, system.httpUrl, { account: system.owner });
  await page.locator(`#row-${car.vehicleId}`).click();
  await page.getByRole("button", { name: "Locate now" }).click();
  const standing = page.locator("locate-car").getByRole("status");
  await standing.filter({ hasText: "No tracker of this car can be asked" }).waitFor();
  await page.context().close();
});
