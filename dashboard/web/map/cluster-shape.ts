import { STATUSES } from "../fleet/status.ts";
import { STRIDE } from "./packed-vehicles.ts";

/** What a ring counts, in its order: what cars do that can be heard, and those that cannot. */
export const RING_PARTS = [...STATUSES, "offline"] as const;
export type RingPart = (typeof RING_PARTS)[number];

const OFFLINE_PART = RING_PARTS.indexOf("offline");
/** How a vehicle is heard that is offline: see `markConnections`. */
const OFFLINE_LEVEL = 2;

/** Which of `RING_PARTS` counts the vehicle at an index. */
export const ringPartOf = (bytes: Uint8Array, index: number): number =>
  bytes[index * STRIDE + 31] === OFFLINE_LEVEL ? OFFLINE_PART : (bytes[index * STRIDE + 28] ?? 0);

/** Outer radius of the ring of a cluster by how many digits its number has, CSS pixels. */
const RADII = [15, 15, 18, 21, 24] as const;

/** How far from its middle a cluster of so many cars is drawn, CSS pixels. */
export const ringRadius = (cars: number): number =>
  RADII[Math.min(RADII.length - 1, String(cars).length)] ?? 24;

/** The most cars that are written out. */
const MOST_WRITTEN = 9_999;

/** The number in a ring: `214`, and from ten thousand on `12k`. */
export const ringNumber = (cars: number): string =>
  cars <= MOST_WRITTEN ? String(cars) : `${Math.floor(cars / 1_000)}k`;
