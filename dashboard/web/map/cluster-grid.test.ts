import * as fc from "fast-check";
import { expect, test } from "vitest";
import { followCar } from "../fleet/car.ts";
import { aVehicle } from "../fleet/testing.ts";
import { CLUSTER, createClusterGrid, type GridAnswer, type GridQuestion } from "./cluster-grid.ts";
import { RING_PARTS, type RingPart } from "./cluster-shape.ts";
import { createInstances, type Instances, placeVehicle } from "./vehicle-instances.ts";
import { dimVehicles, markConnections } from "./vehicle-marks.ts";

/** The town is some 600 pixels wide at this zoom. */
const TOWN_ZOOM = 11;
/** Length of a CSS pixel there, degrees of longitude. */
const PIXEL_DEG = 360 / (512 * 2 ** TOWN_ZOOM);

type Standing = {
  readonly eastPx: number;
  readonly southPx?: number;
  readonly part?: RingPart;
};

/** Cars that stand so many pixels from a place in the town. */
const standing = (cars: readonly Standing[]): Instances => {
  const instances = createInstances();
  cars.forEach(({ eastPx, southPx = 0, part = "parked" }, index) => {
    const motion = part === "offline" ? "driving" : part;
    const vehicle = aVehicle({
      ...{ vehicleId: `car-${index}`, motion },
      connection: part === "offline" ? "offline" : "online",
      lon: 11.9 + eastPx * PIXEL_DEG,
      // a degree of latitude is as much longer on the map as the parallel is shorter on the ground
      lat: 57.7 - southPx * PIXEL_DEG * Math.cos((57.7 * Math.PI) / 180),
    });
    placeVehicle(instances, followCar(vehicle), { nowS: 0, jump: true });
  });
  markConnections(instances, 0);
  return instances;
};

const asked = (instances: Instances, part: Partial<GridQuestion> = {}): GridQuestion => ({
  vehicles: instances,
  count: instances.ids.length,
  nowS: 0,
  originX: instances.origin?.x ?? 0,
  originY: instances.origin?.y ?? 0,
  level: TOWN_ZOOM,
  kept: [],
  ...part,
});

const gather = (instances: Instances, part?: Partial<GridQuestion>): GridAnswer =>
  createClusterGrid()(asked(instances, part));

const rings = ({ clusters }: GridAnswer) =>
  Array.from({ length: clusters.length / CLUSTER.size }, (_, index) => {
    const numbers = clusters.subarray(index * CLUSTER.size, (index + 1) * CLUSTER.size);
    const counts = [...numbers.subarray(CLUSTER.counts, CLUSTER.bounds)];
    const [key = 0, x = 0, y = 0] = numbers;
    return { key, x, y, counts, cars: counts.reduce((sum, count) => sum + count, 0) };
  });
const hiddenCars = ({ hidden }: GridAnswer): number => hidden.reduce((sum, each) => sum + each, 0);

const yard = (count: number, part: RingPart = "parked"): Standing[] =>
  Array.from({ length: count }, (_, index) => ({ eastPx: (index % 7) / 2, part }));

test("cars crowded in a yard are one ring that counts them by what they do, and those that are offline", () => {
  const answer = gather(
    standing([...yard(20), ...yard(3, "driving"), ...yard(2, "offline"), ...yard(1, "idling")]),
  );
  expect(rings(answer).map(({ counts }) => counts)).toEqual([[3, 1, 20, 0, 2]]);
  expect(hiddenCars(answer)).toBe(26);
});

test("twenty cars about the town stay single", () => {
  const cars = Array.from({ length: 20 }, (_, index) => ({
    eastPx: (index % 5) * 110,
    southPx: Math.floor(index / 5) * 80,
  }));
  expect(rings(gather(standing(cars)))).toEqual([]);
});

test("six cars that lie beside each other stay single, six that lie on each other do not", () => {
  const row = (apartPx: number): Standing[] =>
    Array.from({ length: 6 }, (_, index) => ({
      eastPx: 3 + (index % 3) * apartPx,
      southPx: 3 + Math.floor(index / 3) * apartPx,
    }));
  expect(rings(gather(standing(row(22))))).toEqual([]);
  expect(rings(gather(standing(row(4))))).toHaveLength(1);
});

test("a yard that lies on a corner of the grid is one ring like any other", () => {
  const corners = Array.from({ length: 40 }, (_, step) =>
    standing(
      yard(8).map(({ eastPx }, index) => ({
        eastPx: eastPx + step * 3,
        southPx: step * 3 + (index % 3),
      })),
    ),
  );
  expect(corners.map((cars) => rings(gather(cars)).map((ring) => ring.cars))).toEqual(
    corners.map(() => [8]),
  );
});

test("four cars on one spot are left to the list that a click opens", () => {
  expect(rings(gather(standing(yard(4))))).toEqual([]);
});

test("a car that is kept out is in no ring, and no ring covers it", () => {
  const instances = standing(yard(30));
  const answer = gather(instances, { kept: [4] });
  expect(rings(answer).map(({ cars }) => cars)).toEqual([29]);
  expect(answer.hidden[4]).toBe(0);
  const [ring = { x: 0, y: 0 }] = rings(answer);
  const carX = instances.floats[4 * 8] ?? 0;
  const carY = instances.floats[4 * 8 + 1] ?? 0;
  const apartPx = Math.hypot(ring.x - carX, ring.y - carY) * 512 * 2 ** TOWN_ZOOM;
  expect(apartPx).toBeGreaterThan(27);
});

test("cars that the filter has faded are not counted", () => {
  const instances = standing(yard(30));
  dimVehicles(instances, (id) => Number(id.slice(4)) % 2 === 0);
  expect(rings(gather(instances)).map(({ cars }) => cars)).toEqual([15]);
});

test("a car that comes to stand under a ring is counted in it", () => {
  const apart = gather(standing([...yard(10), { eastPx: 40 }]));
  expect(rings(apart).map(({ cars }) => cars)).toEqual([10]);
  const under = gather(standing([...yard(10), { eastPx: 12, southPx: 10 }]));
  expect(rings(under).map(({ cars }) => cars)).toEqual([11]);
});

test("cars are counted where they are drawn now, not where they are going", () => {
  const instances = standing(yard(8));
  const next = aVehicle({
    ...{ vehicleId: "car-0", motion: "driving", positionTs: "2026-03-03T12:00:08Z" },
    ...{ lon: 11.9 + 60 * PIXEL_DEG, lat: 57.7 },
  });
  placeVehicle(instances, followCar(next), { nowS: 8, jump: false });
  expect(rings(gather(instances, { nowS: 8.1 })).map(({ cars }) => cars)).toEqual([8]);
  expect(rings(gather(instances, { nowS: 15.9 })).map(({ cars }) => cars)).toEqual([7]);
});

test("two yards whose rings would lie on each other are one ring", () => {
  const one = standing([...yard(9), ...yard(9).map(({ eastPx }) => ({ eastPx: eastPx + 25 }))]);
  expect(rings(gather(one)).map(({ cars }) => cars)).toEqual([18]);
});

test("a ring does not come and go with a car that comes and goes", () => {
  const grid = createClusterGrid();
  const counts = [5, 4, 5, 4].map((cars) => rings(grid(asked(standing(yard(cars))))));
  expect(counts.map((each) => each.map(({ cars }) => cars))).toEqual([[5], [4], [5], [4]]);
  expect(new Set(counts.flat().map(({ key }) => key)).size).toBe(1);
});

test("every car is either drawn or counted in exactly one ring", () => {
  const car = fc.record({
    eastPx: fc.integer({ min: -200, max: 200 }),
    southPx: fc.integer({ min: -200, max: 200 }),
    part: fc.constantFrom(...RING_PARTS),
  });
  const fleets = fc.array(car, { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(fleets, fc.integer({ min: 6, max: 26 }), (cars, halves) => {
      const answer = gather(standing(cars), { level: halves / 2, kept: [0] });
      const counted = rings(answer).reduce((sum, ring) => sum + ring.cars, 0);
      expect(counted).toBe(hiddenCars(answer));
      expect(answer.hidden[0]).toBe(0);
    }),
    { numRuns: 60 },
  );
});
