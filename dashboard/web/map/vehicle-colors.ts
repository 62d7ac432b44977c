import { STATUSES } from "../fleet/status.ts";
import { tokenColor } from "../page/token-color.ts";
import { RING_PARTS } from "./cluster-shape.ts";
import type { VehicleColors } from "./vehicle-painter.ts";

const channels = (color: string): number[] =>
  [...color.matchAll(/[\d.]+/g)].slice(0, 3).map(([channel]) => Number(channel) / 255);

/** The vehicle layer's colours under the theme that is on screen. */
export const readVehicleColors = (within: HTMLElement): VehicleColors => {
  const read = (token: string): number[] => channels(tokenColor(within, token));
  return {
    statuses: new Float32Array(STATUSES.flatMap((status) => read(`--${status}`))),
    ringParts: new Float32Array(RING_PARTS.flatMap((part) => read(`--${part}`))),
    outline: new Float32Array(read("--map-outline")),
    hollow: new Float32Array(read("--map-hollow")),
    accent: new Float32Array(read("--accent")),
    text: new Float32Array(read("--text")),
  };
};
