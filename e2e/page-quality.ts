import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openVisitor, visit, type WatchedPage } from "./browser.ts";
import { type DesignPage, serveDesignPage } from "./design-page.ts";
import {
  axeViolations,
  COLOUR_RULES,
  cutShort,
  foreignRequests,
  layoutShift,
  POINTERS,
  SCREENS,
  smallTargets,
  widerThanTheirBox,
} from "./page-measures.ts";
import { runSystem, type RunningSystem } from "./running-system.ts";
import { PAGE_SCENES, prepareDesignPage } from "./scenes/page-scenes.ts";
import { showReplay } from "./scenes/replay-scenes.ts";
import { addSceneFleet } from "./scenes/scene-fleet.ts";
import { showCar, type SceneFleet } from "./scenes/scene.ts";

/** A large map in software on a busy machine takes its time, ms. */
const LOOKED_AT_WITHIN_MS = 180_000;

/** Languages with the longest words, and a phone that has the least room for them. */
const LONG_WORDED = ["de-DE", "es-ES", "sv-SE"];
const NARROWEST = { width: 360, height: 740 };

/** Shows the same page in the dark, once its colours have changed. */
const turnDark = async (page: Page): Promise<void> => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
};

/** Nothing a page may do wrong: to readers in light and dark, to its layout, to privacy. */
const expectQuality = async ({ page, requested, errors }: WatchedPage, url: string) => {
  expect(await axeViolations(page)).toEqual([]);
  await turnDark(page);
  expect(await axeViolations(page, COLOUR_RULES)).toEqual([]);
  expect(await widerThanTheirBox(page)).toEqual([]);
  expect(await cutShort(page)).toEqual([]);
  if (await page.evaluate(() => matchMedia("(pointer: coarse)").matches)) {
    expect(await smallTargets(page)).toEqual([]);
  }
  expect(await layoutShift(page)).toBeLessThan(0.1);
  expect(foreignRequests(requested, url)).toEqual([]);
  expect(errors).toEqual([]);
};

/** Looks at every page in each of its states, and at every element of the kit, on such a screen. */
export const lookAtEveryPage = (screen: keyof typeof SCREENS): void => {
  const looked = { viewport: SCREENS[screen], ...POINTERS[screen] };
  let browser: Browser;
  let design: DesignPage;
  let system: RunningSystem;
  let fleet: SceneFleet;
  let owner: BrowserContext;
  let stranger: BrowserContext;

  beforeAll(async () => {
    [browser, design, system] = await Promise.all([openBrowser(), serveDesignPage(), runSystem()]);
    fleet = await addSceneFleet(system);
    owner = await openVisitor(browser, system.httpUrl, { ...looked, account: system.owner });
    stranger = await openVisitor(browser, system.httpUrl, looked);
  });
  afterAll(async () => {
    await browser.close();
    await design.close();
    await system.close();
  });

  test.each(PAGE_SCENES)(
    "$name is readable, fits and stays in place",
    async (scene) => {
      const watched = await visit(scene.signedOut ? stranger : owner, system.httpUrl + scene.path);
      await scene.prepare(watched.page, fleet);
      await expectQuality(watched, system.httpUrl);
      await watched.page.close();
    },
    LOOKED_AT_WITHIN_MS,
  );

  test.each(screen === "phone" ? LONG_WORDED : [])(
    "in %s a car's figures and its replay fit the narrowest of phones",
    async (locale) => {
      const options = { ...looked, viewport: NARROWEST, locale, account: system.owner };
      const visitor = await openVisitor(browser, system.httpUrl, options);
      const { page } = await visit(visitor, system.httpUrl);
      await showCar(page, fleet);
      expect(await widerThanTheirBox(page)).toEqual([]);
      expect(await cutShort(page)).toEqual([]);
      await page.goBack();
      await showReplay(page, fleet);
      await page.locator("replay-figures dd").nth(2).waitFor();
      expect(await widerThanTheirBox(page)).toEqual([]);
      expect(await cutShort(page)).toEqual([]);
      await visitor.close();
    },
    LOOKED_AT_WITHIN_MS,
  );

  test("every element of the kit is so too", async () => {
    const watched = await visit(stranger, design.url);
    await prepareDesignPage(watched.page);
    await expectQuality(watched, design.url);
    await watched.page.close();
  });
};
