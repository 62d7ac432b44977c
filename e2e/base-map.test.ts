import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { writeTileArchive } from "../dashboard/server/base-map/testing.ts";
import { openBrowser, openPage, untilMapIsDrawn } from "./browser.ts";
import { eventually } from "./eventually.ts";
import { runSystem } from "./running-system.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A picture of one colour, 256 pixels wide. */
const pictureOf = async (colour: string): Promise<Buffer> => {
  const page = await browser.newPage();
  const url = await page.evaluate((fill) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 256, height: 256 });
    const context = canvas.getContext("2d");
    if (context) context.fillStyle = fill;
    context?.fillRect(0, 0, 256, 256);
    return canvas.toDataURL("image/png");
  }, colour);
  await page.close();
  return Buffer.from(url.split(",")[1] ?? "", "base64");
};

/** Red, green and blue of the map where nothing lies over it, each from 0 to 255. */
const colourOf = async (page: Page): Promise<readonly number[]> => {
  const picture = (await page.locator("fleet-map").screenshot()).toString("base64");
  const probe = await browser.newPage();
  const rgb = await probe.evaluate(async (base64) => {
    const image = Object.assign(new Image(), { src: `data:image/png;base64,${base64}` });
    await image.decode();
    const { width, height } = image;
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    return [...(context?.getImageData(0.75 * width, 0.85 * height, 1, 1).data ?? [])].slice(0, 3);
  }, picture);
  await probe.close();
  return rgb;
};

const openMap = async (settings: Readonly<Record<string, string>>) => {
  const system = await runSystem({ settings });
  onTestFinished(system.close);
  const watched = await openPage(browser, system.httpUrl, {
    account: system.owner,
    hasMap: true,
  });
  await untilMapIsDrawn(watched.page);
  return watched;
};

const field = (number: number, bytes: readonly number[]): number[] => [
  (number << 3) | 2,
  bytes.length,
  ...bytes,
];
/** A vector tile that is land all over (Mapbox Vector Tile 2.1), 4,096 units wide. */
const LAND = new Uint8Array(
  field(3, [
    ...[0x78, 2],
    ...field(1, [...Buffer.from("earth")]),
    // a polygon: to 0,0, then three corners, each as two zigzag numbers of two bytes, and closed
    ...field(2, [0x18, 3, ...field(4, [9, 0, 0, 26, 128, 64, 0, 0, 128, 64, 255, 63, 0, 15])]),
    ...[0x28, 128, 32],
  ]),
);

test("a PMTiles file is the map, and nobody else is asked", async () => {
  const folder = await mkdtemp(join(tmpdir(), "roadledger-tiles-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "world.pmtiles");
  await writeTileArchive(path, [{ z: 0, x: 0, y: 0, bytes: LAND }]);
  const { page, requested, errors } = await openMap({ BASEMAP: `pmtiles:${path}` });
  await page.getByText("© somebody").waitFor();
  // the land of the light flavour, #e2dfda
  await eventually(async () => expect(await colourOf(page)).toEqual([226, 223, 218]));
  expect(requested.some((url) => url.endsWith("/0/0/0.mvt"))).toBe(true);
  expect(errors).toEqual([]);
  await page.context().close();
});

type TileServer = { readonly url: string; readonly askedFrom: Set<string | undefined> };

const serveTiles = async (picture: Buffer): Promise<TileServer> => {
  const askedFrom = new Set<string | undefined>();
  const server: Server = createServer((request, response) => {
    askedFrom.add(request.headers.referer);
    const headers = { "access-control-allow-origin": "*", "content-type": "image/png" };
    response.writeHead(200, headers).end(picture);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { url: `http://127.0.0.1:${address.port}`, askedFrom };
};

test("a tile server is the map, dimmed in the dark, with its credit", async () => {
  const { url, askedFrom } = await serveTiles(await pictureOf("#c06040"));
  const { page, requested, errors } = await openMap({
    ...{ BASEMAP: `tiles:${url}/{z}/{x}/{y}.png`, BASEMAP_ATTRIBUTION: "© the surveyors" },
  });
  await page.getByText("© the surveyors").waitFor();
  await eventually(async () => expect(await colourOf(page)).toEqual([192, 96, 64]));
  expect([...askedFrom]).toEqual([`${new URL(page.url()).origin}/`]);
  const foreign = requested.filter((each) => each.startsWith("http") && !each.startsWith(url));
  expect(new Set(foreign.map((each) => new URL(each).origin))).toEqual(
    new Set([new URL(page.url()).origin]),
  );
  await page.emulateMedia({ colorScheme: "dark" });
  await eventually(async () => {
    const [red = 255] = await colourOf(page);
    expect(red).toBeLessThan(130);
  });
  expect(errors).toEqual([]);
  await page.context().close();
});
