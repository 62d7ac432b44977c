import { type PageScene, pretendEmpty, answerUnreadably } from "./scene.ts";

/** Geofences, and how one is drawn. */
export const ZONE_SCENES: readonly PageScene[] = [
  {
    name: "zones",
    path: "/geofences",
    prepare: async (page) => {
      await page.locator("fence-row").first().waitFor();
      await page.locator("fence-map").waitFor();
    },
  },
  {
    name: "zone",
    path: "/geofences",
    prepare: async (page) => {
      await page.locator("fence-row").first().click();
      await page.locator("fence-versions tone-tag").first().waitFor();
      await page.locator("draw-tools").waitFor();
    },
  },
  {
    name: "zone-new",
    path: "/geofences/new",
    prepare: async (page) => {
      await page.locator("draw-tools").waitFor();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("A polygon needs three points.").waitFor();
    },
  },
  {
    name: "zones-empty",
    path: "/geofences",
    prepare: async (page) => {
      await pretendEmpty(page, "**/api/geofences?*");
      await page.getByRole("button", { name: "Draw the first" }).waitFor();
    },
  },
  {
    name: "zones-failed",
    path: "/geofences",
    prepare: async (page) => {
      await answerUnreadably(page, "**/api/geofences?*");
      await page.reload();
      await page.getByText("The zones could not be loaded").waitFor();
    },
  },
];
