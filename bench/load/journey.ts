/** A car drives for 25 minutes, then stands for 5 with the ignition off: a route each half-hour. */
const DRIVING_S = 1_500;
const STANDING_S = 300;
const CYCLE_S = DRIVING_S + STANDING_S;
const SPEED_KMH = 50;
/** The cars do not all start at once, s. */
const STAGGER_S = 37;

/** Where the cars are: around Göteborg, far enough apart to be told from each other, 1e-7 degrees. */
const CENTRE = { latE7: 577_000_000, lonE7: 119_700_000 } as const;
const SPACING_E7 = 100_000;
const CARS_A_ROW = 10;

const METRES_A_DEGREE = 111_195;
const RADIUS_M = (DRIVING_S * SPEED_KMH) / 3.6 / (2 * Math.PI);
const NORTH_E7 = (RADIUS_M / METRES_A_DEGREE) * 1e7;
const EAST_E7 = NORTH_E7 / Math.cos((57.7 * Math.PI) / 180);

/** The round as offsets from its centre, one entry a second of driving and one to close it. */
const round = Array.from({ length: DRIVING_S + 1 }, (_, second) => {
  const angle = (2 * Math.PI * second) / DRIVING_S;
  return { north: NORTH_E7 * Math.cos(angle), east: EAST_E7 * Math.sin(angle) };
});
const NORTH = Float64Array.from(round, ({ north }) => north);
const EAST = Float64Array.from(round, ({ east }) => east);

const between = (table: Float64Array, index: number, part: number): number => {
  const from = table[index] ?? 0;
  return from + ((table[index + 1] ?? 0) - from) * part;
};

/** Where a car is and what its sensors say, as whole numbers ready to be written down. */
export type Journey = {
  latE7: number;
  lonE7: number;
  speedTenths: number;
  headingDeg: number;
  ignition: boolean;
  odometerTenths: number;
};

const answer: Journey = {
  latE7: 0,
  lonE7: 0,
  speedTenths: 0,
  headingDeg: 0,
  ignition: false,
  odometerTenths: 0,
};

/**
 * Where car number `car` is at `tsMs`: a pure function of both, so that every run of a benchmark
 * sends the same. The object is reused; read it before the next call.
 */
export const journeyAt = (car: number, tsMs: number): Readonly<Journey> => {
  const seconds = tsMs / 1_000 + car * STAGGER_S;
  const rounds = Math.floor(seconds / CYCLE_S);
  const inCycle = seconds - rounds * CYCLE_S;
  const driving = inCycle < DRIVING_S;
  const driven = driving ? inCycle : DRIVING_S;
  const second = Math.min(Math.floor(driven), DRIVING_S - 1);
  const part = driven - second;
  const north = between(NORTH, second, part);
  const east = between(EAST, second, part);
  const row = Math.floor(car / CARS_A_ROW);
  answer.latE7 = Math.round(CENTRE.latE7 + row * SPACING_E7 + north);
  answer.lonE7 = Math.round(CENTRE.lonE7 + (car % CARS_A_ROW) * SPACING_E7 + east);
  answer.speedTenths = driving ? SPEED_KMH * 10 : 0;
  answer.headingDeg = (90 + Math.floor((360 * driven) / DRIVING_S)) % 360;
  answer.ignition = driving;
  const hoursDriven = ((rounds % 10_000) * DRIVING_S + driven) / 3_600;
  answer.odometerTenths = Math.floor(hoursDriven * SPEED_KMH * 10);
  return answer;
};
