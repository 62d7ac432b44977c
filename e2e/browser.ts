import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";
import { findBrowser } from "../starter/browser.ts";
import { zoneAtNoon } from "./zone-at-noon.ts";

declare global {
  interface Window {
    /** What the page lets tests ask of its map: `dashboard/web/page/test-hook.ts`. */
    readonly __roadledger?: {
      /** Cars with a place on the map, and how many of them pass the filter. */
      counts(): { readonly placed: number; readonly shown: number };
      /** Longitude and latitude where a car is drawn at this moment. */
      displayed(vehicleId: string): [number, number] | undefined;
      /** Where a car is drawn, CSS pixels from the top left of the map. */
      screen(vehicleId: string): { readonly x: number; readonly y: number } | undefined;
      /** Id of the car that is chosen. */
      picked(): string | undefined;
      /** The rings that stand for several cars, and where their middles are, as of `screen`. */
      clusters?(): readonly {
        readonly cars: number;
        readonly parts: Readonly<Record<string, number>>;
        readonly x: number;
        readonly y: number;
      }[];
      /** Whether a car is drawn itself, not within a ring. */
      isSingle?(vehicleId: string): boolean;
      /** Ids of the cars whose plates are written beneath them. */
      labelled?(): readonly string[];
      /** Names of the zones and depots that are drawn. */
      fences?(): readonly string[];
    };
  }
}

/** Software WebGL, pinned, and nothing that talks to the browser's vendor. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Starting a process for each visitor takes a second of processor time.
  "--renderer-process-limit=1",
];
/** Longest the page may take for anything, ms: software WebGL on a busy machine is slow. */
const PATIENCE_MS = 30_000;

/**
 * A real browser, without a desktop to notify anybody on unless asked for. Throws when none is
 * installed; `npm test` installs one.
 */
export const openBrowser = async ({ notifies = false } = {}): Promise<Browser> => {
  const executablePath = await findBrowser({ notifies });
  if (executablePath === undefined) throw new Error("no browser: install Chromium");
  return chromium.launch({ executablePath, args: FLAGS });
};

/** A page and what it did that nobody sees on it. */
export type WatchedPage = {
  readonly page: Page;
  /** Where every request and WebSocket went. */
  readonly requested: string[];
  /** What it wrote to the console as an error, and what it threw. */
  readonly errors: string[];
};

/** Chromium itself reports an answer of 401 as an error; to the page it means "sign in". */
const isSignInAnswer = (text: string): boolean =>
  text.startsWith("Failed to load resource") && text.includes("401");

type Account = { readonly email: string; readonly password: string };

/** Signs a browser in without the form, and without the map that the form leads to. */
const signInBehind = async (context: BrowserContext, url: string, data: Account): Promise<void> => {
  const response = await context.request.post(new URL("/api/session", url).href, { data });
  if (!response.ok()) throw new Error(`sign-in of ${data.email}: ${await response.text()}`);
};

/**
 * Gives the map nothing to draw, and draws nothing: cutting up a town's streets takes seconds, and a
 * frame in software longer than all the rest of the page. Where things are on the map it knows as ever.
 */
const leaveMapBlank = async (context: BrowserContext): Promise<void> => {
  await context.route("**/basemap/*.geojson", (route) =>
    route.fulfill({ json: { type: "FeatureCollection", features: [] } }),
  );
  await context.addInitScript(() => {
    const draw = (): void => {};
    Object.assign(WebGL2RenderingContext.prototype, {
      drawArrays: draw,
      drawElements: draw,
      drawElementsInstanced: draw,
      drawArraysInstanced: draw,
    });
  });
};

type Visit = BrowserContextOptions & {
  /** Who has signed in before; a visitor nobody knows yet unless given. */
  readonly account?: Account;
  /** Whether the map is drawn, and has its streets, which most tests have no eye for. */
  readonly hasMap?: boolean;
};

/** A browser of somebody who is about to visit a server. */
export const openVisitor = async (
  browser: Browser,
  url: string,
  { account, hasMap = false, ...options }: Visit = {},
): Promise<BrowserContext> => {
  const visitor = await browser.newContext({
    // small enough for software WebGL
    viewport: { width: 800, height: 600 },
    reducedMotion: "reduce",
    timezoneId: zoneAtNoon(),
    // Each visitor would fetch the page twice: once to see it, once to keep it.
    serviceWorkers: "block",
    ...options,
  });
  visitor.setDefaultTimeout(PATIENCE_MS);
  if (!hasMap) await leaveMapBlank(visitor);
  if (account) await signInBehind(visitor, url, account);
  return visitor;
};

/** Opens another page of a visitor. */
export const visit = async (visitor: BrowserContext, url: string): Promise<WatchedPage> => {
  const page = await visitor.newPage();
  const requested: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  page.on("websocket", (socket) => requested.push(socket.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !isSignInAnswer(message.text())) errors.push(message.text());
  });
  await page.goto(url);
  return { page, requested, errors };
};

/** Opens the first page of a visitor. */
export const openPage = async (
  browser: Browser,
  url: string,
  options?: Visit,
): Promise<WatchedPage> => visit(await openVisitor(browser, url, options), url);

/** Fills in the form and sends it. */
export const submitSignIn = async (page: Page, { email, password }: Account): Promise<void> => {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
};

/** Waits for the map. */
export const untilMapIsDrawn = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => window.__roadledger !== undefined);
};

/** Signs in and waits for the map; for today, where a phone lands on it. */
export const signInOnPage = async (page: Page, account: Account): Promise<void> => {
  await submitSignIn(page, account);
  await page.waitForFunction(
    () => window.__roadledger !== undefined || location.pathname === "/today",
  );
};
