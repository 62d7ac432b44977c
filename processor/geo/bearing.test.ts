import { expect, test } from "vitest";
import { bearingDeg } from "./bearing.ts";

const HERE = { lat: 57.7, lon: 11.97 };

test.each([
  ["north", { lat: 57.71, lon: 11.97 }, 0],
  ["east", { lat: 57.7, lon: 11.98 }, 90],
  ["south", { lat: 57.69, lon: 11.97 }, 180],
  ["west", { lat: 57.7, lon: 11.96 }, 270],
])("a point in the %s lies there", (_, there, degrees) => {
  expect(bearingDeg(HERE, there)).toBeCloseTo(degrees, 1);
});

test("across the date line it is a short way east", () => {
  expect(bearingDeg({ lat: 0, lon: 179.999 }, { lat: 0, lon: -179.999 })).toBeCloseTo(90, 6);
});
