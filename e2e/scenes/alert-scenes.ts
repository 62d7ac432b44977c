import { type PageScene, pretendEmpty } from "./scene.ts";

/** The alert inbox. */
export const ALERT_SCENES: readonly PageScene[] = [
  {
    name: "alerts",
    path: "/alerts",
    prepare: (page) => page.locator("alert-row").first().waitFor(),
  },
  {
    name: "alert",
    path: "/alerts",
    prepare: async (page) => {
      await page.locator("alert-row").first().click();
      await page.locator("alert-detail .history li").first().waitFor();
    },
  },
  {
    name: "alerts-empty",
    path: "/alerts",
    prepare: async (page) => {
      await pretendEmpty(page, "**/api/alerts?*");
      await page.getByText("New alerts appear here by themselves.").waitFor();
    },
  },
  {
    name: "alerts-marked",
    path: "/alerts",
    prepare: async (page) => {
      await page.locator("alert-row").nth(1).waitFor();
      for (const row of [0, 1]) await page.locator("virtual-list .mark").nth(row).click();
      await page.getByText("2 selected").waitFor();
    },
  },
  {
    name: "alerts-assign",
    path: "/alerts",
    prepare: async (page) => {
      await page.locator("alert-row").first().waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("m");
      await page.locator("assign-dialog").getByRole("button").first().waitFor();
    },
  },
  {
    name: "alerts-snooze",
    path: "/alerts",
    prepare: async (page) => {
      await page.locator("alert-row").first().waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("s");
      await page.getByRole("button", { name: "For an hour" }).waitFor();
    },
  },
];
