import type { Page } from "playwright-core";
import { ALERT_SCENES } from "./alert-scenes.ts";
import { ANALYTICS_SCENES } from "./analytics-scenes.ts";
import { AUDIT_SCENES } from "./audit-scenes.ts";
import { FUEL_SCENES } from "./fuel-scenes.ts";
import { IMPORT_SCENES } from "./import-scenes.ts";
import { LIVE_SCENES } from "./live-scenes.ts";
import { REPLAY_SCENES } from "./replay-scenes.ts";
import { RULE_SCENES } from "./rule-scenes.ts";
import type { PageScene } from "./scene.ts";
import { SETTINGS_SCENES } from "./settings-scenes.ts";
import { SETUP_SCENES } from "./setup-scenes.ts";
import { SHARE_SCENES } from "./share-scenes.ts";
import { TODAY_SCENES } from "./today-scenes.ts";
import { ZONE_SCENES } from "./zone-scenes.ts";

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
  ...TODAY_SCENES,
  ...LIVE_SCENES,
  ...REPLAY_SCENES,
  ...ALERT_SCENES,
  ...FUEL_SCENES,
  ...ZONE_SCENES,
  ...RULE_SCENES,
  ...SETUP_SCENES,
  ...IMPORT_SCENES,
  ...ANALYTICS_SCENES,
  ...AUDIT_SCENES,
  ...SETTINGS_SCENES,
  ...SHARE_SCENES,
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
