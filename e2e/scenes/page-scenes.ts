import type { Page } from "playwright-core";
import { SETTINGS_SCENES } from "./settings-scenes.ts";

/** A page in one of its states, as quality tests and pictures look at it. */
export type PageScene = {
  /** Names the picture. */
  readonly name: string;
  readonly path: string;
  /** For a visitor nobody knows yet. */
  readonly signedOut?: boolean;
  /** Brings the page into this state and resolves once it has everything it waits for. */
  readonly prepare: (page: Page, fleet: SceneFleet) => Promise<void>;
};

/** What of the fleet behind the pages a scene may show. */
export type SceneFleet = {
  /** A car that has driven today. */
  readonly licensePlate: string;
  /** Pages of shared links: to a car live, and to a route. */
  readonly sharedLivePath: string;
  readonly sharedRoutePath: string;
};

const rowOf = (page: Page, { licensePlate }: SceneFleet) =>
  page.locator("vehicle-row").filter({ hasText: licensePlate }).first();

const showCar = async (page: Page, fleet: SceneFleet): Promise<void> => {
  await rowOf(page, fleet).click();
  await page.locator("day-timeline button").first().waitFor();
};

/** The chosen car's panel with another of its parts. */
const showPart = async (page: Page, fleet: SceneFleet, name: string): Promise<void> => {
  await showCar(page, fleet);
  await page.getByRole("tab", { name }).click();
};

const openReplay = async (page: Page, fleet: SceneFleet): Promise<void> => {
  await showCar(page, fleet);
  await page.locator("vehicle-panel").getByRole("link", { name: "Replay" }).click();
};

const showReplay = async (page: Page, fleet: SceneFleet): Promise<void> => {
  await openReplay(page, fleet);
  await page.locator("replay-scrubber [role=slider]").waitFor();
  await page.locator("replay-map").waitFor();
};

/** Opens a page of another address than the scene begins at. */
const goTo = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);

/** What the server would answer if nothing had been entered yet. */
const pretendEmpty = async (page: Page, ...paths: readonly string[]): Promise<void> => {
  for (const path of paths) {
    await page.route(path, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  }
  await page.reload();
};

/** A device in a car of the fleet, of a kind named as the page names it. */
const registerDevice = async (page: Page, fleet: SceneFleet, kind: string): Promise<void> => {
  await page.getByRole("combobox", { name: "Car" }).fill(fleet.licensePlate);
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText(kind, { exact: true }).click();
  await page.getByRole("button", { name: "Register the device" }).click();
  await page.locator("copy-field").first().waitFor();
};

const showAnalytics = async (page: Page): Promise<void> => {
  await page.locator("use-charts canvas").nth(1).waitFor();
  await page.locator("analytics-page tbody tr").first().waitFor();
};

/** What a changed threshold would have made of the car that has driven today. */
const showPreview = async (page: Page, { licensePlate }: SceneFleet): Promise<void> => {
  await page.getByRole("textbox", { name: "Braking from" }).fill("0.5");
  await page.getByRole("tab", { name: "Preview" }).click();
  await page.getByRole("combobox", { name: "Car", exact: true }).fill(licensePlate);
  await page.getByRole("option", { name: licensePlate }).click();
  await page.getByRole("button", { name: "Show what would change" }).click();
  await page.locator("what-if-result canvas").waitFor();
};

/**
 * Every page, each at least once: one that the navigation leads to and that is missing here fails
 * the quality test. Whoever adds a page adds its states.
 */
export const PAGE_SCENES: readonly PageScene[] = [
  {
    name: "sign-in",
    path: "/",
    signedOut: true,
    prepare: (page) => page.getByLabel("E-mail").waitFor(),
  },
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
      // an answer that nobody can read: a refused one the browser itself would report as an error
      await page.route("**/api/today", (route) => route.fulfill({ json: {} }));
      await page.reload();
      await page.getByText("Today could not be loaded").waitFor();
    },
  },
  {
    name: "live",
    path: "/",
    prepare: (page, fleet) => rowOf(page, fleet).waitFor(),
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
      // an answer that nobody can read: a refused one the browser itself would report as an error
      await page.route("**/api/fuel-events?*", (route) => route.fulfill({ json: {} }));
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
  {
    name: "replay-choice",
    path: "/replay",
    prepare: (page) => page.locator("replay-picker li").first().waitFor(),
  },
  { name: "replay", path: "/", prepare: showReplay },
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
      // an answer that nobody can read: a refused one the browser itself would report as an error
      await page.route("**/locations?*", (route) => route.fulfill({ json: {} }));
      await openReplay(page, fleet);
      await page.getByText("The recording could not be loaded").waitFor();
    },
  },
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
    name: "alerts-marked",
    path: "/alerts",
    prepare: async (page) => {
      await page.locator("alert-row").nth(1).waitFor();
      for (const row of [0, 1]) await page.locator("virtual-list .mark").nth(row).click();
      await page.getByText("2 selected").waitFor();
    },
  },
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
      await page.route("**/api/geofences?*", (route) =>
        route.fulfill({ json: { items: [], nextCursor: null } }),
      );
      await page.reload();
      await page.getByRole("button", { name: "Draw the first" }).waitFor();
    },
  },
  {
    name: "zones-failed",
    path: "/geofences",
    prepare: async (page) => {
      // an answer that nobody can read: a refused one the browser itself would report as an error
      await page.route("**/api/geofences?*", (route) => route.fulfill({ json: {} }));
      await page.reload();
      await page.getByText("The zones could not be loaded").waitFor();
    },
  },
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
      // an answer that nobody can read: a refused one the browser itself would report as an error
      await page.route("**/api/detection-rules/in-force", (route) => route.fulfill({ json: {} }));
      await page.reload();
      await page.getByText("The rules could not be loaded").waitFor();
    },
  },
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
      // an answer that nobody can read: a refused one the browser itself would report as an error
      await page.route("**/api/analytics?*", (route) => route.fulfill({ json: {} }));
      await page.reload();
      await page.getByText("The figures could not be loaded").waitFor();
    },
  },
  ...SETTINGS_SCENES,
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
  {
    name: "not-found",
    path: "/no-such-page",
    prepare: (page) => page.getByRole("heading", { name: "There is no such page" }).waitFor(),
  },
];

/** The design page with everything on it drawn. */
export const prepareDesignPage = async (page: Page): Promise<void> => {
  await page.locator("time-chart canvas").nth(1).waitFor();
};
