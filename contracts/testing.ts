import type { Observation } from "./observation.ts";

let made = 0;
const uuid = (number: number): string =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;

/** A vehicle id for tests. */
export const VEHICLE_A = uuid(0xa);

/** A complete, valid observation; override what the test is about. */
export const anObservation = (overrides: Partial<Observation> = {}): Observation => ({
  id: uuid(++made),
  deviceId: "tracker-a",
  vehicleId: VEHICLE_A,
  tsMs: Date.UTC(2026, 2, 1, 12),
  ...overrides,
});
