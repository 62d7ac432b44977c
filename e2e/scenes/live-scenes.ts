import type { Page } from "playwright-core";
import { type PageScene, type SceneFleet, rowOf, showCar, answerUnreadably } from "./scene.ts";

/** The chosen car's panel with another of its parts. */
const showPart = async (page: Page, fleet: SceneFleet, name: string): Promise<void> => {
  await showCar(page, fleet);
  await page.getByRole("tab", { name }).click();
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
    name: "live-account",
    path: "/",
    prepare: async (page, fleet) => {
      await rowOf(page, fleet).waitFor();
      await page.getByRole("button", { name: /^Account of/ }).click();
      await page.getByRole("button", { name: "Sign out" }).waitFor();
    },
  },
];
