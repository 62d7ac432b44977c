import type { Page } from "playwright-core";
import { type PageScene, type SceneFleet, pretendEmpty } from "./scene.ts";

/** A device in a car of the fleet, of a kind named as the page names it. */
const registerDevice = async (page: Page, fleet: SceneFleet, kind: string): Promise<void> => {
  await page.getByRole("combobox", { name: "Car" }).fill(fleet.licensePlate);
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText(kind, { exact: true }).click();
  await page.getByRole("button", { name: "Register the device" }).click();
  await page.locator("copy-field").first().waitFor();
};

/** The first steps of a fleet, and a device more. */
export const SETUP_SCENES: readonly PageScene[] = [
  {
    name: "set-up-owner",
    path: "/",
    signedOut: true,
    prepare: async (page) => {
      await page.route("**/api/setup", (route) => route.fulfill({ json: { ownerNeeded: true } }));
      await page.reload();
      await page.getByRole("button", { name: "Become the owner" }).click();
      await page.getByText("This is missing.").first().waitFor();
    },
  },
  {
    name: "set-up-branch",
    path: "/setup",
    prepare: async (page) => {
      await pretendEmpty(page, "**/api/branches", "**/api/vehicles?*", "**/api/devices?*");
      await page.getByRole("heading", { name: "Your branch" }).waitFor();
    },
  },
  {
    name: "set-up-car",
    path: "/setup",
    prepare: async (page) => {
      await pretendEmpty(page, "**/api/vehicles?*", "**/api/devices?*");
      await page.getByRole("heading", { name: "The first car" }).waitFor();
    },
  },
  {
    name: "set-up-device",
    path: "/setup",
    prepare: async (page) => {
      await pretendEmpty(page, "**/api/devices?*");
      await page.getByText("Teltonika", { exact: true }).click();
      await page.getByLabel("IMEI").waitFor();
    },
  },
  {
    name: "set-up-done",
    path: "/setup",
    prepare: (page) => page.getByText("Everything is set up").waitFor(),
  },
  {
    name: "device-new",
    path: "/devices/new",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText("Choose a car.").waitFor();
    },
  },
  {
    name: "device-phone",
    path: "/devices/new",
    prepare: async (page, fleet) => {
      await registerDevice(page, fleet, "Traccar Client");
      await page.getByRole("img", { name: "QR code that sets up the app" }).waitFor();
    },
  },
  {
    name: "device-tracker",
    path: "/devices/new",
    prepare: async (page, fleet) => {
      await registerDevice(page, fleet, "Anything else");
      await page.reload();
      await page.getByText("The password was shown once").waitFor();
    },
  },
];
