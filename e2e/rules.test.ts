import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EffectiveRules } from "../contracts/detection-rule.ts";
import { openBrowser, openPage } from "./browser.ts";
import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { registerCar, runSystem, type RunningSystem, type TrackedCar } from "./running-system.ts";

const KMH_PER_MPS = 3.6;
const HOUR_MS = 3_600_000;
/** A drive second by second, m/s, that brakes once, by 2.4 m/s²: less than counts as harsh. */
const SPEEDS = [
  ...Array.from({ length: 120 }, () => 22),
  ...[19.6, 17.2, 14.8, 14.8, 15, 16, 17, 18, 19, 20],
  ...Array.from({ length: 60 }, () => 20),
];
const DISPATCHER = { email: "dispatcher@example.com", password: "a dispatcher's password" };

let system: RunningSystem;
let browser: Browser;
let car: TrackedCar;

const publishDrive = async (): Promise<void> => {
  const startMs = Date.now() - HOUR_MS;
  let eastM = 0;
  const fixes = SPEEDS.map((speedMps, second) => {
    eastM += speedMps;
    return fixAt(startMs + second * 1_000, eastM, speedMps * KMH_PER_MPS);
  });
  await publishFixes(system, car, fixes);
};

beforeAll(async () => {
  browser = await openBrowser();
  system = await runSystem();
  car = await registerCar(system.api, { group: "Vans" });
  const { items } = await system.api.get<{ items: { id: string }[] }>("/api/branches");
  const account = { ...DISPATCHER, name: "Dispatcher", role: "DISPATCHER" };
  await system.api.post("/api/users", { ...account, branchId: items[0]?.id });
  await publishDrive();
}, 180_000);
afterAll(async () => {
  await browser.close();
  await system.close();
});

const openRules = async (path: string, account = system.owner): Promise<Page> => {
  const { page } = await openPage(browser, system.httpUrl + path, { account });
  await page.locator("rule-row").first().waitFor();
  return page;
};

const rulesOf = async (query = ""): Promise<EffectiveRules> =>
  EffectiveRules.parse(await system.api.get(`/api/detection-rules?${query}`));
const brakingOf = async (query = "") => (await rulesOf(query)).options["harshDriving"];
const braking = (page: Page) => page.getByRole("textbox", { name: "Braking from" });

test("a tightened threshold is tried on a car's history, saved, in force, and taken back", async () => {
  const page = await openRules("/rules");
  await page.getByRole("link", { name: /Harsh braking/ }).click();
  await page.waitForURL(`${system.httpUrl}/rules/harsh_braking`);
  await braking(page).fill("2");

  await page.getByRole("tab", { name: "Preview" }).click();
  await page.getByRole("combobox", { name: "Car", exact: true }).fill(car.licensePlate);
  await page.getByRole("option", { name: car.licensePlate }).click();
  await page.getByRole("button", { name: "Show what would change" }).click();
  const change = page.locator("what-if-changes a");
  await change.filter({ hasText: "Harsh braking" }).waitFor();
  expect(await change.count()).toBe(1);
  expect(await change.textContent()).toMatch(/Comes.*Strongest force 2\.4 m\/s²/s);
  expect(await change.getAttribute("href")).toContain(`/replay/${car.vehicleId}?`);
  // nothing holds before it is saved
  expect(await brakingOf()).toMatchObject({ brakingMps2: 2.7 });

  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved. It holds from now on").waitFor();
  expect(await brakingOf()).toMatchObject({ brakingMps2: 2 });
  await page.locator("rule-row").filter({ hasText: "Changed for the fleet" }).waitFor();
  // pointed at or focused, a notice stays
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await page.getByText("As it was before").waitFor();
  expect(await brakingOf()).toMatchObject({ brakingMps2: 2.7 });
  await page.context().close();
});

test("an exception for one car is set by keyboard, hours included, and leaves the fleet alone", async () => {
  const page = await openRules(`/rules/harsh_braking?vehicle=${car.vehicleId}`);
  const hours = page.getByLabel("Hours in which you are told", { exact: true });
  await hours.first().selectOption({ label: "Own hours" });
  await page.getByRole("gridcell", { name: "Monday 08:00" }).press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved. It holds from now on").waitFor();
  const scheduleOf = async (query: string) =>
    (await rulesOf(query)).items.find(({ type }) => type === "harsh_braking")?.schedule ?? null;
  expect((await scheduleOf(`vehicleId=${car.vehicleId}`))?.spans).toContainEqual(
    expect.objectContaining({ days: [1], fromMinute: 10 * 60, toMinute: 24 * 60 }),
  );
  expect(await scheduleOf("")).toBeNull();
  await page.getByRole("button", { name: "End this exception" }).click();
  await eventually(async () => expect(await scheduleOf(`vehicleId=${car.vehicleId}`)).toBeNull());
  await page.context().close();
});

test("what is wrong is told at its field, and what somebody else has saved is not written over", async () => {
  const page = await openRules("/rules/harsh_braking?group=Vans");
  await braking(page).fill("3");
  await braking(page).fill("99");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("At most 10.").waitFor();
  expect((await rulesOf("group=Vans")).items.flatMap(({ rules }) => rules)).toEqual([]);

  await braking(page).fill("3");
  const rule = { scope: "group", group: "Vans", type: "harsh_braking" };
  const options = { harshDriving: { brakingMps2: 4 } };
  await system.api.put("/api/detection-rules", { ...rule, options });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Show theirs" }).click();
  await eventually(async () => expect(await braking(page).inputValue()).toBe("4"));
  expect(await brakingOf("group=Vans")).toMatchObject({ brakingMps2: 4 });
  await page.context().close();
});

test("a dispatcher sees what holds, and can neither change nor try it", async () => {
  const page = await openRules("/rules/harsh_braking", DISPATCHER);
  await page.getByText("Owners and managers set rules.").waitFor();
  expect(await braking(page).isDisabled()).toBe(true);
  for (const name of ["Save", "Preview", "Show what would change"]) {
    expect([name, await page.getByText(name, { exact: true }).count()]).toEqual([name, 0]);
  }
  await page.context().close();
});

test("what makes a route is tried and set like any threshold, and has nothing to switch or tell", async () => {
  const page = await openRules("/rules/routes");
  const shortest = page.getByRole("textbox", { name: "Shortest route" });
  await shortest.waitFor();
  expect(await page.getByText("Raise an alert").count()).toBe(0);
  await shortest.fill("10000");

  await page.getByRole("tab", { name: "Preview" }).click();
  await page.getByRole("combobox", { name: "Car", exact: true }).fill(car.licensePlate);
  await page.getByRole("option", { name: car.licensePlate }).click();
  await page.getByRole("button", { name: "Show what would change" }).click();
  await page.locator("what-if-result").getByText("1 → 0").waitFor();

  await page.getByRole("button", { name: "Save" }).click();
  await eventually(async () =>
    expect((await rulesOf()).options["trips"]).toMatchObject({ minRouteM: 10_000 }),
  );
});
