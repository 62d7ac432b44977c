import { type PageScene, answerUnreadably } from "./scene.ts";

/** What today brings. */
export const TODAY_SCENES: readonly PageScene[] = [
  {
    name: "today",
    path: "/today",
    prepare: async (page) => {
      await page.locator("car-out-row").first().waitFor();
      await page.locator("activity-entry").first().waitFor();
    },
  },
  {
    name: "today-failed",
    path: "/today",
    prepare: async (page) => {
      await answerUnreadably(page, "**/api/today");
      await page.reload();
      await page.getByText("Today could not be loaded").waitFor();
    },
  },
];
