import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { followCar } from "../fleet/car.ts";
import { STATUSES } from "../fleet/status.ts";
import { aVehicle } from "../fleet/testing.ts";
import { mercatorOf, mercatorPerMetre } from "./mercator.ts";
import { STRIDE } from "./packed-vehicles.ts";
import {
  createInstances,
  type Instances,
  keepVehicles,
  placeVehicle,
} from "./vehicle-instances.ts";
import { dimVehicles, markConnections } from "./vehicle-marks.ts";
import { displayedLonLat, pickVehicles } from "./vehicle-places.ts";

/** Takes in fixes of one car, each at a layer time in seconds. */
const driven = (...fixes: [atS: number, lon: number, lat: number, heading?: number][]) => {
  const instances = createInstances();
  for (const [nowS, lon, lat, headingDeg = 0] of fixes) {
    const vehicle = aVehicle({ lon, lat, headingDeg, positionTs: new Date(nowS).toISOString() });
    placeVehicle(instances, followCar(vehicle), { nowS, jump: false });
  }
  return instances;
};
const lonAt = (instances: Instances, nowS: number): number =>
  displayedLonLat(instances, "car-1", nowS)?.[0] ?? Number.NaN;

describe("gliding", () => {
  test("the first fix is shown at once", () => {
    expect(lonAt(driven([5, 11.97, 57.7]), 5)).toBeCloseTo(11.97, 7);
  });

  test("a glide takes as long as the car lets pass between fixes", () => {
    const instances = driven([0, 11.97, 57.7], [4, 11.972, 57.7]);
    expect(lonAt(instances, 4)).toBeCloseTo(11.97, 6);
    expect(lonAt(instances, 6)).toBeCloseTo(11.971, 6);
    expect(lonAt(instances, 8)).toBeCloseTo(11.972, 6);
  });

  test("a car is never led past its last known place", () => {
    expect(lonAt(driven([0, 11.97, 57.7], [4, 11.972, 57.7]), 500)).toBeCloseTo(11.972, 6);
  });

  test("a fix that comes early starts from where the car is drawn", () => {
    const instances = driven([0, 11.97, 57.7], [10, 11.98, 57.7], [15, 11.99, 57.7]);
    expect(lonAt(instances, 15)).toBeCloseTo(11.975, 5);
  });

  test("after a long silence the car appears where it is", () => {
    expect(lonAt(driven([0, 11.97, 57.7], [600, 11.98, 57.7]), 600)).toBeCloseTo(11.98, 6);
  });

  test("a correction across the town is no drive", () => {
    expect(lonAt(driven([0, 11.97, 57.7], [5, 12.2, 57.7]), 5)).toBeCloseTo(12.2, 5);
  });

  test("who asked for less motion sees a jump", () => {
    const instances = driven([0, 11.97, 57.7]);
    const next = aVehicle({ lon: 11.972, positionTs: "2026-03-03T12:00:01Z" });
    placeVehicle(instances, followCar(next), { nowS: 4, jump: true });
    expect(lonAt(instances, 4)).toBeCloseTo(11.972, 6);
    expect(instances.movingUntilS).toBe(0);
  });

  test("a message without a newer fix moves nothing", () => {
    const instances = driven([0, 11.97, 57.7], [4, 11.972, 57.7]);
    const { movingUntilS } = instances;
    const same = aVehicle({ lon: 11.972, positionTs: new Date(4).toISOString(), fuelPct: 1 });
    placeVehicle(instances, followCar(same), { nowS: 6, jump: false });
    expect(instances.movingUntilS).toBe(movingUntilS);
    expect(lonAt(instances, 6)).toBeCloseTo(11.971, 6);
  });

  test("whatever the fixes, a car is drawn between the ones it had", () => {
    const lon = fc.double({ min: 11.9, max: 12, noNaN: true });
    fc.assert(
      fc.property(fc.array(lon, { minLength: 1, maxLength: 20 }), fc.nat(400), (lons, tenths) => {
        const fixes = lons.map((lon, index): [number, number, number] => [index * 2, lon, 57.7]);
        const shown = lonAt(driven(...fixes), lons.length * 2 - 2 + tenths / 10);
        expect(shown).toBeGreaterThanOrEqual(Math.min(...lons) - 1e-6);
        expect(shown).toBeLessThanOrEqual(Math.max(...lons) + 1e-6);
      }),
    );
  });
});

describe("a car whose heading is unknown", () => {
  const at = (second: number, headingDeg: number | null) =>
    aVehicle({
      headingDeg,
      lon: 11.97 + second * 2e-4,
      positionTs: new Date(second).toISOString(),
    });
  const shown = (...vehicles: ReturnType<typeof at>[]) => {
    const instances = createInstances();
    vehicles.forEach((each, nowS) =>
      placeVehicle(instances, followCar(each), { nowS, jump: false }),
    );
    return instances;
  };
  const pointless = ({ bytes }: Instances) => bytes[30] === 1;

  test("is drawn as a shape that points nowhere", () => {
    expect(pointless(shown(at(0, null)))).toBe(true);
    expect(pointless(shown(at(0, 0)))).toBe(false);
  });

  test("points the right way at once when it becomes known, without swinging round from north", () => {
    const instances = shown(at(0, null), at(1, 180));
    expect(pointless(instances)).toBe(false);
    expect([...instances.shorts.slice(12, 14)]).toEqual([0x8000, 0x8000]);
  });
});

test("a car that is overdue fades, and comes back with its next report", () => {
  const heardMs = Date.parse("2026-03-03T12:00:00Z");
  const instances = createInstances();
  placeVehicle(instances, followCar(aVehicle({ usualIntervalS: 5 })), { nowS: 0, jump: false });
  expect(markConnections(instances, heardMs + 15_000)).toBe(false);
  expect([markConnections(instances, heardMs + 16_000), instances.bytes[31]]).toEqual([true, 1]);
  const next = aVehicle({ ts: "2026-03-03T12:00:16Z", usualIntervalS: 5 });
  placeVehicle(instances, followCar(next), { nowS: 16, jump: false });
  expect([markConnections(instances, heardMs + 17_000), instances.bytes[31]]).toEqual([true, 0]);
});

test("a fix that is told roughly and then in full is one fix, and the glide keeps its pace", () => {
  const rough = (lon: number): number => Math.round(lon * 1e7) / 1e7;
  const instances = createInstances();
  const take = (nowS: number, lon: number, positionMs: number) => {
    const vehicle = aVehicle({ lon, positionTs: new Date(positionMs).toISOString() });
    placeVehicle(instances, followCar(vehicle), { nowS, jump: false });
  };
  [11.970_000_03, 11.972_000_04].forEach((lon, step) => {
    take(4 * step, rough(lon), 4_000 * step + 40);
    take(4 * step + 0.001, lon, 4_000 * step);
  });
  expect(lonAt(instances, 6)).toBeCloseTo(11.971, 6);
  expect(lonAt(instances, 8)).toBeCloseTo(11.972, 6);
});

test("an offline car keeps the shape of what it did, and is drawn hollow", () => {
  const heardMs = Date.parse("2026-03-03T12:00:00Z");
  const instances = createInstances();
  const shown = (vehicle: ReturnType<typeof aVehicle>) => {
    placeVehicle(instances, followCar(vehicle), { nowS: 0, jump: false });
    markConnections(instances, heardMs);
    return [STATUSES[instances.bytes[28] ?? 0], instances.bytes[31]];
  };
  expect(shown(aVehicle({ motion: "parked", connection: "offline" }))).toEqual(["parked", 2]);
  expect(shown(aVehicle({ motion: "driving", connection: "offline" }))).toEqual(["driving", 2]);
  expect(shown(aVehicle({ motion: "parked" }))).toEqual(["parked", 0]);
});

test("a car without a place is not drawn", () => {
  const instances = createInstances();
  placeVehicle(instances, followCar(aVehicle({ lat: null, lon: null })), { nowS: 0, jump: false });
  expect(displayedLonLat(instances, "car-1", 0)).toBeUndefined();
});

test("positions keep their centimetres however far from the origin's meridian", () => {
  const instances = driven([0, 11.9741234, 57.7019876]);
  const [lon, lat] = displayedLonLat(instances, "car-1", 0) ?? [];
  expect(lon).toBeCloseTo(11.9741234, 7);
  expect(lat).toBeCloseTo(57.7019876, 7);
});

const yard = (count: number): Instances => {
  const instances = createInstances();
  for (let index = 0; index < count; index++) {
    const vehicle = aVehicle({ vehicleId: `car-${index}`, lon: 11.97 + index * 0.0001 });
    placeVehicle(instances, followCar(vehicle), { nowS: 0, jump: false });
  }
  return instances;
};

test("more cars than the first buffer holds are all kept", () => {
  const instances = yard(700);
  expect(instances.bytes.length).toBeGreaterThanOrEqual(700 * STRIDE);
  expect(displayedLonLat(instances, "car-0", 0)?.[0]).toBeCloseTo(11.97, 6);
  expect(displayedLonLat(instances, "car-699", 0)?.[0]).toBeCloseTo(11.97 + 0.0699, 5);
  expect(instances.dirty).toEqual({ from: 0, to: 700 * STRIDE });
});

test("picking finds the cars within reach, the nearest first", () => {
  const point = mercatorOf(11.97021, 57.7);
  // two hundredths of a degree of longitude are some 12 m here
  const reach = 10 * mercatorPerMetre(57.7);
  expect(pickVehicles(yard(20), point, reach, 0)).toEqual(["car-2", "car-3", "car-1"]);
});

test("faded cars cannot be picked", () => {
  const instances = yard(20);
  dimVehicles(instances, (id) => id !== "car-2");
  const picked = pickVehicles(instances, mercatorOf(11.9702, 57.7), mercatorPerMetre(57.7), 0);
  expect(picked).toEqual([]);
});

test("cars that leave the fleet leave the map, and the others stay where they are", () => {
  const instances = yard(20);
  keepVehicles(instances, (id) => id !== "car-2" && id !== "car-19");
  expect(instances.ids).toHaveLength(18);
  expect(displayedLonLat(instances, "car-2", 0)).toBeUndefined();
  expect(displayedLonLat(instances, "car-19", 0)).toBeUndefined();
  expect(displayedLonLat(instances, "car-18", 0)?.[0]).toBeCloseTo(11.97 + 0.0018, 6);
  const picked = pickVehicles(instances, mercatorOf(11.9718, 57.7), mercatorPerMetre(57.7), 0);
  expect(picked).toEqual(["car-18"]);
});

test("a car that comes again after it left is drawn where it is, without a glide from before", () => {
  const instances = driven([0, 11.97, 57.7]);
  keepVehicles(instances, () => false);
  const again = aVehicle({ lon: 11.972, positionTs: "2026-03-03T12:00:04Z" });
  placeVehicle(instances, followCar(again), { nowS: 4, jump: false });
  expect(lonAt(instances, 4)).toBeCloseTo(11.972, 6);
});
