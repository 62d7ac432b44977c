import type { Page } from "playwright-core";
import { showReplay } from "./replay-scenes.ts";
import { type PageScene, showCar } from "./scene.ts";

/** Opens a page of another address than the scene begins at. */
const goTo = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);

/** Links that show one car or route, and what strangers see behind them. */
export const SHARE_SCENES: readonly PageScene[] = [
  {
    name: "share",
    path: "/",
    prepare: async (page, fleet) => {
      await showCar(page, fleet);
      await page.locator("vehicle-panel").getByRole("button", { name: "Share" }).click();
      await page.locator("share-links-list li").first().waitFor();
    },
  },
  {
    name: "share-made",
    path: "/",
    prepare: async (page, fleet) => {
      await showReplay(page, fleet);
      await page.locator("replay-header").getByRole("button", { name: "Share" }).click();
      await page.getByRole("button", { name: "Make the link" }).click();
      await page.locator("copy-field").waitFor();
    },
  },
  {
    name: "shared-live",
    path: "/",
    signedOut: true,
    prepare: async (page, { sharedLivePath }) => {
      await goTo(page, sharedLivePath);
      await page.locator("shared-live-card dl").waitFor();
      await page.locator("fleet-map").waitFor();
    },
  },
  {
    name: "shared-route",
    path: "/",
    signedOut: true,
    prepare: async (page, { sharedRoutePath }) => {
      await goTo(page, sharedRoutePath);
      await page.locator("shared-route-card dl").waitFor();
      await page.locator("fleet-map").waitFor();
    },
  },
  {
    name: "shared-ended",
    path: "/",
    signedOut: true,
    prepare: async (page, { sharedLivePath }) => {
      // a refused answer the browser itself would report as an error
      await page.route("**/api/shared", async (route) => {
        const answer = await route.fetch();
        const json = { ...Object(await answer.json()), expiresAt: "2026-01-01T00:00:00.000Z" };
        await route.fulfill({ json });
      });
      await goTo(page, sharedLivePath);
      await page.getByRole("heading", { name: "This link does not show" }).waitFor();
    },
  },
];
