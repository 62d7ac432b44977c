/** So many readings make it a 24 V system: one may be a spike. */
const SETTLED_READINGS = 3;

/** Counts a reading of the car's battery that only a 24 V system gives, as long as that is not settled. */
export const countHigh = (highReadings: number, volts: number, twentyFourFromV: number): number =>
  volts >= twentyFourFromV && highReadings < SETTLED_READINGS ? highReadings + 1 : highReadings;

/** Nominal voltage of the system that gave so many of those readings, over the thresholds' 12 V. */
export const scaleOf = (highReadings: number): 1 | 2 => (highReadings >= SETTLED_READINGS ? 2 : 1);
