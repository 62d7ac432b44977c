import { expect, test } from "vitest";
import { metresBetween } from "../replay/geometry.ts";
import { areaBounds, drawnArea, labelPlace } from "./area-features.ts";
import { areaOf } from "./sketch-area.ts";
import { aSketch, BLOCK } from "./testing.ts";

const areaFrom = (...drawn: Parameters<typeof aSketch>) => {
  const area = areaOf(aSketch(...drawn));
  if (!area) throw new Error("nothing is drawn");
  return area;
};

test("every corner of a drawn circle lies its radius from the centre", () => {
  const { geometry } = drawnArea(areaFrom("circle", [[11.96, 57.7]]));
  if (geometry.type !== "Polygon") throw new Error("a circle is drawn as a surface");
  const [ring = []] = geometry.coordinates;
  expect(ring[0]).toEqual(ring.at(-1));
  for (const [lon = 0, lat = 0] of ring) {
    expect(metresBetween([11.96, 57.7], [lon, lat])).toBeCloseTo(100, 0);
  }
});

test("a corridor is drawn as broad as it is on the ground", () => {
  // at zoom 20 a pixel of MapLibre's 512 pixel world is 0.0398 m wide in Göteborg (57.7° N)
  const { widthPx } = drawnArea(areaFrom("corridor", BLOCK));
  expect(widthPx * 2 ** 20).toBeCloseTo(50 / 0.0399, -1);
});

test("an area is looked at whole and named in its middle", () => {
  const area = areaFrom("polygon");
  expect(areaBounds(area)).toEqual([11.96, 57.7, 11.97, 57.71]);
  const [lon, lat] = labelPlace(area);
  expect(lon).toBeCloseTo(11.965);
  expect(lat).toBeCloseTo(57.705);
});
