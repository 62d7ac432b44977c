/** Web Mercator as MapLibre counts it: the world is a square from 0,0 (north-west) to 1,1. */
export type Mercator = { readonly x: number; readonly y: number };

/** Longest circle of latitude, metres (WGS 84 equatorial circumference). */
const EQUATOR_M = 40_075_016.686;

export const mercatorOf = (lon: number, lat: number): Mercator => ({
  x: (lon + 180) / 360,
  y: 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI),
});

/** Longitude and latitude in degrees, the inverse of `mercatorOf`. */
export const lonLatOf = ({ x, y }: Mercator): [number, number] => [
  x * 360 - 180,
  (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90,
];

/** Length on the map of one metre on the ground at a latitude. */
export const mercatorPerMetre = (lat: number): number =>
  1 / (EQUATOR_M * Math.cos((lat * Math.PI) / 180));
