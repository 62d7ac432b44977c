import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Booking } from "../contracts/booking.ts";
import { mqttTopics } from "../contracts/subjects.ts";
import { openBrowser, openPage } from "./browser.ts";
import { connectDevice } from "./device.ts";
import { driveEast, fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import {
  registerBranch,
  registerCar,
  runSystem,
  type RunningSystem,
  type TrackedCar,
} from "./running-system.ts";

const MINUTE_MS = 60_000;
/** Software WebGL on a busy machine takes its time, ms. */
const WITHIN_MS = 180_000;
/** A parked car that is looked at reports this often, ms: its fix must be fresh at each step. */
const REPORTS_EVERY_MS = 4_000;

let system: RunningSystem;
let browser: Browser;
let branchId: string;
beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  branchId = await registerBranch(system.api, "Göteborg");
});
afterAll(async () => {
  await browser.close();
  await system.close();
});

const openCar = async (car: TrackedCar) => {
  const url = `${system.httpUrl}/?vehicle=${car.vehicleId}`;
  const watched = await openPage(browser, url, { account: system.owner });
  return { ...watched, panel: watched.page.locator("vehicle-panel") };
};
const rows = (panel: Locator): Promise<string[]> =>
  panel.locator("day-timeline button .what").allTextContents();

/** A parked car that tells its fuel once a minute. */
const parkedAt = (atMs: number, fuelPct: number) => ({ ...fixAt(atMs, 9_000, 0, false), fuelPct });
const parkedFrom = (fromMs: number, minutes: number, fuelPct: number) =>
  Array.from({ length: minutes }, (_, minute) => parkedAt(fromMs + minute * MINUTE_MS, fuelPct));

const rent = async ({ vehicleId }: TrackedCar, outAtMs: number): Promise<Booking> => {
  const at = new Date(outAtMs);
  const dueAt = new Date(outAtMs + 24 * 60 * MINUTE_MS);
  const booking = { vehicleId, customerName: "Karin", outAt: at, dueAt };
  const { id } = await system.api.post<Booking>("/api/bookings", booking);
  return system.api.post<Booking>(`/api/bookings/${id}/handover`, { at });
};

test(
  "a day is one line: its drive, the fuel that leaves and an alarm, in order and as they happen",
  async () => {
    const car = await registerCar(system.api, { tankLitres: 60, branchId });
    const nowMs = Date.now();
    const minute = (before: number): number => nowMs - before * MINUTE_MS;
    await rent(car, minute(45));
    const drive = driveEast(minute(40), minute(30)).map((fix) => ({ ...fix, fuelPct: 70 }));
    await publishFixes(system, car, [...drive, ...parkedFrom(minute(30), 17, 70)]);
    const { page, panel, errors } = await openCar(car);
    await panel.locator("day-timeline").waitFor();
    await eventually(async () => {
      const [parked, drove, out] = await rows(panel);
      expect([parked, out]).toEqual(["Parked now", "Handed out"]);
      expect(drove).toMatch(/^Drove until \d\d:\d\d$/);
    });
    await panel.getByText("Karin").first().waitFor();

    await publishFixes(system, car, parkedFrom(minute(13), 13, 45));
    const drained = panel.locator("day-timeline li").filter({ hasText: "Fuel drained" });
    await drained.filter({ hasText: /confirmed · Critical/ }).waitFor();
    await drained.filter({ hasText: /−1\d(\.\d)? l/ }).waitFor();
    await publishFixes(system, car, [{ ...parkedAt(Date.now(), 45), event: "sos" }]);
    await panel.locator("day-timeline li").filter({ hasText: "SOS" }).waitFor();
    expect((await rows(panel)).slice(0, 3)).toEqual(["SOS", "Fuel drained", "Parked now"]);

    const link = drained.getByRole("link", { name: "Open the alert: Fuel drained" });
    expect(await link.getAttribute("href")).toMatch(/^\/alerts\//);
    await drained.getByRole("button").click();
    expect(await drained.getByRole("button").getAttribute("aria-pressed")).toBe("true");
    await panel.locator("time-chart canvas").waitFor();
    await panel.locator("day-chart .mark.drain").waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  },
  WITHIN_MS,
);

test(
  "a car is immobilised from its panel by two people, once it is known to stand",
  async () => {
    const car = await registerCar(system.api, { branchId });
    const account = { email: "mats@example.com", password: "correct horse battery staple" };
    await system.api.post("/api/users", { ...account, name: "Mats", role: "MANAGER", branchId });
    const second = await openPage(browser, `${system.httpUrl}/settings/account`, { account });
    const { page, panel } = await openCar(car);
    await panel.getByRole("tab", { name: "Commands" }).click();
    await panel.getByRole("button", { name: "Immobilise…" }).click();
    const dialog = panel.locator("immobilise-dialog");
    await dialog.getByLabel("Why").fill("stolen");
    await dialog.getByRole("button", { name: "Ask for confirmation" }).click();
    await dialog.getByText("position is unknown").waitFor();
    const refused = panel.locator("command-row").filter({ hasText: "Refused: not safe" });
    await refused.waitFor();

    const client = await connectDevice(system.mqttUrl, car);
    await client.subscribeAsync(mqttTopics.commands(car.deviceId), { qos: 1 });
    const told: { id: string; name: string }[] = [];
    client.on("message", (_topic, payload) =>
      told.push(JSON.parse(payload.toString()) as (typeof told)[number]),
    );
    const stands = [150, 100, 50, 3].map((s) => fixAt(Date.now() - s * 1_000, 0, 0, false));
    await publishFixes(system, car, stands);
    await eventually(async () => {
      const path = `/api/vehicles/${car.vehicleId}/locations`;
      expect((await system.api.get<{ items: unknown[] }>(path)).items).toHaveLength(4);
    });
    const report = (): void => {
      const fix = JSON.stringify(fixAt(Date.now(), 0, 0, false));
      client.publish(mqttTopics.telemetry(car.deviceId), fix, { qos: 1 });
    };
    const reporting = setInterval(report, REPORTS_EVERY_MS);
    onTestFinished(() => clearInterval(reporting));
    await dialog.getByRole("button", { name: "Ask for confirmation" }).click();
    const waiting = panel.locator("command-row").filter({ hasText: "Waits for confirmation" });
    await waiting.filter({ hasText: "given up in" }).waitFor();
    expect(await waiting.getByRole("button", { name: "Confirm" }).count()).toBe(0);

    // told wherever the second person is, with the way to the decision
    const seen = second.page.locator("vehicle-panel");
    const notice = second.page
      .locator("toast-region")
      .getByText(`to immobilise \u2068${car.licensePlate}`);
    await notice.waitFor();
    expect(await page.locator("toast-region").getByText("to immobilise").count()).toBe(0);
    await second.page.getByRole("button", { name: "Decide" }).click();
    await seen.locator("command-row").getByRole("button", { name: "Refuse" }).waitFor();
    await seen.locator("command-row").getByRole("button", { name: "Confirm" }).click();
    await seen.locator("confirm-dialog").getByRole("button", { name: "Confirm" }).click();
    await eventually(() => expect(told).toMatchObject([{ name: "immobilise" }]));
    const answer = JSON.stringify({ id: told[0]?.id, status: "done", result: { relay: "open" } });
    await client.publishAsync(mqttTopics.responses(car.deviceId), answer, { qos: 1 });
    const done = panel.locator("command-row").filter({ hasText: "The tracker answered" });
    await done.filter({ hasText: /relay: open[\s\S]*confirmed by Mats/ }).waitFor();
    clearInterval(reporting);
    await client.endAsync();
    await Promise.all([page.context().close(), second.page.context().close()]);
  },
  WITHIN_MS,
);

test("a wish that was taken back is asked for again, and what was refused of a tracker is told", async () => {
  const car = await registerCar(system.api, { branchId });
  const client = await connectDevice(system.mqttUrl, car);
  const unset = JSON.stringify({ ts: "1970-01-01T00:00:12Z", lat: 57.7, lon: 11.97 });
  await client.publishAsync(mqttTopics.telemetry(car.deviceId), unset, { qos: 1 });
  const { page, panel } = await openCar(car);
  await panel.getByRole("button", { name: "Locate now" }).click();
  await panel.getByRole("tab", { name: "Commands" }).click();
  await panel.getByRole("button", { name: "Take back" }).click();
  await panel.getByRole("button", { name: "Ask again" }).click();
  await eventually(async () => expect(await panel.locator("command-row").count()).toBe(2));

  await panel.getByRole("tab", { name: "Tracker" }).click();
  const tracker = panel.locator("device-part");
  await tracker.getByText("Connected", { exact: true }).waitFor();
  await tracker.getByText("Its clock may be unset or wrong.").waitFor();
  await client.endAsync();
  await page.context().close();
});

test("a customer's time is extended from the panel, and the owner decides there", async () => {
  const car = await registerCar(system.api, { branchId });
  await rent(car, Date.now() - 10 * MINUTE_MS);
  const { page, panel } = await openCar(car);
  await panel.getByRole("tab", { name: "Rental" }).click();
  await panel.getByRole("button", { name: "Extend…" }).click();
  await panel.locator("extension-dialog").getByRole("button", { name: "Ask the owner" }).click();
  await panel.getByText(/Wants to keep it until/).waitFor();
  await panel.getByRole("button", { name: "Approve" }).click();
  await panel.locator("rental-part tone-tag").filter({ hasText: "in 1 d 23 h" }).waitFor();
  await panel.getByRole("tab", { name: "Today" }).click();
  expect(await rows(panel)).toContain("Extension approved");
  await page.context().close();
});

test("a car tells when its service is due, and whoever may edit cars plans it there", async () => {
  const car = await registerCar(system.api, { branchId });
  const odometerKm = 43_760;
  await publishFixes(system, car, [{ ...fixAt(Date.now() - 30_000, 0, 0, false), odometerKm }]);
  const { page, panel, errors } = await openCar(car);
  const service = panel.locator("service-line");
  await service.getByText("No service is planned").waitFor();
  await service.getByRole("button", { name: "Service…" }).click();
  const dialog = service.locator("service-dialog");
  await dialog.getByLabel(/^Every/).fill("15000");
  await dialog.getByLabel("Or every").fill("12");
  await dialog.getByLabel("Odometer at the last one").fill("30000");
  await dialog
    .getByLabel("Day of the last one")
    .fill(new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10));
  await dialog.getByRole("button", { name: "Save" }).click();
  await service.getByText(/^Service due in 1,240 km or by \w+/).waitFor();
  expect(await service.getByText("Overdue").count()).toBe(0);

  await publishFixes(system, car, [{ ...fixAt(Date.now(), 0, 0, false), odometerKm: 45_010 }]);
  await service.getByText("Overdue").waitFor();
  await service.getByText("Service was due 10.0 km ago").waitFor();
  expect(errors).toEqual([]);
  await page.context().close();
});
