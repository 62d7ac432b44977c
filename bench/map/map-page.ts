import type { Browser, Page } from "playwright-core";
import { openBrowser, openVisitor, untilMapIsDrawn } from "../../e2e/browser.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../operations/demo-fleet.ts";
import { type FleetServer, startFleetServer } from "./fleet-server.ts";
import { mainThreadOf } from "./main-thread.ts";
import { withoutGraphicsCard } from "./page-probe.ts";

/** The live page of a fleet in a browser without a graphics card to wait for. */
export type MapPage = {
  readonly cars: number;
  readonly page: Page;
  readonly server: FleetServer;
  /** CPU time the page's main thread has used, ms. */
  readonly cpuMs: () => number;
  readonly close: () => Promise<void>;
};

/** As wide as a desk's screen, with list and map side by side. */
const VIEWPORT = { width: 1_280, height: 800 };

const open = async (browser: Browser, server: FleetServer, cars: number): Promise<MapPage> => {
  const [owner] = DEMO_ACCOUNTS;
  if (!owner) throw new Error("the demo has no account");
  const visitor = await openVisitor(browser, server.url, {
    viewport: VIEWPORT,
    account: { email: owner.email, password: DEMO_PASSWORD },
    hasMap: true,
  });
  await withoutGraphicsCard(visitor);
  const page = await visitor.newPage();
  await page.goto(server.url);
  await untilMapIsDrawn(page);
  await page.waitForFunction((wanted) => window.__roadledger?.counts().placed === wanted, cars);
  return {
    ...{ cars, page, server },
    cpuMs: await mainThreadOf(browser),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
};

/** Opens the page as the build made it, with so many cars on its map. */
export const openMapPage = async (cars: number): Promise<MapPage> => {
  const server = await startFleetServer(cars);
  const browser = await openBrowser();
  try {
    return await open(browser, server, cars);
  } catch (error) {
    await browser.close();
    await server.close();
    throw error;
  }
};
