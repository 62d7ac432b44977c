// Takes the README's pictures of a running demo: the live map with a driving car chosen, light and
// dark, the replay of its day, the alerts, and a phone's Today. Let the demo drive for ten minutes first.
//
//   node dist/e2e/take-readme-pictures.js [DASHBOARD_URL] [LICENSE_PLATE]
import { join } from "node:path";
import {
  chromium,
  devices,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../operations/demo-fleet.ts";
import { findBrowser } from "../starter/browser.ts";
import { inCheckout } from "../starter/checkout.ts";
import { signIn } from "./api.ts";

type Picture = {
  readonly file: string;
  readonly page: BrowserContextOptions;
  readonly path: (car: Car) => string;
  /** Brings the page to what is to be seen. */
  readonly show: (page: Page, car: Car) => Promise<void>;
};
type Car = { readonly vehicleId: string; readonly licensePlate: string };
type Route = Car & { readonly status: string; readonly distanceKm: number };
/** What the page tells of its map: `dashboard/web/page/test-hook.ts`. */
type PageWithHook = { __roadledger?: { displayed(vehicleId: string): unknown } };

const FOLDER = inCheckout("docs/images");
const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const PHONE: BrowserContextOptions = {
  ...devices["iPhone 13"],
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
};
/** How long a page may take, ms: a browser without a graphics card draws the map slowly. */
const DRAWN_WITHIN_MS = 120_000;
/** From a move of the map to its last tile and label, ms. */
const SETTLED_AFTER_MS = 8_000;

const showRoute = async (page: Page, { vehicleId }: Car): Promise<void> => {
  await page.waitForFunction(
    (id) => (globalThis as PageWithHook).__roadledger?.displayed(id) !== undefined,
    vehicleId,
  );
  await page.waitForTimeout(SETTLED_AFTER_MS);
  await page.locator("day-timeline button.route").first().click();
  await page.mouse.move(700, 20); // off everything that lights up
};
const showReplay = async (page: Page): Promise<void> => {
  await page.locator("replay-scrubber [role=slider]").waitFor();
  await page.locator("replay-map").waitFor();
};
const showAlert = async (page: Page): Promise<void> => {
  await page.getByRole("option").filter({ hasText: "Fuel drained" }).first().click();
  await page.getByRole("heading", { name: /Fuel drained/ }).waitFor();
};
const showToday = (page: Page): Promise<void> => page.locator("activity-entry").first().waitFor();

const PICTURES: readonly Picture[] = [
  ...(["light", "dark"] as const).map((colorScheme) => ({
    file: `live-${colorScheme}.png`,
    page: { ...DESKTOP, colorScheme },
    path: ({ vehicleId }: Car) => `/?vehicle=${vehicleId}`,
    show: showRoute,
  })),
  {
    file: "replay.png",
    page: { ...DESKTOP, colorScheme: "dark" },
    path: ({ vehicleId }) => `/replay/${vehicleId}`,
    show: showReplay,
  },
  {
    file: "alerts.png",
    page: { ...DESKTOP, colorScheme: "light" },
    path: () => "/alerts",
    show: showAlert,
  },
  {
    file: "today-phone.png",
    page: { ...PHONE, colorScheme: "light" },
    path: () => "/today",
    show: showToday,
  },
];

const [dashboard = "http://127.0.0.1:8080", wantedPlate] = process.argv.slice(2);
const email = DEMO_ACCOUNTS[0]?.email ?? "";
const credentials = { email, password: DEMO_PASSWORD };

/** The wanted car, or the one with the longest day among those that drive. */
const chooseCar = async (): Promise<Car> => {
  const api = await signIn(dashboard, credentials);
  const { items } = await api.get<{ items: Route[] }>("/api/routes?limit=1000");
  const lengthKm = (vehicleId: string): number =>
    items.reduce((sum, each) => sum + (each.vehicleId === vehicleId ? each.distanceKm : 0), 0);
  const candidates = items.filter(({ status, licensePlate }) =>
    wantedPlate === undefined ? status === "IN_PROGRESS" : licensePlate === wantedPlate,
  );
  const [longest] = candidates.sort((a, b) => lengthKm(b.vehicleId) - lengthKm(a.vehicleId));
  if (!longest) throw new Error("no car is on a route: let the demo drive first");
  return longest;
};

const take = async (browser: Browser, car: Car, picture: Picture): Promise<void> => {
  const context = await browser.newContext({ reducedMotion: "reduce", ...picture.page });
  const page = await context.newPage();
  page.setDefaultTimeout(DRAWN_WITHIN_MS);
  await context.request.post(`${dashboard}/api/session`, { data: credentials });
  await page.goto(dashboard + picture.path(car));
  await picture.show(page, car);
  await page.waitForTimeout(SETTLED_AFTER_MS);
  await page.screenshot({ path: join(FOLDER, picture.file) });
  await context.close();
};

const car = await chooseCar();
const executablePath = await findBrowser();
if (executablePath === undefined) throw new Error("no Chromium or Chrome on this machine");
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
});
try {
  for (const picture of PICTURES) await take(browser, car, picture);
} finally {
  await browser.close();
}
