import { SILENCE_LIMIT_MS } from "../../contracts/telemetry.ts";
/** Thresholds of trip detection. Every default has its source; each may differ per fleet later. */
export type TripOptions = {
  /** Speed that counts as driving off, km/h. Wheels standing still read up to 6.5, p99 1.2. */
  readonly departSpeedKmh: number;
  /** With the ignition on, this far from where it stood is a departure without any speed, m. */
  readonly departDistanceM: number;
  /** Without an ignition channel: circle around the stand, m; doubled accuracy if that is more. */
  readonly standRadiusM: number;
  /** With the ignition reported off: so far is no jolt, m; then it is a route, or the car is carried. */
  readonly departIgnitionOffM: number;
  /** The ignition may be reported so late, ms; a car that left earlier was carried until then. */
  readonly lateIgnitionMs: number;
  /** Fixes in a row that must say so. */
  readonly departFixes: number;
  /** Without the ignition to say so, the way must be this part of what the speed shown makes, */
  readonly departLeastPart: number;
  /** and no more than this many times that. */
  readonly departMostPart: number;
  /** Or, without an ignition channel, so many fixes must each lead a circle farther away. */
  readonly departLegs: number;
  /** Standing within `standRadiusM` for this long ends a route, ms. In-trip stands last ≤ 162 s. */
  readonly dwellMs: number;
  /** With the ignition on it may stand this much longer (a queue, a ferry), ms. */
  readonly ignitionVetoMs: number;
  /** Ignition off ends a route once nothing contradicts it for this long, ms. */
  readonly ignitionOffConfirmMs: number;
  /** A gap between fixes beyond this is silence, ms, but for trackers that always take so long, */
  readonly silenceMs: number;
  /** which shows in a gap of no more than this many times the one before. */
  readonly silenceOverUsual: number;
  /** Silence this long always ends the route at its last fix, ms. */
  readonly silenceEndsMs: number;
  /** After silence, a car still this near has stood, m. */
  readonly silenceStoodM: number;
  /** Slower than this across the silence, door to door, and it has stood on the way, km/h. */
  readonly silenceDroveKmh: number;
  /** A route is at least this long, m, and lasts this long, ms; below it is a manoeuvre. */
  readonly minRouteM: number;
  readonly minRouteMs: number;
  /** Slower than this is standing, km/h; a standing car's jitter adds no distance. */
  readonly standSpeedKmh: number;
  /** Moves smaller than this at standing speed are jitter, m. */
  readonly jitterM: number;
  /** How often a route in progress is reported, ms of event time. */
  readonly progressMs: number;
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Starting rules of the detection specification, measured on enviroCar, Natal and e-mission. */
export const defaultTripOptions: TripOptions = {
  departSpeedKmh: 5,
  departDistanceM: 100,
  standRadiusM: 50,
  departIgnitionOffM: 500,
  lateIgnitionMs: MINUTE_MS,
  departFixes: 2,
  departLeastPart: 0.4,
  departMostPart: 2,
  departLegs: 3,
  dwellMs: 3 * MINUTE_MS,
  ignitionVetoMs: 20 * MINUTE_MS,
  ignitionOffConfirmMs: 30 * SECOND_MS,
  silenceMs: 3 * MINUTE_MS,
  silenceOverUsual: 1.5,
  silenceEndsMs: SILENCE_LIMIT_MS,
  silenceStoodM: 200,
  silenceDroveKmh: 10,
  minRouteM: 200,
  minRouteMs: MINUTE_MS,
  standSpeedKmh: 3,
  jitterM: 15,
  progressMs: MINUTE_MS,
};
