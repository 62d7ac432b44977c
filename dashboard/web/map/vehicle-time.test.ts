import { expect, test } from "vitest";
import { followCar } from "../fleet/car.ts";
import { aVehicle } from "../fleet/testing.ts";
import { STRIDE } from "./packed-vehicles.ts";
import { createInstances, type Instances, placeVehicle } from "./vehicle-instances.ts";
import { displayedLonLat } from "./vehicle-places.ts";
import { keepTimePrecise, timeOnCard } from "./vehicle-time.ts";

const HOUR_S = 3_600;

/** A page that has been open for `openS`, hearing of a car every ten seconds of the last minute. */
const openFor = (openS: number): Instances => {
  const instances = createInstances();
  const hear = (nowS: number, second: number): void => {
    keepTimePrecise(instances, nowS);
    const positionTs = new Date(nowS * 1_000).toISOString();
    const vehicle = aVehicle({ lon: 11.97 + second * 1e-4, positionTs });
    placeVehicle(instances, followCar(vehicle), { nowS, jump: false });
  };
  for (let hours = 0; hours * HOUR_S < openS; hours++) hear(hours * HOUR_S, 0);
  for (let second = 0; second <= 60; second += 10) hear(openS + second, second);
  return instances;
};

/** When a car's glide began as the graphics card knows it, by the page's own time, s. */
const begunS = (instances: Instances): number => (instances.floats[4] ?? 0) + instances.epochS;

test.each([0, 3 * 24 * HOUR_S, 90 * 24 * HOUR_S])(
  "a page that has been open for %d s still moves its cars to the millisecond",
  (openS) => {
    const instances = openFor(openS);
    expect(Math.abs(begunS(instances) - (openS + 60))).toBeLessThan(0.001);
    for (let ms = 0; ms < 10_000; ms += 37) {
      const nowS = openS + 60 + ms / 1_000;
      const onCardS = Math.fround(timeOnCard(instances, nowS)) + instances.epochS;
      expect(Math.abs(onCardS - nowS)).toBeLessThan(0.002);
    }
  },
);

test("a car under way is where it was when time is counted anew", () => {
  const instances = openFor(2 * HOUR_S);
  const nowS = 2 * HOUR_S + 63;
  const before = displayedLonLat(instances, "car-1", nowS);
  instances.dirty = { from: 0, to: 0 };
  // as if nothing had been heard for long
  keepTimePrecise(instances, nowS + 2 * HOUR_S);
  expect(displayedLonLat(instances, "car-1", nowS)?.[0]).toBeCloseTo(before?.[0] ?? 0, 7);
  expect(instances.dirty).toEqual({ from: 0, to: STRIDE });
});
