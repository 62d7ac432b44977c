import type { Page } from "playwright-core";

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

/** The row of the car that has driven today. */
export const rowOf = (page: Page, { licensePlate }: SceneFleet) =>
  page.locator("vehicle-row").filter({ hasText: licensePlate }).first();

/** Opens that car in its drawer, with its day. */
export const showCar = async (page: Page, fleet: SceneFleet): Promise<void> => {
  await rowOf(page, fleet).click();
  await page.locator("day-timeline button").first().waitFor();
};

/** What the server would answer if nothing had been entered yet. */
export const pretendEmpty = async (page: Page, ...paths: readonly string[]): Promise<void> => {
  for (const path of paths) {
    await page.route(path, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  }
  await page.reload();
};

/**
 * Shows the page anew, and has its link to the server fall silent once it shows what it waits for:
 * open still, as on a bad line.
 */
export const loseLink = async (page: Page, ready: () => Promise<void>): Promise<void> => {
  let isCut = false;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => isCut || server.send(message));
    server.onMessage((message) => isCut || socket.send(message));
  });
  await page.reload();
  await ready();
  isCut = true;
};

/** An answer that nobody can read: a refused one the browser itself would report as an error. */
export const answerUnreadably = async (page: Page, path: string): Promise<void> => {
  await page.route(path, (route) => route.fulfill({ json: {} }));
};
