import type { Car } from "./car.ts";

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

/** The smallest area that holds some places (longitude first); undefined for none. */
export const boundsOf = (places: readonly (readonly [number, number])[]): Bounds | undefined => {
  if (places.length === 0) return undefined;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of places) {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
};

/** The area that holds every car with a place; undefined when none has one. */
export const boundsOfFleet = (cars: Iterable<Pick<Car, "lat" | "lon">>): Bounds | undefined => {
  const places: [number, number][] = [];
  for (const { lon, lat } of cars) if (!Number.isNaN(lat)) places.push([lon, lat]);
  return boundsOf(places);
};

/** Whether a car is inside; one without a place is not. */
export const isInside = (
  { lat, lon }: Pick<Car, "lat" | "lon">,
  [west, south, east, north]: Bounds,
): boolean => lon >= west && lon <= east && lat >= south && lat <= north;
