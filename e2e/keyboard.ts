import type { Locator, Page } from "playwright-core";

/** More than any page has to pass: Tab has missed what it looked for. */
const MOST_TABS = 60;

/** Walks by Tab, as somebody without a mouse does. Throws when that does not lead to the element. */
export const tabTo = async (page: Page, element: Locator): Promise<void> => {
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    const isThere = await element.evaluate((each) => each.matches(":focus"));
    if (isThere) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${String(element)}`);
};
