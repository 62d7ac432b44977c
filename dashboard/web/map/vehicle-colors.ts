import { STATUSES } from "../fleet/status.ts";
import type { VehicleColors } from "./vehicle-layer.ts";

/** Resolves a design token as the browser would paint it now, such as `rgb(10, 138, 88)`. */
export const tokenColor = (within: HTMLElement, token: string): string => {
  const before = within.style.color;
  within.style.color = `var(${token})`;
  const color = getComputedStyle(within).color;
  within.style.color = before;
  return color;
};

const channels = (color: string): number[] =>
  [...color.matchAll(/[\d.]+/g)].slice(0, 3).map(([channel]) => Number(channel) / 255);

/** The vehicle layer's colours under the theme that is on screen. */
export const readVehicleColors = (within: HTMLElement): VehicleColors => {
  const read = (token: string): number[] => channels(tokenColor(within, token));
  return {
    statuses: new Float32Array(STATUSES.flatMap((status) => read(`--${status}`))),
    outline: new Float32Array(read("--map-outline")),
    hollow: new Float32Array(read("--map-hollow")),
    accent: new Float32Array(read("--accent")),
  };
};
