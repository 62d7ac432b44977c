import type { Page } from "playwright-core";
import { type PageScene, type SceneFleet, showCar, answerUnreadably } from "./scene.ts";

/** Follows the link from a car to its replay. */
const openReplay = async (page: Page, fleet: SceneFleet): Promise<void> => {
  await showCar(page, fleet);
  await page.locator("vehicle-panel").locator('a[href^="/replay/"]').first().click();
};

/** Opens the replay of the car that has driven today. */
export const showReplay = async (page: Page, fleet: SceneFleet): Promise<void> => {
  await openReplay(page, fleet);
  await page.locator("replay-scrubber [role=slider]").waitFor();
  await page.locator("replay-map").waitFor();
};

/** A car's recorded day. */
export const REPLAY_SCENES: readonly PageScene[] = [
  {
    name: "replay-choice",
    path: "/replay",
    prepare: (page) => page.locator("replay-picker li").first().waitFor(),
  },
  { name: "replay", path: "/", prepare: showReplay },
  {
    name: "replay-period",
    path: "/",
    prepare: async (page, fleet) => {
      await showReplay(page, fleet);
      await page.getByRole("button", { name: /^Period:/ }).click();
      await page.getByRole("button", { name: "Apply" }).waitFor();
    },
  },
  {
    name: "replay-empty",
    path: "/",
    prepare: async (page, fleet) => {
      await showReplay(page, fleet);
      await page.getByRole("button", { name: /^The (day|period) before$/ }).click();
      await page.getByText("Nothing was heard of").waitFor();
    },
  },
  {
    name: "replay-failed",
    path: "/",
    prepare: async (page, fleet) => {
      await answerUnreadably(page, "**/locations?*");
      await openReplay(page, fleet);
      await page.getByText("The recording could not be loaded").waitFor();
    },
  },
];
