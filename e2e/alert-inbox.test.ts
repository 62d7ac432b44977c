import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Alert } from "../contracts/alert.ts";
import { signIn } from "./api.ts";
import { openBrowser, openPage, untilMapIsDrawn } from "./browser.ts";
import { fixAt, publishFixes } from "./drive.ts";
import { eventually } from "./eventually.ts";
import { tabTo } from "./keyboard.ts";
import { alertOf, anOverdueCar, expectStatus } from "./overdue-car.ts";
import { accountOf, rolesWith } from "./role-account.ts";
import {
  registerBranch,
  runSystem,
  type RunningSystem,
  type TrackedCar,
} from "./running-system.ts";

declare global {
  interface Window {
    /** What the page gave to the loudspeaker and to the desktop. */
    signalled?: string[];
  }
}

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

const overdue = (facts?: { readonly branchId: string }): Promise<TrackedCar> =>
  anOverdueCar(system, facts);
const alertOfCar = (car: TrackedCar): Promise<Alert> => alertOf(system, car);
const expectCar = (car: TrackedCar, status: Alert["status"]): Promise<void> =>
  expectStatus(system, car, status);

const openAt = async (path: string, options = {}, seenIn = browser): Promise<Page> => {
  const account = system.owner;
  return (await openPage(seenIn, system.httpUrl + path, { account, ...options })).page;
};
const openInbox = (options = {}): Promise<Page> => openAt("/alerts", options);
const rowOf = (page: Page, { licensePlate }: TrackedCar) =>
  page.locator("alert-row").filter({ hasText: licensePlate });

test.each(rolesWith("alerts:handle"))(
  "a %s acknowledges, assigns, snoozes, undoes and resolves an alert by keyboard alone",
  async (role) => {
    const account = await accountOf(system, role);
    const page = await openAt("/", { account });
    await untilMapIsDrawn(page);
    const car = await overdue();
    // told of wherever one is, with the way to it
    const notice = page.locator("toast-region").getByText(`Overdue: ${car.licensePlate}`);
    await notice.waitFor();
    await tabTo(page, page.getByRole("button", { name: "Look" }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `Overdue: ${car.licensePlate}` }).waitFor();
    const { id } = await alertOfCar(car);
    expect(new URL(page.url()).pathname).toBe(`/alerts/${id}`);
    await page.keyboard.press("Escape");
    await page.waitForURL(`${system.httpUrl}/alerts`);
    await page.getByRole("listbox", { name: "Alerts" }).waitFor();
    await rowOf(page, car).waitFor();

    await page.keyboard.press("a");
    await expectCar(car, "acknowledged");
    await notice.waitFor({ state: "detached" });
    await page.keyboard.press("m");
    await page.getByRole("button", { name: "Me", exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await expectCar(car, "assigned");
    await rowOf(page, car).getByText("Assigned").waitFor();
    await page.keyboard.press("s");
    await page.getByRole("button", { name: "For an hour" }).waitFor();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("calls at three");
    await tabTo(page, page.getByRole("button", { name: "For an hour" }));
    await page.keyboard.press("Enter");
    await expectCar(car, "snoozed");
    await rowOf(page, car).waitFor({ state: "detached" });
    await page.keyboard.press("z");
    await expectCar(car, "assigned");
    await rowOf(page, car).waitFor();

    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.locator("alert-detail .history").getByText("calls at three").waitFor();
    await tabTo(page, page.getByLabel("Note"));
    await page.keyboard.type("spoke to Karin");
    await tabTo(page, page.getByRole("button", { name: "Resolve", exact: true }));
    await page.keyboard.press("Enter");
    await expectCar(car, "resolved");
    await page.locator("alert-detail .history").getByText("spoke to Karin").waitFor();
    await page.context().close();
  },
);

test("a note is added from the row by a key, and the alert stays as it was", async () => {
  const car = await overdue();
  const page = await openInbox();
  await rowOf(page, car).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.getByRole("heading", { name: "Add a note" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Write something first.").waitFor();
  await page.keyboard.type("on her way back");
  await page.keyboard.press("Enter");
  await page.locator("toast-region").getByText("Note added").waitFor();
  await expectCar(car, "open");
  await page.keyboard.press("Enter");
  const history = page.locator("alert-detail .history");
  await history.getByText("on her way back").waitFor();
  // how late it was when it was raised, in words
  await history.getByText("Two hours late").waitFor();
  await page.context().close();
});

test("keys keep their place when a row leaves, and rows theirs while somebody is among them", async () => {
  const cars = [await overdue(), await overdue(), await overdue()];
  for (const car of cars) await expectCar(car, "open");
  const page = await openInbox();
  for (const car of cars) await rowOf(page, car).waitFor();
  const active = page.locator('[role="option"].active');
  const carStoodOn = (): Promise<TrackedCar> =>
    eventually(async () => {
      for (const car of cars)
        if ((await active.filter({ hasText: car.licensePlate }).count()) === 1) return car;
      throw new Error("the keyboard stands on no alert of these cars");
    });
  await page.keyboard.press("j");
  const first = await carStoodOn();
  await page.keyboard.press("e");
  await expectCar(first, "resolved");
  await rowOf(page, first).waitFor({ state: "detached" });
  const next = await carStoodOn();
  await page.keyboard.press("a");
  await expectCar(next, "acknowledged");
  await page.keyboard.press("a"); // it has been: nothing happens
  await page.keyboard.press("j");
  const last = await carStoodOn();
  expect(last).not.toBe(next);
  await page.keyboard.press("k");
  expect(await carStoodOn()).toBe(next);
  expect(await page.locator("toast-region .toast.danger").count()).toBe(0);

  const before = await page.locator("alert-row").count();
  const late = await overdue();
  const wait = page.getByRole("button", { name: "One more alert: show it" });
  await eventually(async () => {
    await page.keyboard.press("k");
    expect(await wait.isVisible()).toBe(true);
  });
  expect(await page.locator("alert-row").count()).toBe(before);
  await wait.click();
  await rowOf(page, late).waitFor();
  await page.context().close();
});

test("a step is not taken back over a colleague's, who is named", async () => {
  const branchId = await registerBranch(system.api, "Borås");
  const car = await overdue({ branchId });
  await expectCar(car, "open");
  const ada = { email: "ada@example.com", password: "a third long password" };
  await system.api.post("/api/users", { ...ada, name: "Ada", role: "MANAGER", branchId });
  const colleague = await signIn(system.httpUrl, ada);
  const { id } = await alertOfCar(car);
  const page = await openAt(`/alerts/${id}`);
  await page.getByRole("heading", { name: `Overdue: ${car.licensePlate}` }).waitFor();
  await page.keyboard.press("a");
  await expectCar(car, "acknowledged");
  await page.getByText("Acknowledged", { exact: true }).first().waitFor();
  await colleague.post(`/api/alerts/${id}/resolve`, { resolution: "handled" });
  await page.keyboard.press("u");
  await page.getByText("Not taken back: somebody has gone on since").first().waitFor();
  await page.getByText("Resolved · Ada").first().waitFor();
  await expectCar(car, "resolved");
  await page.context().close();
});

test("what an alert asks for next is one press away in its row", async () => {
  const car = await overdue();
  const page = await openInbox();
  await rowOf(page, car).hover();
  await rowOf(page, car).getByText("Acknowledge").click();
  await expectCar(car, "acknowledged");
  expect(new URL(page.url()).pathname).toBe("/alerts");
  await page.context().close();
});

test("who looks after an alert is seen by the others at once", async () => {
  const car = await overdue();
  const [one, other] = [await openInbox(), await openInbox()];
  for (const page of [one, other]) await rowOf(page, car).waitFor();
  await rowOf(one, car).click();
  await one.getByRole("button", { name: "Assign to me" }).click();
  await rowOf(other, car)
    .getByText(/^Assigned · \S/)
    .waitFor();
  await Promise.all([one.context().close(), other.context().close()]);
});

test("on a phone an overdue car is found, opened, its alert acknowledged, and that taken back", async () => {
  const car = await overdue();
  const page = await openAt("/", { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.getByRole("link", { name: /Alerts/ }).tap();
  await rowOf(page, car).tap();
  await page.getByRole("button", { name: "Acknowledge" }).tap();
  await expectCar(car, "acknowledged");
  await page.getByRole("button", { name: "Undo" }).tap();
  await expectCar(car, "open");
  await page.context().close();
});

test("several are marked, handled at once and taken back at once, by keyboard alone", async () => {
  const cars = [await overdue(), await overdue(), await overdue()];
  for (const car of cars) await expectCar(car, "open");
  const page = await openInbox();
  for (const car of cars) await rowOf(page, car).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Home");
  await page.keyboard.press("x");
  await page.getByText("1 selected").waitFor();
  await page.keyboard.press("Control+a");
  const shown = await page.locator('[role="option"]').count();
  await page.getByText(`${shown} selected`).waitFor();
  expect(await page.locator('[role="option"][aria-checked="true"]').count()).toBe(shown);
  await page.keyboard.press("a");
  for (const car of cars) await expectCar(car, "acknowledged");
  await page.getByText(/^\d+ alerts$/).waitFor();
  await page.keyboard.press("u");
  for (const car of cars) await expectCar(car, "open");
  await page.keyboard.press("x");
  await page.keyboard.press("Escape");
  await page.locator("mark-bar").waitFor({ state: "detached" });
  await page.context().close();
});

test("an alert is given to somebody else, and put off until a time of one's own", async () => {
  const branchId = await registerBranch(system.api, "Göteborg", "Europe/Stockholm");
  const car = await overdue({ branchId });
  await expectCar(car, "open");
  const colleague = { email: "bo@example.com", password: "a third long password", name: "Bo" };
  await system.api.post("/api/users", { ...colleague, role: "DISPATCHER", branchId });
  const page = await openInbox();
  await rowOf(page, car).click();
  await page.getByRole("button", { name: "Assign to", exact: true }).click();
  await page.getByRole("menuitem", { name: "Bo" }).click();
  await rowOf(page, car).getByText("Assigned · Bo").waitFor();

  await page.locator("alert-drawer").getByRole("button", { name: "Snooze" }).click();
  await page.getByRole("menuitem", { name: "Another time…" }).click();
  const until = page.locator("alert-drawer snooze-dialog");
  await until.getByLabel("Snooze until").fill("2020-01-01T08:00");
  await until.getByRole("button", { name: "Snooze", exact: true }).click();
  await until.getByText("Choose a time that is still to come.").waitFor();
  await until.getByLabel("Snooze until").fill("2099-01-01T08:00");
  await until.getByRole("button", { name: "Snooze", exact: true }).click();
  await expectCar(car, "snoozed");
  const { id, snoozedUntil } = await alertOfCar(car);
  expect(snoozedUntil).toBe("2099-01-01T07:00:00.000Z");
  await system.api.post(`/api/alerts/${id}/unsnooze`, {});
  await page.context().close();
});

test("the map beside the list shows where, and leads to the alert", async () => {
  const car = await overdue();
  await publishFixes(system, car, [fixAt(Date.now(), 0, 0)]);
  await expectCar(car, "open");
  const { id } = await alertOfCar(car);
  const page = await openInbox({ viewport: { width: 1300, height: 700 } });
  await untilMapIsDrawn(page);
  const spot = () => page.evaluate((each) => window.__roadledger?.screen(each), id);
  await eventually(async () => expect(await spot()).toBeDefined());
  const map = await page.locator("alert-map").boundingBox();
  await eventually(async () => {
    const { x = 0, y = 0 } = (await spot()) ?? {};
    await page.mouse.click((map?.x ?? 0) + x, (map?.y ?? 0) + y);
    expect(new URL(page.url()).pathname).toBe(`/alerts/${id}`);
  });
  await page.getByRole("heading", { name: `Overdue: ${car.licensePlate}` }).waitFor();
  expect(await page.evaluate(() => window.__roadledger?.picked())).toBe(id);
  await page.context().close();
});

test("a notice lies on none of the steps one can take", async () => {
  const car = await overdue();
  const page = await openInbox();
  await rowOf(page, car).click();
  await page.getByRole("button", { name: "Acknowledge" }).click();
  // Pointed at, the notice stays.
  await page.getByRole("button", { name: "Undo" }).hover();
  const notice = await page.locator("toast-region .toast").last().boundingBox();
  const steps = await page.locator("alert-drawer .buttons").boundingBox();
  if (!notice || !steps) throw new Error("no notice or no steps on the page");
  const isAbove = notice.y + notice.height <= steps.y;
  expect(isAbove || notice.y >= steps.y + steps.height).toBe(true);
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await expectCar(car, "resolved");
  await page.context().close();
});

test("an alert sounds, and is on the desktop while nobody looks, from the severity that was chosen", async () => {
  const desktop = await openBrowser({ notifies: true });
  const page = await openAt("/alerts", { permissions: ["notifications"] }, desktop);
  // Neither loudspeaker nor desktop can be asked what they were given.
  await page.addInitScript(() => {
    document.hasFocus = () => false;
    const { Notification: Native, OscillatorNode: Oscillator } = window;
    window.signalled = [];
    window.Notification = class extends Native {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        window.signalled?.push(title);
      }
    };
    window.OscillatorNode = class extends Oscillator {
      override start(when?: number): void {
        super.start(when);
        window.signalled?.push("note");
      }
    };
  });
  await page.reload();
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("button", { name: "Notifications" }).click();
  const signalled = () => page.evaluate(() => window.signalled?.splice(0) ?? []);
  await page.getByRole("button", { name: "Play the tone" }).click();
  await eventually(async () => expect(await signalled()).toContain("note"));
  await page.getByRole("combobox", { name: "Tone" }).selectOption("Everything");
  await page
    .getByRole("combobox", { name: "Notification on the desktop" })
    .selectOption("Warnings and worse");
  await page.getByRole("button", { name: "Done" }).click();
  await signalled();
  const car = await overdue();
  const heard: string[] = [];
  await eventually(async () => {
    heard.push(...(await signalled()));
    expect(heard).toEqual(expect.arrayContaining(["note", `Overdue: ${car.licensePlate}`]));
  });
  await desktop.close();
});

test("the part of the inbox that is shown stays marked, however often it is chosen", async () => {
  const page = await openInbox();
  const chip = (name: string) => page.locator("filter-chip").getByRole("button", { name });
  await chip("Snoozed").click();
  await chip("Snoozed").click();
  await page.getByText("Nothing is snoozed").waitFor();
  expect(await chip("Snoozed").getAttribute("aria-pressed")).toBe("true");
  expect(await chip("Open").getAttribute("aria-pressed")).toBe("false");
  // and is in the address, for who reloads or passes it on
  await page.reload();
  await page.getByText("Nothing is snoozed").waitFor();
  expect(await chip("Snoozed").getAttribute("aria-pressed")).toBe("true");
  await page.context().close();
});

test("the address of an alert shows it also when newer ones fill the list, and says when there is none", async () => {
  const car = await overdue();
  await expectCar(car, "open");
  const { id } = await alertOfCar(car);
  await system.api.post(`/api/alerts/${id}/resolve`, { resolution: "handled" });
  const page = await openInbox();
  await page.route("**/api/alerts?status=resolved*", (route) =>
    route.fulfill({ json: { items: [], nextCursor: null } }),
  );
  await page.goto(`${system.httpUrl}/alerts/${id}`);
  await page.getByRole("heading", { name: `Overdue: ${car.licensePlate}` }).waitFor();
  const story = `\u2068${car.licensePlate}\u2069: the car is not back although its booking has ended`;
  await page.locator("alert-detail").getByText(story).waitFor();
  const replay = page.getByRole("link", { name: "Watch it in the replay" });
  expect(await replay.getAttribute("href")).toContain(`/replay/${car.vehicleId}?from=`);
  await page.goto(`${system.httpUrl}/alerts/${crypto.randomUUID()}`);
  await page.getByText("This alert could not be found").waitFor();
  await page.waitForURL(`${system.httpUrl}/alerts`);
  await page.context().close();
});

test("who goes down what is resolved comes to the oldest, by keyboard too", async () => {
  const now = Date.now();
  const car = await overdue();
  const alert = await eventually(() => alertOfCar(car));
  const resolved = Array.from({ length: 250 }, (_, at) => ({
    ...{ ...alert, status: "resolved", resolution: "handled", licensePlate: `OLD ${at}` },
    id: `a0000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    resolvedAt: new Date(now - at * 60_000).toISOString(),
  }));
  const page = await openInbox();
  await page.route("**/api/alerts?status=resolved&*", (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get("cursor") ?? 0);
    const [items, isLast] = [resolved.slice(from, from + 100), from + 100 >= resolved.length];
    return route.fulfill({ json: { items, nextCursor: isLast ? null : String(from + 100) } });
  });
  await page.goto(`${system.httpUrl}/alerts?part=resolved`);
  await page.locator("alert-row").filter({ hasText: "OLD 0" }).first().waitFor();
  const list = page.getByRole("listbox", { name: "Alerts" });
  const counted = (text: string) =>
    page.getByRole("button", { name: `Resolved ${text}`, exact: true }).waitFor();
  for (const [last, count] of [
    ["OLD 99", "100+"],
    ["OLD 199", "200+"],
    ["OLD 249", "250"],
  ] as const) {
    await counted(count);
    await list.press("End");
    await page.locator("alert-row").filter({ hasText: last }).waitFor();
  }
  await page.context().close();
});

test("older alerts that cannot be had are told of once, however often one goes to the end", async () => {
  const now = Date.now();
  const car = await overdue();
  const alert = await eventually(() => alertOfCar(car));
  const items = Array.from({ length: 100 }, (_, at) => ({
    ...{ ...alert, status: "resolved", resolution: "handled", licensePlate: `OLD ${at}` },
    id: `b0000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    resolvedAt: new Date(now - at * 60_000).toISOString(),
  }));
  const page = await openInbox();
  let refused = 0;
  await page.route("**/api/alerts?status=resolved&*", (route) => {
    if (!route.request().url().includes("cursor")) {
      return route.fulfill({ json: { items, nextCursor: "next" } });
    }
    refused++;
    return route.abort();
  });
  await page.goto(`${system.httpUrl}/alerts?part=resolved`);
  await page.locator("alert-row").filter({ hasText: "OLD 0" }).first().waitFor();
  const list = page.getByRole("listbox", { name: "Alerts" });
  await eventually(async () => {
    await list.press("Home");
    await page.locator("alert-row").filter({ hasText: "OLD 0" }).first().waitFor();
    await list.press("End");
    await page.locator("alert-row").filter({ hasText: "OLD 99" }).waitFor();
    expect(refused).toBeGreaterThan(2);
  });
  expect(await page.locator("toast-region .toast.danger").count()).toBe(1);
  await page.context().close();
});

/** The bar of what can be done with two alerts that are marked. */
const markTwo = async (page: Page) => {
  for (const row of [0, 1]) await page.locator("virtual-list .mark").nth(row).click();
  await page.getByText("2 selected").waitFor();
  return page.locator("mark-bar");
};

test("several are given to somebody by a press", async () => {
  const cars = [await overdue(), await overdue()];
  for (const car of cars) await expectCar(car, "open");
  const page = await openInbox();
  const bar = await markTwo(page);
  await bar.getByRole("button", { name: "Assign to…" }).click();
  await page.getByRole("heading", { name: "Assign to" }).waitFor();
  await page.context().close();
});

test("on a phone what can be done with several takes two lines, and the rarer steps are in a menu", async () => {
  const cars = [await overdue(), await overdue()];
  for (const car of cars) await expectCar(car, "open");
  const page = await openInbox({ viewport: { width: 360, height: 740 }, hasTouch: true });
  const bar = await markTwo(page);
  expect((await bar.boundingBox())?.height).toBeLessThan(2 * 44 + 20);
  await bar.getByRole("button", { name: "More" }).click();
  await bar.getByRole("menuitem", { name: "Assign to…" }).click();
  await page.getByRole("heading", { name: "Assign to" }).waitFor();
  await page.context().close();
});
