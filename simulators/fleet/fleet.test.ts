import * as fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom, seedOf } from "../random.ts";
import { bearingDeg, distanceM, turnDeg } from "../roads/geometry.ts";
import { loadRoadGraph } from "../roads/graph-file.ts";
import type { NearbyPlace } from "../roads/street-index.ts";
import { indexStreets } from "../roads/street-index.ts";
import { encode } from "../wire/encode.ts";
import { carState, createFleet, samplesBetween, type FleetCar } from "./fleet.ts";
import { siteNetwork } from "./sites.ts";

const graph = await loadRoadGraph();
const streets = indexStreets(graph);
const fleetOf = (seed: number, vehicles = 36) =>
  createFleet(siteNetwork(graph, seed), { seed, vehicles, intervalMs: 5_000 });

const START_MS = Date.UTC(2026, 10, 21, 6);
const HOUR_MS = 3_600_000;
const fleet = fleetOf(1);

const payloads = (car: FleetCar, fromMs: number, toMs: number) =>
  samplesBetween(car, fromMs, toMs).flatMap((sample) => encode(car.device, [sample]));

test("the same seed gives the same bytes, another seed another fleet", () => {
  const [once, again, other] = [fleet, fleetOf(1), fleetOf(2)].map((cars) =>
    cars.slice(0, 10).map((car) => payloads(car, START_MS, START_MS + HOUR_MS / 4)),
  );
  expect(again).toEqual(once);
  expect(other).not.toEqual(once);
});

test("a car does not depend on the size of its fleet", () => {
  const [alone] = fleetOf(1, 1);
  expect(payloads(alone!, START_MS, START_MS + HOUR_MS)).toEqual(
    payloads(fleet[0]!, START_MS, START_MS + HOUR_MS),
  );
});

test("a run that is cut anywhere and resumed by another process equals an uninterrupted one", () => {
  const toMs = START_MS + 13 * HOUR_MS; // longer than a shift
  const whole = payloads(fleet[3]!, START_MS, toMs);
  fc.assert(
    fc.property(fc.integer({ min: START_MS, max: toMs }), (cutMs) => {
      const resumed = fleetOf(1, 4)[3]!;
      const parts = [...payloads(fleet[3]!, START_MS, cutMs), ...payloads(resumed, cutMs, toMs)];
      expect(parts).toEqual(whole);
    }),
    { numRuns: 5 },
  );
});

test("at least 20 of 36 cars are moving at any moment", () => {
  const random = randomFrom(seedOf("instants"));
  const instants = Array.from({ length: 50 }, () => START_MS + random() * 10 * HOUR_MS);
  for (const atMs of instants.toSorted((one, other) => one - other)) {
    const moving = fleet.filter((car) => carState(car, atMs).speedMps > 0);
    expect(moving.length).toBeGreaterThanOrEqual(20);
  }
});

/** Whether a car that points along `headingDeg` may be at this place of a street. */
const mayDrive = ({ street, atM }: NearbyPlace, headingDeg: number): boolean => {
  let startM = 0;
  for (const [index, to] of street.points.slice(1).entries()) {
    const from = street.points[index]!;
    const lengthM = distanceM(from, to);
    if (lengthM > 0 && atM >= startM - 0.5 && atM <= startM + lengthM + 0.5) {
      const turn = turnDeg(bearingDeg(from, to), headingDeg);
      if (turn < 5 || (!street.oneway && turn > 175)) return true;
    }
    startM += lengthM;
  }
  return false;
};

test("cars stay on the streets and never drive against a oneway", () => {
  for (const car of fleet.slice(0, 12)) {
    for (let atMs = START_MS; atMs < START_MS + HOUR_MS; atMs += 3_000) {
      const { pose, speedMps } = carState(car, atMs);
      const near = streets.near(pose, 1);
      expect(near.length).toBeGreaterThan(0);
      const isRight = near.some((place) => mayDrive(place, pose.headingDeg));
      expect(isRight || speedMps === 0).toBe(true);
    }
  }
});

test("the odometer counts the way driven, over the change of shifts too", () => {
  const car = fleet[5]!;
  let drivenM = 0;
  let before = carState(car, START_MS);
  const firstKm = before.odometerKm;
  for (let atMs = START_MS + 500; atMs <= START_MS + 14 * HOUR_MS; atMs += 500) {
    const now = carState(car, atMs);
    drivenM += distanceM(before.pose, now.pose);
    expect(now.odometerKm).toBeGreaterThanOrEqual(before.odometerKm - 1e-9);
    before = now;
  }
  // Chords of half a second cut corners a little.
  const odometerM = (before.odometerKm - firstKm) * 1_000;
  expect(drivenM / odometerM).toBeGreaterThan(0.995);
  expect(drivenM / odometerM).toBeLessThanOrEqual(1.000_01);
});

test("the tank loses what the engine burns and gains what is filled in, never dry, never over", () => {
  for (const car of fleet.slice(0, 6)) {
    const { tankLitres } = car.spec;
    let [fills, before] = [0, carState(car, START_MS)];
    for (let atMs = START_MS + 10_000; atMs <= START_MS + 25 * HOUR_MS; atMs += 10_000) {
      const now = carState(car, atMs);
      const gained = now.fuelLitres - before.fuelLitres;
      const isFilling = gained > 1e-9;
      expect(isFilling && now.stage.ignition).toBe(false);
      fills += isFilling ? 1 : 0;
      // 40 l/h is a big engine at full power.
      expect(gained).toBeGreaterThanOrEqual((-40 * 10) / 3_600);
      expect(now.fuelLitres).toBeGreaterThan(0.05 * tankLitres);
      expect(now.fuelLitres).toBeLessThan(tankLitres);
      before = now;
    }
    expect(fills).toBeGreaterThanOrEqual(1);
  }
});

test("the hour meter runs exactly while the ignition is on", () => {
  const car = fleet[7]!;
  let [hours, before] = [0, carState(car, START_MS)];
  const first = before.engineHours;
  for (let atMs = START_MS + 1_000; atMs <= START_MS + 13 * HOUR_MS; atMs += 1_000) {
    const now = carState(car, atMs);
    hours += before.stage.ignition ? 1 / 3_600 : 0;
    before = now;
  }
  expect(before.engineHours - first).toBeCloseTo(hours, 6);
});

test("drives last minutes, and no stand inside one is as long as a stop", () => {
  for (const car of fleet.slice(0, 6)) {
    let stillS = 0;
    for (let atMs = START_MS; atMs < START_MS + 4 * HOUR_MS; atMs += 1_000) {
      const { stage, speedMps } = carState(car, atMs);
      stillS = stage.step.kind === "drive" && speedMps === 0 ? stillS + 1 : 0;
      expect(stillS).toBeLessThan(60);
      const driveS = stage.step.kind === "drive" ? stage.step.drive.durationS : 0;
      expect(driveS).toBeLessThan(25 * 60);
    }
  }
});
