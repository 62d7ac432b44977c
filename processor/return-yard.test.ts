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
  seenMs: STOOD,
  ignition: false,
  parked: { sinceMs: STOOD, at: northOf(metresAway) },
  ...overrides,
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

test("under a roof, the last fix near the yard will do; in the street it will not", () => {
  const goesOn = { seenMs: STOOD + 5 * MINUTE_MS };
  expect(isInYard(parkedCar(220, goesOn))).toBe(true);
  expect(isInYard(parkedCar(220, { ignition: null }))).toBe(true);
  expect(isInYard(parkedCar(220))).toBe(false);
  expect(isInYard(parkedCar(900, goesOn))).toBe(false);
});
