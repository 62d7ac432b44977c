import { originOf, type Origin } from "./location-row.ts";

/** When a tracker sat in which car; `untilMs` is Infinity while it still does. */
export type Mounting = {
  readonly origin: Origin;
  readonly fromMs: number;
  readonly untilMs: number;
};

/** A mounting as the database answers it; times are ms since the Unix epoch. */
export type MountingRow = {
  readonly vehicle_id: string;
  readonly from_ms: number;
  readonly until_ms: number | null;
};

export const toMounting = (deviceId: string, row: MountingRow): Mounting => ({
  origin: originOf(deviceId, row.vehicle_id),
  fromMs: row.from_ms,
  untilMs: row.until_ms ?? Number.POSITIVE_INFINITY,
});

/** The one of a device's mountings, oldest first, that held at an instant, if any did. */
export const mountingAt = (mountings: readonly Mounting[], tsMs: number): Mounting | undefined => {
  // The newest mounting is almost always the one.
  for (let index = mountings.length - 1; index >= 0; index--) {
    const mounting = mountings[index];
    if (mounting && mounting.fromMs <= tsMs && tsMs < mounting.untilMs) return mounting;
  }
  return undefined;
};
