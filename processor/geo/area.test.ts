import fc from "fast-check";
import { expect, test } from "vitest";
import { Geofence } from "../../contracts/geofence.ts";
import { shapeOf } from "./area.ts";
import { certainCrossing } from "./crossing.ts";
import { distanceM } from "./distance.ts";
import { boxHas, eastwards, lonScale, M_PER_DEGREE } from "./shape.ts";
import { aCircle, aCorridor, aPolygon } from "./testing.ts";

/** A place that many metres east and north of another. */
const moved = ({ lat, lon }: { lat: number; lon: number }, eastM: number, northM: number) => {
  const east = lon + eastM / lonScale(lat);
  return { lat: lat + northM / M_PER_DEGREE, lon: eastwards(0, east) };
};
const GOTHENBURG = { lat: 57.7, lon: 11.97 };
const TAVEUNI = { lat: -16.8, lon: 179.999 };
const lngLat = ({ lat, lon }: { lat: number; lon: number }): [number, number] => [lon, lat];

const aSquare = (centre: { lat: number; lon: number }, halfM: number) =>
  [
    moved(centre, -halfM, -halfM),
    moved(centre, halfM, -halfM),
    moved(centre, halfM, halfM),
    moved(centre, -halfM, halfM),
  ].map(lngLat);

test.each([
  ["in Gothenburg", GOTHENBURG],
  ["across the antimeridian", TAVEUNI],
])("distances to the edge are metres, negative inside, %s", (_where, centre) => {
  const circle = shapeOf(aCircle(...lngLat(centre), 500));
  const square = shapeOf(aPolygon(aSquare(centre, 500)));
  const street = shapeOf(
    aCorridor(100, lngLat(moved(centre, -2_000, 0)), lngLat(moved(centre, 2_000, 0))),
  );
  for (const [eastM, northM, ofCircle, ofSquare, ofStreet] of [
    [0, 0, -500, -500, -50],
    [450, 0, -50, -50, -50],
    [700, 0, 200, 200, -50],
    [0, 560, 60, 60, 510],
    [800, 900, Math.hypot(800, 900) - 500, 500, 850],
  ] as const) {
    const at = moved(centre, eastM, northM);
    expect(circle.signedDistanceM(at)).toBeCloseTo(ofCircle, -1);
    expect(square.signedDistanceM(at)).toBeCloseTo(ofSquare, -1);
    expect(street.signedDistanceM(at)).toBeCloseTo(ofStreet, -1);
    expect(boxHas(square.box, at)).toBe(ofSquare <= 0);
  }
});

test("a hole is outside, and its rim is an edge", () => {
  const yard = shapeOf(aPolygon(aSquare(GOTHENBURG, 500), aSquare(GOTHENBURG, 100)));
  expect(yard.signedDistanceM(GOTHENBURG)).toBeCloseTo(100, 0);
  expect(yard.signedDistanceM(moved(GOTHENBURG, 130, 0))).toBeCloseTo(-30, 0);
});

test.each([
  ["in Gothenburg", GOTHENBURG],
  ["across the antimeridian", TAVEUNI],
])("a shape knows how deep it is, %s", (_where, centre) => {
  const corners = (...metres: [number, number][]) =>
    metres.map(([eastM, northM]) => lngLat(moved(centre, eastM, northM)));
  const bar = corners([0, 0], [700, 700], [690, 710], [-10, 10]);
  const angle = corners([0, 0], [400, 0], [400, 60], [60, 60], [60, 400], [0, 400]);
  for (const [area, depthM] of [
    [aCircle(...lngLat(centre), 25), 25],
    [aCorridor(50, ...corners([-900, 0], [900, 0])), 25],
    [aPolygon(aSquare(centre, 500)), 500],
    [aPolygon(aSquare(centre, 500), aSquare(centre, 100)), 235],
    [aPolygon(bar), Math.SQRT1_2 * 10],
    [aPolygon(angle), 60 * (2 - Math.SQRT2)],
  ] as const) {
    const found = shapeOf(area).depthM;
    expect(found / depthM).toBeGreaterThan(0.9);
    expect(found / depthM).toBeLessThan(1.01);
  }
});

test("a polygon of hundreds of vertices is the circle it was drawn after", () => {
  const ring = Array.from({ length: 720 }, (_, index) => {
    const angle = (index / 360) * Math.PI;
    return lngLat(moved(GOTHENBURG, 2_000 * Math.cos(angle), 2_000 * Math.sin(angle)));
  });
  const drawn = shapeOf(aPolygon(ring));
  fc.assert(
    fc.property(
      fc.integer({ min: -4_000, max: 4_000 }),
      fc.integer({ min: -4_000, max: 4_000 }),
      (east, north) => {
        const at = moved(GOTHENBURG, east, north);
        expect(
          Math.abs(drawn.signedDistanceM(at) - (distanceM(GOTHENBURG, at) - 2_000)),
        ).toBeLessThan(8);
      },
    ),
  );
});

test("a way through a fence is found with where it enters and leaves", () => {
  const circle = shapeOf(aCircle(...lngLat(TAVEUNI), 200));
  const way = [moved(TAVEUNI, -1_000, 0), moved(TAVEUNI, 1_000, 0)] as const;
  const through = certainCrossing(circle, ...way, 20);
  expect(through?.enterPart).toBeCloseTo(0.4, 2);
  expect(through?.exitPart).toBeCloseTo(0.6, 2);
});

test.each([
  ["that passes by", -1_000, 210, 1_000, 210],
  ["that clips it by less than its uncertainty", -1_000, 190, 1_000, 190],
  ["that ends before it", -1_000, 0, -300, 0],
])("a way %s does not count as crossing", (_case, fromEast, fromNorth, toEast, toNorth) => {
  const circle = shapeOf(aCircle(...lngLat(GOTHENBURG), 200));
  const from = moved(GOTHENBURG, fromEast, fromNorth);
  expect(certainCrossing(circle, from, moved(GOTHENBURG, toEast, toNorth), 20)).toBeNull();
});

test("a line thinner than any step is not stepped over", () => {
  const border = shapeOf(
    aCorridor(10, lngLat(moved(GOTHENBURG, 0, -5_000)), lngLat(moved(GOTHENBURG, 0, 5_000))),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 9_000 }),
      fc.integer({ min: 10, max: 9_000 }),
      (westM, eastM) => {
        const from = moved(GOTHENBURG, -westM, 0);
        expect(certainCrossing(border, from, moved(GOTHENBURG, eastM, 300), 10)).not.toBeNull();
      },
    ),
  );
});

test.each([
  [
    "an open ring",
    {
      kind: "polygon",
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [0, 1],
            [1, 1],
            [1, 0],
          ],
        ],
      },
    },
  ],
  [
    "a circle without a radius",
    { kind: "circle", geometry: { type: "Point", coordinates: [0, 0] } },
  ],
  [
    "latitude first",
    { kind: "circle", geometry: { type: "Point", coordinates: [57, 111] }, radiusM: 50 },
  ],
  [
    "a line of one point",
    { kind: "corridor", geometry: { type: "LineString", coordinates: [[0, 0]] }, widthM: 50 },
  ],
])("%s is no area", (_case, area) => {
  expect(Geofence.shape.area.safeParse(area).success).toBe(false);
});
