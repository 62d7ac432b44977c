import { expect, test } from "vitest";
import { GeofenceArea } from "../../../contracts/geofence.ts";
import { areaOf, sketchOf } from "./sketch-area.ts";
import { withSize } from "./sketch.ts";
import { aDrawing, aSketch, BLOCK } from "./testing.ts";

test.each(["circle", "polygon", "corridor"] as const)(
  "a drawn %s is an area of the API, and is drawn again as it was",
  (kind) => {
    const sketch = aSketch(kind);
    const area = areaOf(sketch);
    expect(GeofenceArea.safeParse(area).success).toBe(true);
    expect(area && sketchOf(area)).toEqual(sketch);
  },
);

test("holes of a polygon are kept, whatever becomes of its outline", () => {
  const [outline, hole] = [BLOCK, BLOCK.slice(0, 3)].map((vertices) =>
    [...vertices, ...vertices.slice(0, 1)].map(([lon, lat]): [number, number] => [lon, lat]),
  );
  if (!outline || !hole) throw new Error("there are two rings");
  const area: GeofenceArea = {
    kind: "polygon",
    geometry: { type: "Polygon", coordinates: [outline, hole] },
  };
  expect(areaOf(sketchOf(area))).toEqual(area);
});

test("what is not drawn far enough, or has no size, is no area", () => {
  expect(areaOf(aDrawing("polygon", BLOCK.slice(0, 2)))).toBeUndefined();
  expect(areaOf(withSize(aSketch("circle"), null))).toBeUndefined();
});
