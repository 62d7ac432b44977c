import { expect, test } from "vitest";
import { circle } from "./geo/shape.ts";
import { DEFAULT_OVERDUE_RULE } from "./overdue-rules.ts";
import { inYardSinceMs, type RentedCar } from "./return-yard.ts";

const MINUTE_MS = 60_000;
const STOOD = Date.UTC(2026, 2, 1, 16);
const NOW = STOOD + 30 * MINUTE_MS;
const YARD_AT = { lat: 57.7, lon: 11.97 };
const YARD = [circle(YARD_AT, 100)];
const northOf = (metres: number) => ({ lat: YARD_AT.lat + metres / 111_195, lon: YARD_AT.lon });

/** A car that came to stand so far from the middle of the yard, with a fix, its ignition off. */
const parkedCar = (metresAway: number, overrides: Partial<RentedCar> = {}): RentedCar => ({
  position: northOf(metresAway),
  positionMs: STOOD,
  accuracyM: 8,
  seenMs: STOOD,
  ignition: false,
  parked: { sinceMs: STOOD, at: northOf(metresAway), speedKmh: 0 },
  drivenKm: 40,
  ...overrides,
});
const standsAt = (metresAway: number, speedKmh: number | null) => ({
  parked: { sinceMs: STOOD, at: northOf(metresAway), speedKmh },
});
const isInYard = (car: RentedCar): boolean =>
  inYardSinceMs(car, YARD, NOW, DEFAULT_OVERDUE_RULE.options) === STOOD;

test("a car that stands in the yard is in it, unless its engine runs under the sky", () => {
  expect(isInYard(parkedCar(50))).toBe(true);
  expect(isInYard(parkedCar(50, { ignition: null }))).toBe(true);
  expect(isInYard(parkedCar(50, { ignition: true, positionMs: NOW, seenMs: NOW }))).toBe(false);
  expect(isInYard(parkedCar(50, { parked: null }))).toBe(false);
  expect(isInYard(parkedCar(120))).toBe(false);
});

test("under a roof, the last fix near the yard will do, if it was made under way", () => {
  const lastFix = { positionMs: STOOD - 10_000, seenMs: STOOD + 5 * MINUTE_MS };
  expect(isInYard(parkedCar(220, { ...lastFix, ...standsAt(220, null) }))).toBe(true);
  expect(isInYard(parkedCar(260, { ...lastFix, ...standsAt(260, null) }))).toBe(false);
  const justOff = { positionMs: STOOD - 10_000, seenMs: STOOD, ...standsAt(220, null) };
  expect(isInYard(parkedCar(220, justOff))).toBe(false);
});

test("a receiver that sleeps in a car parked in the street is no roof", () => {
  const heartbeats = { seenMs: STOOD + 25 * MINUTE_MS };
  expect(isInYard(parkedCar(220, heartbeats))).toBe(false);
  expect(isInYard(parkedCar(220, { ...heartbeats, positionMs: STOOD + MINUTE_MS }))).toBe(false);
  expect(isInYard(parkedCar(220, { ...heartbeats, ignition: null }))).toBe(false);
});

test("a car that falls silent at speed by the yard has gone under a roof, a slow one has not", () => {
  const silent = (speedKmh: number | null) =>
    parkedCar(220, { ignition: true, ...standsAt(220, speedKmh) });
  expect(isInYard(silent(20))).toBe(true);
  expect(isInYard(silent(2))).toBe(false);
  expect(isInYard(silent(null))).toBe(false);
  const heardOf = { ignition: null, seenMs: NOW - MINUTE_MS };
  expect(isInYard({ ...silent(20), ...heardOf })).toBe(true);
});

test("a fix through the depot's window keeps the car in, one at the edge says nothing", () => {
  const seen = (metresAway: number) => ({
    ...{ position: northOf(metresAway), positionMs: NOW, seenMs: NOW },
    ...standsAt(220, null),
  });
  expect(isInYard(parkedCar(220, seen(60)))).toBe(true);
  expect(isInYard(parkedCar(220, seen(95)))).toBe(false);
  expect(isInYard(parkedCar(220, { ...seen(60), accuracyM: 50 }))).toBe(false);
});
