import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openBrowser, openPage } from "./browser.ts";
import { type DesignPage, serveDesignPage } from "./design-page.ts";
import { eventually } from "./eventually.ts";
import { widerThanTheirBox } from "./page-measures.ts";
import { prepareDesignPage } from "./scenes/page-scenes.ts";

let design: DesignPage;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  design = await serveDesignPage();
});
beforeEach(async () => {
  ({ page } = await openPage(browser, design.url, { viewport: { width: 1_200, height: 800 } }));
  page.setDefaultTimeout(10_000);
  await prepareDesignPage(page);
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  await design.close();
});

const expectText = (element: Locator, text: string | RegExp): Promise<void> =>
  element.filter({ hasText: text }).waitFor();

/** The text of what has the keyboard, shadow trees included. */
const focusedText = (): Promise<string> =>
  page.evaluate(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return (
      (focused?.getAttribute("aria-label") ?? (focused as HTMLElement).innerText).split("\n")[0] ??
      ""
    );
  });
const expectFocus = (text: string): Promise<void> =>
  eventually(async () => expect(await focusedText()).toBe(text));

test("a table is walked cell by cell, and Enter picks the row", async () => {
  const table = page.locator("#cars");
  await table.locator('[data-cell="0:0"]').focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await expectFocus((await table.locator('[data-cell="1:4"]').textContent())?.trim() ?? "");
  await page.keyboard.press("Enter");
  await table.locator('tr[aria-selected="true"]', { hasText: "ABC 101" }).waitFor();
});

test("a table is put in order by its heads, and goes on at its end", async () => {
  const table = page.locator("#cars");
  const first = table.locator("tbody tr").first();
  await expectText(first, "ABC 100");
  await table.getByRole("button", { name: "Plate" }).click();
  await expectText(first, "ABC 119");
  expect(await table.locator("th").first().getAttribute("aria-sort")).toBe("descending");
  expect(await table.locator("tbody tr").count()).toBe(6);
  await table.getByRole("button", { name: "Show more" }).click();
  await eventually(async () => expect(await table.locator("tbody tr").count()).toBe(12));
});

test("a list of ten thousand holds the rows in sight, and the keyboard reaches the last", async () => {
  const list = page.locator("virtual-list");
  // rows out of sight are not in the page
  await list.scrollIntoViewIfNeeded();
  await list.locator("sample-car-row").first().waitFor();
  expect(await list.locator('[role="option"]').count()).toBeLessThan(60);
  await list.locator('[role="listbox"]').focus();
  await page.keyboard.press("End");
  await expectText(list.locator(".row.active"), "ABC 10099");
});

test("a combobox completes what is typed, and takes half a name back", async () => {
  const box = page.locator("#driver");
  const field = box.getByRole("combobox");
  await field.click();
  await field.pressSequentially("lin");
  await eventually(async () => expect(await box.getByRole("option").count()).toBe(2));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await eventually(async () => expect(await field.inputValue()).toBe("Linnéa Holm"));
  await field.fill("nobody at all");
  await expectText(box.locator("#list"), "Nothing matches");
  await page.keyboard.press("Escape");
  await eventually(async () => expect(await field.inputValue()).toBe("Linnéa Holm"));
  expect(await field.getAttribute("aria-expanded")).toBe("false");
});

test("a combobox whose search fails says so", async () => {
  const box = page.locator("combo-box", { hasText: "Customer" });
  await box.getByRole("combobox").click();
  await expectText(box.locator("#list"), "did not get through");
  await page.keyboard.press("Escape");
});

test("a dialog holds the keyboard, Escape leaves it, and the keyboard is back where it was", async () => {
  await page.locator("#open-confirm").focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /Remove the fence/ });
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await expectFocus("Confirm…");
});

test("what was done can be undone from its notice", async () => {
  await page.locator("#open-confirm").click();
  await page.locator("confirm-dialog").getByRole("button", { name: "Remove the fence" }).click();
  await expectText(page.locator("#answer"), "removed");
  await page.locator("toast-region").getByRole("button", { name: "Undo" }).click();
  await expectText(page.locator("#answer"), "restored");
});

test("Enter in a field sends the form of its dialog", async () => {
  await page.locator("#open-form").click();
  const name = page.locator("modal-dialog").getByRole("textbox", { name: "Name" });
  await name.fill("Harbour");
  await name.press("Enter");
  await expectText(page.locator("#answer"), "renamed to Harbour");
});

test("a menu is opened, searched by letter and left by keyboard", async () => {
  const menu = page.locator("#menu");
  await menu.locator("#button").focus();
  await page.keyboard.press("ArrowDown");
  await expectFocus("Acknowledge");
  await page.keyboard.press("e");
  await expectFocus("Edit the note");
  await page.keyboard.press("Enter");
  await expectText(page.locator("#chosen"), "edit");
  await expectFocus("Actions");
});

test("arrow keys walk the tabs", async () => {
  const tabs = page.locator("tab-panels");
  await tabs.getByRole("tab", { name: "Today" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByText("Three alerts are open.").waitFor();
  await page.keyboard.press("End");
  await page.getByText("Reports every ten seconds.").waitFor();
});

test("a drawer takes the keyboard, and gives it back", async () => {
  await page.locator("#open-drawer").click();
  await page.getByRole("dialog", { name: "ABC 123" }).waitFor();
  await expectFocus("ABC 123");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "ABC 123" }).waitFor({ state: "hidden" });
  await expectFocus("Open the drawer");
});

test("a number is taken with a comma, and one out of bounds is told its bound", async () => {
  const field = page.locator("#litres");
  await field.getByRole("textbox").fill("12,5");
  expect(await field.evaluate((element: Element & { value?: unknown }) => element.value)).toBe(
    12.5,
  );
  await field.getByRole("textbox").fill("500");
  await expectText(field.locator(".error"), "At most 80.");
  await field.getByRole("textbox").fill("many");
  await expectText(field.locator(".error"), "This is not a number.");
});

test("a time is that of the branch", async () => {
  const due = page.locator("#due");
  expect(await due.locator("input").inputValue()).toBe("2026-03-29T14:30");
  await expectText(due.locator(".hint"), "Europe/Stockholm");
});

test("a period that ends before it begins is refused with the reason", async () => {
  const period = page.locator("#period");
  await period.locator("#button").click();
  await period.getByLabel("From").fill("2026-03-09");
  await period.getByLabel("To").fill("2026-03-03");
  await expectText(period.locator(".error"), "before the start");
  await period.getByLabel("To").fill("2026-03-12");
  await period.getByRole("button", { name: "Apply" }).click();
  await expectText(period.locator("#button"), /Mar 9\s?–\s?12/);
});

test("a chart is read by keyboard, and its figures stand in a table", async () => {
  const chart = page.locator("#day");
  await chart.locator(".plot").focus();
  await page.keyboard.press("End");
  await expectText(chart.locator(".legend"), /Speed[\s\S]*km\/h[\s\S]*18:50/);
  await chart.getByRole("button", { name: "Show as a table" }).click();
  await expectText(chart.locator("tbody tr").last(), /18:50[\s\S]*km\/h/);
  await chart.getByRole("button", { name: "Show as a chart" }).click();
  await chart.locator("canvas").waitFor();
});

test("a tooltip shows for the keyboard and describes its element", async () => {
  await page.locator("#tipped").focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await page.locator("tool-tip [popover]").filter({ visible: true }).waitFor();
  expect(await page.locator("#tipped").getAttribute("aria-description")).toContain("24 hours");
});

test("another language is spoken at once, and on the next visit", async () => {
  await page.getByLabel("Language").selectOption({ label: "Deutsch" });
  await expectText(page.locator("#cars .foot"), "Zeilen");
  expect(await page.locator("html").getAttribute("lang")).toBe("de-DE");
  await page.reload();
  await prepareDesignPage(page);
  await expectText(page.locator("#cars .foot"), "Zeilen");
});

test.each(["Svenska", "Deutsch", "Español"])("in %s the kit fits a phone", async (label) => {
  const opened = await openPage(browser, design.url, { viewport: { width: 390, height: 844 } });
  await prepareDesignPage(opened.page);
  await opened.page.getByRole("combobox", { name: "Language" }).selectOption({ label });
  await prepareDesignPage(opened.page);
  expect(await widerThanTheirBox(opened.page)).toEqual([]);
  await opened.page.context().close();
});
