import { expect, test } from "vitest";
import { siteNetwork } from "../fleet/sites.ts";
import { distanceM } from "../roads/geometry.ts";
import { loadRoadGraph } from "../roads/graph-file.ts";
import { findScenario, SCENARIOS } from "./catalogue.ts";
import type { ScenarioRun } from "./scenario.ts";

const network = siteNetwork(await loadRoadGraph(), 1);
const START_MS = Date.UTC(2026, 10, 20, 6);
const play = (name: string, seed = 1): ScenarioRun =>
  findScenario(name).play(network, seed, START_MS);
const samplesOf = ({ messages }: ScenarioRun) => messages.flatMap(({ samples }) => samples);

test.each(SCENARIOS)("$name is the same for the same seed, and another for another", ({ name }) => {
  const bytes = (seed: number): string => {
    const { rest, ...run } = play(name, seed);
    return JSON.stringify([run, rest(run.endMs, run.endMs + 600_000)]);
  };
  expect(bytes(1)).toBe(bytes(1));
  expect(bytes(2)).not.toBe(bytes(1));
});

test.each(SCENARIOS)("$name ends with a car that stands, and goes on standing", ({ name }) => {
  const { rest, endMs, messages } = play(name);
  const last = messages.at(-1)?.samples.at(-1);
  const heartbeats = rest(endMs, endMs + 3_600_000);
  expect(heartbeats.length).toBe(60);
  for (const { lat, lon, ignition, speedKmh, odometerKm } of heartbeats) {
    const place = { lat: lat ?? 0, lon: lon ?? 0 };
    expect(distanceM(place, { lat: last?.lat ?? 0, lon: last?.lon ?? 0 })).toBeLessThan(150);
    expect({ ignition, odometerKm }).toEqual({
      ignition: last?.ignition,
      odometerKm: last?.odometerKm,
    });
    expect(speedKmh).toBeLessThan(20);
  }
});

test.each(SCENARIOS)("$name sends every sample once, in order of sending", ({ name }) => {
  const run = play(name);
  const times = samplesOf(run).map(({ tsMs }) => tsMs);
  expect(new Set(times).size).toBe(times.length);
  const sent = run.messages.map(({ sentAtMs }) => sentAtMs);
  expect(sent).toEqual(sent.toSorted((one, other) => one - other));
});

test.each([
  ["ordinary-day", 3, ["parked", "idling", "parked"]],
  ["ghost-drift", 2, ["parked"]],
  ["tunnel", 2, ["parked"]],
  ["unwired-tracker", 2, ["parked"]],
  ["crawling-traffic", 1, []],
  ["short-gap", 2, ["parked"]],
])("%s expects %i routes and stops %j", (name, routes, stops) => {
  const { expected } = play(name);
  expect(expected.routes).toHaveLength(routes);
  expect(expected.stops.map(({ kind }) => kind)).toEqual(stops);
  for (const { startMs, endMs, distanceKm } of expected.routes) {
    expect(endMs - startMs).toBeGreaterThan(4 * 60_000);
    expect(distanceKm).toBeGreaterThan(1);
  }
});

test("the expected distance is what the odometer of the samples says", () => {
  const run = play("ordinary-day");
  for (const { ignitionOnMs, ignitionOffMs, distanceKm } of run.expected.routes) {
    const at = (tsMs: number) => samplesOf(run).find((sample) => sample.tsMs === tsMs);
    const km = (at(ignitionOffMs)?.odometerKm ?? 0) - (at(ignitionOnMs)?.odometerKm ?? 0);
    expect(km).toBeCloseTo(distanceKm, 2);
  }
});

test("ghost drift wanders by tens of metres and shows speeds, with the key off", () => {
  const run = play("ghost-drift");
  const [night] = run.expected.stops;
  const parked = samplesOf(run).filter(({ tsMs }) => tsMs > night!.startMs && tsMs < night!.endMs);
  const away = parked.map(({ lat = 0, lon = 0 }) => distanceM(night!, { lat, lon }));
  expect(Math.max(...away)).toBeGreaterThan(50);
  expect(Math.max(...parked.map(({ speedKmh = 0 }) => speedKmh))).toBeGreaterThan(3);
  expect(parked.every(({ ignition }) => ignition === false)).toBe(true);
});

test("the tunnel's samples come late and newest first", () => {
  const late = play("tunnel").messages.filter(({ samples }) => samples.length > 1);
  const times = late.flatMap(({ samples }) => samples.map(({ tsMs }) => tsMs));
  expect(times.length).toBeGreaterThan(40);
  expect(times).toEqual(times.toSorted((one, other) => other - one));
});

test("crawling traffic stands for 160 s at a time, and moves in between", () => {
  const run = play("crawling-traffic");
  const still = samplesOf(run).reduce(
    ({ longest, sinceMs }, { tsMs, speedKmh = 0 }) =>
      speedKmh === 0 &&
      tsMs > run.expected.routes[0]!.startMs &&
      tsMs < run.expected.routes[0]!.endMs
        ? { longest: Math.max(longest, tsMs - sinceMs), sinceMs }
        : { longest, sinceMs: tsMs },
    { longest: 0, sinceMs: START_MS },
  );
  expect(still.longest / 1_000).toBeGreaterThan(150);
  expect(still.longest / 1_000).toBeLessThan(175);
});

test("an unknown scenario is an error that lists those there are", () => {
  expect(() => findScenario("nope")).toThrow("ordinary-day, ghost-drift");
});
