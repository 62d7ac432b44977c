import type { Page } from "playwright-core";
import {
  type PageScene,
  type SceneFleet,
  answerUnreadably,
  loseLink,
  rowOf,
  showCar,
} from "./scene.ts";

/** The chosen car's panel with another of its parts. */
const showPart = async (page: Page, fleet: SceneFleet, name: string): Promise<void> => {
  await showCar(page, fleet);
  await page.getByRole("tab", { name }).click();
};

/** So far out all cars of a town are drawn on one spot, zoom steps. */
const FAR_OUT = 8;

/** Clicks where the cars are drawn on top of each other. */
const openStack = async (page: Page, fleet: SceneFleet): Promise<void> => {
  await rowOf(page, fleet).waitFor();
  await page.waitForFunction(() => window.__roadledger !== undefined);
  for (let step = 0; step < FAR_OUT; step++) {
    await page.getByRole("button", { name: "Zoom out" }).click();
  }
  // up from under the scale, which stands above a phone's sheet
  await page.locator("fleet-map .maplibregl-canvas").press("ArrowDown");
  const row = await rowOf(page, fleet).getAttribute("id");
  const position = await page.evaluate(
    (id) => window.__roadledger?.screen(id),
    row?.replace("row-", "") ?? "",
  );
  if (!position) throw new Error("the car is not on the map");
  await page.locator("fleet-map").click({ position });
  await page.locator("stack-popover").getByRole("button").nth(1).waitFor();
};

/** The live map, and a car in its drawer. */
export const LIVE_SCENES: readonly PageScene[] = [
  {
    name: "live",
    path: "/",
    prepare: (page, fleet) => rowOf(page, fleet).waitFor(),
  },
  {
    name: "go-to",
    path: "/",
    prepare: async (page, fleet) => {
      await rowOf(page, fleet).waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Go to" }).fill(fleet.licensePlate.slice(0, 2));
      await page.locator("go-to-dialog .option").first().waitFor();
    },
  },
  {
    name: "live-car",
    path: "/",
    prepare: async (page, fleet) => {
      await showCar(page, fleet);
      await page.locator("day-chart canvas").waitFor();
    },
  },
  {
    name: "live-car-failed",
    path: "/",
    prepare: async (page, fleet) => {
      await answerUnreadably(page, "**/api/fuel-events?*");
      await rowOf(page, fleet).click();
      await page.getByText("The day could not be loaded").waitFor();
    },
  },
  {
    name: "live-car-rental",
    path: "/",
    prepare: async (page, fleet) => {
      await showPart(page, fleet, "Rental");
      await page.locator("rental-part section").nth(1).locator("p").first().waitFor();
    },
  },
  {
    name: "live-car-tracker",
    path: "/",
    prepare: async (page, fleet) => {
      await showPart(page, fleet, "Tracker");
      await page.locator("device-part section").nth(1).waitFor();
    },
  },
  {
    name: "live-car-commands",
    path: "/",
    prepare: async (page, fleet) => {
      await showPart(page, fleet, "Commands");
      await page.locator("commands-part").locator("command-row, state-message").first().waitFor();
    },
  },
  {
    name: "live-car-service",
    path: "/",
    prepare: async (page, fleet) => {
      await showCar(page, fleet);
      await page.getByRole("button", { name: "Service…" }).click();
      await page.getByLabel("Day of the last one").waitFor();
    },
  },
  {
    name: "live-car-immobilise",
    path: "/",
    prepare: async (page, fleet) => {
      await showPart(page, fleet, "Commands");
      await page.getByRole("button", { name: "Immobilise…" }).click();
      await page.getByRole("button", { name: "Ask for confirmation" }).click();
      await page.getByText("Say why.").waitFor();
    },
  },
  {
    name: "live-followed",
    path: "/",
    prepare: async (page, fleet) => {
      await showCar(page, fleet);
      await page.waitForFunction(() => window.__roadledger !== undefined);
      await page.keyboard.press("f");
      await page.locator("live-page .following").waitFor();
    },
  },
  {
    name: "live-layers",
    path: "/",
    prepare: async (page, fleet) => {
      await rowOf(page, fleet).waitFor();
      await page.getByRole("button", { name: "Layers" }).click();
      await page.locator("layers-menu").getByRole("checkbox").first().waitFor();
    },
  },
  { name: "live-stack", path: "/", prepare: openStack },
  {
    name: "live-stale",
    path: "/",
    prepare: async (page, fleet) => {
      await loseLink(page, () => rowOf(page, fleet).waitFor());
      await page.locator("fleet-map[stale]").waitFor();
      await page.getByText(/Offline since/).waitFor();
    },
  },
  {
    name: "live-notifications",
    path: "/",
    prepare: async (page, fleet) => {
      await rowOf(page, fleet).waitFor();
      await page.getByRole("button", { name: /^Account of/ }).click();
      await page.getByRole("button", { name: "Notifications" }).click();
      await page.getByRole("button", { name: "Play the tone" }).waitFor();
    },
  },
  {
    name: "live-account",
    path: "/",
    prepare: async (page, fleet) => {
      await rowOf(page, fleet).waitFor();
      await page.getByRole("button", { name: /^Account of/ }).click();
      await page.getByRole("button", { name: "Sign out" }).waitFor();
    },
  },
];
