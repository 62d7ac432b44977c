import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noStreets } from "../geo/street-limits.ts";
import { parseOsmStreets } from "./osm-streets.ts";
import { loadStreetLimits } from "./street-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "roadledger-streets-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const line = (tags: object, type = "LineString") => ({
  properties: { highway: "residential", ...tags },
  geometry: {
    type,
    coordinates: [
      [18, 59.3],
      [18, 59.31, 12],
    ],
  },
});
const network = (...features: object[]): string => JSON.stringify({ features });

test("a signed number is a limit, in km/h or miles; anything else is unknown", () => {
  const limits = ["50", "20 mph", "none", "SE:urban", undefined].map((maxspeed) =>
    line({ maxspeed }),
  );
  expect(parseOsmStreets(network(...limits)).map(({ limitKmh }) => limitKmh)).toEqual([
    ...[50, 32.18688, null, null, null],
  ]);
});

test("what one does not drive on is left out", () => {
  const path = line({ highway: "cycleway", maxspeed: "30" });
  expect(parseOsmStreets(network(path, line({}, "Polygon"), line({ highway: 7 })))).toEqual([]);
});

test("without a setting Göteborg's limits are known", async () => {
  const goteborg = await loadStreetLimits(undefined);
  const heading = [0, 30, 60, 90, 120, 150];
  const around = Array.from({ length: 400 }, (_, index) => ({
    lat: 57.7 + (index % 20) * 0.001,
    lon: 11.95 + Math.floor(index / 20) * 0.002,
  }));
  const known = around.filter((at) =>
    heading.some((headingDeg) => goteborg.limitKmh(at, headingDeg) !== null),
  );
  expect(known.length).toBeGreaterThan(20);
  for (const at of around) expect(goteborg.lowestKmh(at)).toBeGreaterThan(0);
});

test("another file takes its place, and none can be wanted", async () => {
  const file = join(folder, "stockholm.geojson");
  await writeFile(file, network(line({ maxspeed: "40" })));
  const stockholm = await loadStreetLimits(file);
  expect(stockholm.limitKmh({ lat: 59.305, lon: 18 }, 0)).toBe(40);
  expect(await loadStreetLimits("none")).toBe(noStreets);
});

test("a file that is missing, or no such export, is named with its setting", async () => {
  const wrong = join(folder, "wrong.json");
  await writeFile(wrong, "[]");
  for (const file of [wrong, join(folder, "missing.json")])
    await expect(loadStreetLimits(file)).rejects.toThrow(`STREETS_FILE: ${file}`);
});
