import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TileType } from "pmtiles";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startTestDashboard, type TestDashboard } from "../testing.ts";
import { BaseMapSetting } from "./base-map.ts";
import { openTileArchive } from "./tile-archive.ts";
import { writeTileArchive } from "./testing.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roadledger-tiles-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const TILE = new Uint8Array([0x1a, 0x02, 0x78, 0x02]);

const startWith = async (baseMap: BaseMapSetting): Promise<TestDashboard> => {
  const dashboard = await startTestDashboard({ baseMap });
  onTestFinished(dashboard.close);
  return dashboard;
};

describe("the setting", () => {
  test("is the town, a file, or an address", () => {
    expect(BaseMapSetting.parse("town")).toEqual({ kind: "town" });
    expect(BaseMapSetting.parse("pmtiles:/maps/se.pmtiles")).toEqual({
      ...{ kind: "pmtiles", path: "/maps/se.pmtiles" },
    });
    const template = "https://tiles.example:8443/{z}/{x}/{y}.png?key=1";
    expect(BaseMapSetting.parse(`tiles:${template}`)).toEqual({
      ...{ kind: "tiles", template, origin: "https://tiles.example:8443" },
    });
  });

  test.each([
    "village",
    "pmtiles:",
    "tiles:https://tiles.example/{z}.png",
    "tiles:ftp://t/{z}{x}{y}",
  ])("%s is none", (setting) => {
    expect(BaseMapSetting.safeParse(setting).error?.issues[0]?.message).toContain(
      "{z}, {x} and {y}",
    );
  });
});

describe("a PMTiles file", () => {
  test("is the map in both themes, with words in the page's own letters and no pictures", async () => {
    const path = join(folder, "whole.pmtiles");
    await writeTileArchive(path, [{ z: 3, x: 4, y: 2, bytes: TILE }]);
    const { url } = await startWith({ kind: "pmtiles", path });
    for (const theme of ["light", "dark"]) {
      const response = await fetch(`${url}/basemap/style-${theme}.json`);
      expect(response.headers.get("cache-control")).toBe("no-cache");
      const style = JSON.stringify(await response.json());
      expect(style).toContain("© somebody");
      expect(style).not.toMatch(/Noto|icon-image|sprite|https?:/);
    }
  });

  test("gives its tiles, and nothing where it has none", async () => {
    const path = join(folder, "tiles.pmtiles");
    const bytes = new Uint8Array(200).fill(7);
    await writeTileArchive(path, [
      { z: 3, x: 5, y: 2, bytes: TILE },
      { z: 3, x: 4, y: 2, bytes },
    ]);
    const { url } = await startWith({ kind: "pmtiles", path });
    const { address, close } = await openTileArchive(path);
    await close();
    const at = (z: number, x: number, y: number) =>
      fetch(url + address.replace("{z}", `${z}`).replace("{x}", `${x}`).replace("{y}", `${y}`));
    const response = await at(3, 4, 2);
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect(new Uint8Array(await (await at(3, 5, 2)).arrayBuffer())).toEqual(TILE);
    expect((await at(3, 0, 0)).status).toBe(204);
    expect((await at(3, 8, 0)).status).toBe(404);
    expect((await at(99, 0, 0)).status).toBe(400);
  });

  test.each(["is missing", "is something else", "holds pictures"])(
    "that %s stops the start, and the setting is named",
    async (fault) => {
      const path = join(folder, "bad.pmtiles");
      await rm(path, { force: true });
      if (fault === "is something else") await writeFile(path, "x".repeat(40_000));
      if (fault === "holds pictures") {
        const tile = { z: 0, x: 0, y: 0, bytes: TILE };
        await writeTileArchive(path, [tile], { tileType: TileType.Png });
      }
      await expect(openTileArchive(path)).rejects.toThrow(`BASEMAP: the PMTiles file ${path}`);
    },
  );
});

describe("a tile server", () => {
  const tiles: BaseMapSetting = {
    kind: "tiles",
    template: "https://tiles.example/{z}/{x}/{y}.png",
    origin: "https://tiles.example",
  };

  test("is all that the page may ask besides its own, and is told where it is asked from", async () => {
    const { url } = await startWith(tiles);
    const { headers } = await fetch(`${url}/basemap/style-light.json`);
    expect(headers.get("content-security-policy")).toContain(
      "connect-src 'self' https://tiles.example;",
    );
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
  });

  test("has its credit on the map, and is dimmed in the dark", async () => {
    const { url } = await startWith(tiles);
    const style = async (theme: string) =>
      (await fetch(`${url}/basemap/style-${theme}.json`)).text();
    expect(await style("light")).toContain(`"attribution":"© somebody"`);
    expect(await style("light")).not.toContain("raster-brightness-max");
    expect(await style("dark")).toContain("raster-brightness-max");
  });
});

test("without a setting nothing but this server is asked", async () => {
  const { url } = await startWith({ kind: "town" });
  const { headers } = await fetch(`${url}/api/openapi.json`);
  expect(headers.get("content-security-policy")).toContain("connect-src 'self';");
  expect(headers.get("referrer-policy")).toBe("same-origin");
});
