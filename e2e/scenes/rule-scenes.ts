import type { Page } from "playwright-core";
import { type PageScene, type SceneFleet, answerUnreadably } from "./scene.ts";

/** What a changed threshold would have made of the car that has driven today. */
const showPreview = async (page: Page, { licensePlate }: SceneFleet): Promise<void> => {
  await page.getByRole("textbox", { name: "Braking from" }).fill("0.5");
  await page.getByRole("tab", { name: "Preview" }).click();
  await page.getByRole("combobox", { name: "Car", exact: true }).fill(licensePlate);
  await page.getByRole("option", { name: licensePlate }).click();
  await page.getByRole("button", { name: "Show what would change" }).click();
  await page.locator("what-if-result canvas").waitFor();
};

/** Detection rules, and what a change of one would have made. */
export const RULE_SCENES: readonly PageScene[] = [
  {
    name: "rules",
    path: "/rules",
    prepare: (page) => page.locator("rule-row").first().waitFor(),
  },
  {
    name: "rule",
    path: "/rules/drain",
    prepare: async (page) => {
      await page.getByRole("textbox", { name: "Least fall, of the tank" }).fill("4");
      await page.getByRole("button", { name: "Back to 6 %" }).waitFor();
    },
  },
  {
    name: "rule-hours",
    path: "/rules/after_hours_motion",
    prepare: async (page) => {
      const label = "Hours in which it may be driven";
      // by the keyboard, as a person does: what moves then was asked for
      await page.getByRole("combobox", { name: label }).press("O");
      await page.locator("week-grid").scrollIntoViewIfNeeded();
    },
  },
  { name: "rule-preview", path: "/rules/harsh_braking", prepare: showPreview },
  {
    name: "rules-failed",
    path: "/rules",
    prepare: async (page) => {
      await answerUnreadably(page, "**/api/detection-rules/in-force");
      await page.reload();
      await page.getByText("The rules could not be loaded").waitFor();
    },
  },
];
