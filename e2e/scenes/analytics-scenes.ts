import type { Page } from "playwright-core";
import { type PageScene, answerUnreadably } from "./scene.ts";

const showAnalytics = async (page: Page): Promise<void> => {
  await page.locator("use-charts canvas").nth(1).waitFor();
  await page.locator("analytics-page tbody tr").first().waitFor();
};

/** What the fleet was used for. */
export const ANALYTICS_SCENES: readonly PageScene[] = [
  {
    name: "analytics",
    path: "/analytics",
    prepare: showAnalytics,
  },
  {
    name: "analytics-drivers",
    path: "/analytics",
    prepare: async (page) => {
      await showAnalytics(page);
      await page.getByRole("button", { name: "By driver" }).click();
      await page.getByRole("columnheader", { name: "Driver" }).waitFor({ state: "attached" });
      await page.locator("analytics-page tbody tr").first().waitFor();
    },
  },
  {
    name: "analytics-car",
    path: "/analytics",
    prepare: async (page) => {
      await showAnalytics(page);
      await page.locator("analytics-page tbody tr").first().click();
      await page.locator("use-drawer score-parts li").first().waitFor();
      await page.locator("behaviour-events").locator("p, li").first().waitFor();
    },
  },
  {
    name: "analytics-empty",
    path: "/analytics?from=2020-01-01&to=2020-02-01",
    prepare: (page) => page.getByText("Nothing was driven in these days").waitFor(),
  },
  {
    name: "analytics-failed",
    path: "/analytics",
    prepare: async (page) => {
      await answerUnreadably(page, "**/api/analytics?*");
      await page.reload();
      await page.getByText("The figures could not be loaded").waitFor();
    },
  },
];
