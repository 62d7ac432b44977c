// Takes a picture of every page in each of its states, on a phone and on a desktop, light and dark,
// into screenshots/: to be looked at before a change of looks is handed in. Starts a demo of its own
// unless it is told of a running one.
//
//   npm run screenshots -- [DASHBOARD_URL]
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../operations/demo-fleet.ts";
import { inCheckout } from "../starter/checkout.ts";
import { signIn } from "./api.ts";
import { openBrowser } from "./browser.ts";
import { serveDesignPage } from "./design-page.ts";
import { eventually } from "./eventually.ts";
import { POINTERS, SCREENS } from "./page-measures.ts";
import { startProgram } from "./program.ts";
import { PAGE_SCENES, prepareDesignPage } from "./scenes/page-scenes.ts";
import type { PageScene, SceneFleet } from "./scenes/scene.ts";
import { shareForScenes } from "./share-links.ts";

const FOLDER = inCheckout("screenshots");
const THEMES = ["light", "dark"] as const;
/** A browser without a graphics card draws a large map slowly, ms. */
const PATIENCE_MS = 120_000;
/** How soon a demo must have a route to show, ms. */
const DRIVEN_WITHIN_MS = 180_000;
/** From the last thing a scene waits for to the last tile and label of its map, ms. */
const SETTLED_AFTER_MS = 6_000;

type Look = {
  readonly screen: keyof typeof SCREENS;
  readonly colorScheme: (typeof THEMES)[number];
};
const LOOKS: readonly Look[] = (["phone", "wide"] as const).flatMap((screen) =>
  THEMES.map((colorScheme) => ({ screen, colorScheme })),
);

/** A demo that has driven for a while, and how to end it. */
const startDemo = async (): Promise<{ url: string; stop: () => Promise<void> }> => {
  const dataDir = await mkdtemp(join(tmpdir(), "roadledger-screenshots-"));
  const demo = startProgram("starter/main.js", {
    DATA_DIR: dataDir,
    HTTP_PORT: "0",
    MQTT_PORT: "0",
  });
  await demo.prints(/Ctrl-C stops everything/);
  const [, url = ""] = await demo.prints(/Dashboard +(http:\S+)/);
  const stop = async (): Promise<void> => {
    demo.interrupt();
    await demo.ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url, stop };
};

const openPage = async (browser: Browser, { screen, colorScheme }: Look): Promise<Page> => {
  const isPhone = screen === "phone";
  const context = await browser.newContext({
    viewport: SCREENS[screen],
    colorScheme,
    locale: "en-GB",
    reducedMotion: "reduce",
    ...POINTERS[screen],
    deviceScaleFactor: isPhone ? 2 : 1,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
};

const fileOf = (name: string, { screen, colorScheme }: Look): string =>
  join(FOLDER, `${name}-${screen}-${colorScheme}.png`);

const OWNER = { email: DEMO_ACCOUNTS[0]?.email ?? "", password: DEMO_PASSWORD };

type Car = { readonly vehicleId: string; readonly licensePlate: string };

/** A car that drives, to look at. */
const chooseCar = async (url: string): Promise<SceneFleet> => {
  const api = await signIn(url, OWNER);
  const { items: routes } = await api.get<{ items: { vehicleId: string; status: string }[] }>(
    "/api/routes?limit=1000",
  );
  const { items: cars } = await api.get<{ items: Car[] }>("/api/live");
  const driving = routes.find(({ status }) => status === "IN_PROGRESS") ?? routes[0];
  const car = cars.find(({ vehicleId }) => vehicleId === driving?.vehicleId);
  if (!car) throw new Error("no car has driven today: let the demo drive first");
  return { ...car, ...(await shareForScenes(api, car.vehicleId)) };
};

type Site = { readonly url: string; readonly fleet: SceneFleet };

const takeScene = async (browser: Browser, { url, fleet }: Site, scene: PageScene, look: Look) => {
  const page = await openPage(browser, look);
  const data = OWNER;
  if (!scene.signedOut) await page.context().request.post(`${url}/api/session`, { data });
  await page.goto(url + scene.path);
  await scene.prepare(page, fleet);
  await page.waitForTimeout(SETTLED_AFTER_MS);
  await page.screenshot({ path: fileOf(scene.name, look) });
  await page.context().close();
};

/** The whole length of the design page, which scrolls inside itself. */
const takeDesign = async (browser: Browser, url: string, look: Look) => {
  const page = await openPage(browser, look);
  await page.goto(url);
  await prepareDesignPage(page);
  const height = await page.locator("design-page").evaluate((element) => element.scrollHeight);
  await page.setViewportSize({ width: SCREENS[look.screen].width, height });
  await page.locator("sample-car-row").first().waitFor();
  await page.screenshot({ path: fileOf("design", look) });
  await page.context().close();
};

await mkdir(FOLDER, { recursive: true });
const [givenUrl] = process.argv.slice(2);
const demo = givenUrl === undefined ? await startDemo() : undefined;
const design = await serveDesignPage();
const browser = await openBrowser();
const url = demo?.url ?? givenUrl ?? "";
try {
  // A demo sends the hour before its start first, and all of it has to be folded.
  const site = { url, fleet: await eventually(() => chooseCar(url), DRIVEN_WITHIN_MS) };
  for (const look of LOOKS) {
    await takeDesign(browser, design.url, look);
    for (const scene of PAGE_SCENES) await takeScene(browser, site, scene, look);
  }
  process.stdout.write(`the pictures are in ${FOLDER}\n`);
} finally {
  await browser.close();
  await design.close();
  await demo?.stop();
}
