import { z } from "zod";
import type { SilenceOptions } from "../../contracts/detection/silence-options.ts";
import { clockSlowMs, Deliveries, usuallyLateMs } from "./deliveries.ts";
import { KnownHoles, noHoles } from "./known-holes.ts";
import { Speaker } from "./speaker.ts";
import { initialInterval, isKnown, UsualInterval } from "./usual-interval.ts";

/** How a device uses to report: while it drives, while it stands, and how it falls silent. */
export const Habits = z.object({
  driving: UsualInterval,
  /** Heartbeats of a car that has stood for a while. */
  resting: UsualInterval,
  /** The longest silence of each of the last rests, ms. */
  longestOfRests: z.array(z.number()),
  /** How often of late it parked without a word; see `UNTOLD_FROM`. */
  untoldParkings: z.number(),
  /** What it delivered of late with what it had measured on the move, and while it stood. */
  drivingDeliveries: Deliveries.default(() => []),
  restingDeliveries: Deliveries.default(() => []),
});
export type Habits = z.infer<typeof Habits>;

/** What is remembered to judge the next silence. */
export const SilenceState = z.object({
  /** The tracker whose habits these are. */
  speaker: Speaker,
  /** The last observation of any kind, of any tracker. */
  seenMs: z.number().nullable(),
  /** How late that one came in, ms. */
  lateMs: z.number().default(0),
  /** The last believed position. */
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  /** The last speed and when it was read. */
  speedKmh: z.number().nullable(),
  speedMs: z.number(),
  /** The ignition on or, where nothing tells of it, under way. */
  active: z.boolean(),
  ignition: z.boolean().nullable(),
  signalBars: z.number().nullable(),
  /** Cut off from the car's battery when last heard. */
  unpowered: z.boolean(),
  restSinceMs: z.number().nullable(),
  longestOfRestMs: z.number(),
  /** The last interval of this rest, ms; 0 before there is one. */
  lastOfRestMs: z.number().default(0),
  habits: Habits,
  /** Where the network was lost before. */
  holes: KnownHoles,
});
export type SilenceState = z.infer<typeof SilenceState>;

/** Rests whose longest silence is kept: their median withstands two odd ones. */
const RESTS = 5;
/** … and how many of them say what is usual. */
const RESTS_KNOWN_FROM = 3;
/** From here on silence on the move means that it parked, not that it is lost. */
const UNTOLD_FROM = 2;
const UNTOLD_MOST = 3;

/**
 * A device never heard before. It may well park without a word, as phones do, and is expected to
 * until it says that it stands; one that tells of the ignition from its first word on will tell when
 * it is off, unless it is a dongle that loses its power with it: that shows at its first parking.
 */
export const newHabits = (tellsIgnition = false): Habits => ({
  driving: initialInterval(),
  resting: initialInterval(),
  longestOfRests: [],
  untoldParkings: tellsIgnition ? UNTOLD_FROM - 1 : UNTOLD_FROM,
  drivingDeliveries: [],
  restingDeliveries: [],
});

export const initialSilence = (): SilenceState => ({
  speaker: null,
  seenMs: null,
  lateMs: 0,
  lat: null,
  lon: null,
  speedKmh: null,
  speedMs: 0,
  active: false,
  ignition: null,
  signalBars: null,
  unpowered: false,
  restSinceMs: null,
  longestOfRestMs: 0,
  lastOfRestMs: 0,
  habits: newHabits(),
  holes: noHoles(),
});

/** A parking was told by the device, or noticed only afterwards. */
export const noteParking = (habits: Habits, isTold: boolean): void => {
  const count = habits.untoldParkings + (isTold ? -1 : 1);
  habits.untoldParkings = Math.min(UNTOLD_MOST, Math.max(0, count));
};

/** A rest is over; its longest silence says how silent this device may be. */
export const noteRest = (habits: Habits, longestMs: number): void => {
  if (habits.longestOfRests.length === RESTS) habits.longestOfRests.shift();
  habits.longestOfRests.push(longestMs);
};

const usualOfRestsMs = ({ longestOfRests }: Habits): number => {
  if (longestOfRests.length < RESTS_KNOWN_FROM) return 0;
  const ranked = longestOfRests.toSorted((one, other) => one - other);
  return ranked[Math.floor(ranked.length / 2)] ?? 0;
};

/** A speed older than this says nothing of the moment it fell silent, ms. */
const SPEED_FRESH_MS = 60_000;

/** Whether it was last seen at speed, and not long before its last word. */
export const wasMoving = (state: SilenceState, { movingKmh }: SilenceOptions): boolean =>
  state.speedKmh !== null &&
  state.speedKmh >= movingKmh &&
  state.seenMs !== null &&
  state.seenMs - state.speedMs <= SPEED_FRESH_MS;

/**
 * Whether the device is one that says so when it parks, and now was on the move: with the key on
 * or, where nothing tells of the key, at speed.
 */
export const isLostOnTheMove = (state: SilenceState, options: SilenceOptions): boolean =>
  state.active &&
  state.habits.untoldParkings < UNTOLD_FROM &&
  (state.ignition !== null || wasMoving(state, options));

/** The pace at which it reports on the move, ms; null when not known. */
export const drivingPaceMs = ({ habits: { driving } }: SilenceState): number | null =>
  isKnown(driving) ? driving.ms : null;

/** The interval it usually keeps in the situation it was in last, ms; null when not known. */
export const usualMs = (state: SilenceState, options: SilenceOptions): number | null => {
  const { resting } = state.habits;
  if (isLostOnTheMove(state, options)) return drivingPaceMs(state);
  const usual = Math.max(isKnown(resting) ? resting.ms : 0, usualOfRestsMs(state.habits));
  return usual > 0 ? usual : null;
};

/** How it delivers what it measures on the move, or while it stands. */
export const deliveriesOf = (habits: Habits, active: boolean): Deliveries =>
  active ? habits.drivingDeliveries : habits.restingDeliveries;

/** Silence longer than this means that it is offline, ms. */
export const limitMs = (state: SilenceState, options: SilenceOptions): number => {
  const habitualMs = options.usualIntervals * (usualMs(state, options) ?? 0);
  const { driving, resting, untoldParkings } = state.habits;
  const leastS = isLostOnTheMove(state, options)
    ? isKnown(driving) && untoldParkings === 0
      ? options.drivingSilenceS
      : options.drivingUnknownSilenceS
    : isKnown(resting)
      ? options.parkedSilenceS
      : options.parkedUnknownSilenceS;
  return Math.round(Math.max(leastS * 1_000, habitualMs));
};

/** How late what a car sends comes in: its last word by a slow clock, and what it usually sends, ms. */
export type Lateness = { readonly lastMs: number; readonly usualMs: number };

/**
 * How late it is in its present situation. By a slow clock its last word is newer than it says; what it
 * measured since may be on its way for as long as usual.
 */
export const latenessOf = ({ habits, active, lateMs }: SilenceState): Lateness => {
  const lastMs = clockSlowMs(lateMs, habits.drivingDeliveries, habits.restingDeliveries);
  const usualMs = usuallyLateMs(deliveriesOf(habits, active));
  return { lastMs, usualMs: Math.max(usualMs, lastMs) };
};

/** How much longer than its limit it is waited for, as what it sends is late or its last word was, ms. */
export const waitedForMs = ({ habits, active, lateMs }: SilenceState): number =>
  Math.max(usuallyLateMs(deliveriesOf(habits, active)), lateMs);

/** Nothing newer in hand past this moment it is offline, ms; null before its first word. */
export const offlineAfterMs = (state: SilenceState, options: SilenceOptions): number | null =>
  state.seenMs === null ? null : state.seenMs + limitMs(state, options) + waitedForMs(state);

/** No habit makes the limit shorter than this, ms: most intervals need no closer look. */
export const shortestLimitMs = (options: SilenceOptions): number =>
  1_000 *
  Math.min(
    options.drivingSilenceS,
    options.drivingUnknownSilenceS,
    options.parkedSilenceS,
    options.parkedUnknownSilenceS,
  );
