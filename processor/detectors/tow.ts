import type { TowOptions } from "../../contracts/detection/tow-options.ts";
import { distanceM } from "../geo/distance.ts";
import type { Detector, DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { hearAlarm, isAlarmed } from "./tow-alarm.ts";
import { anchorAt, firstAnchor, isArmed, settle } from "./tow-anchor.ts";
import {
  accuracyOf,
  agrees,
  isOnFerry,
  isDisplaced,
  isFast,
  isReached,
  noteRolling,
} from "./tow-evidence.ts";
import { movedBeforeKey } from "./tow-key.ts";
import { leave, noteEngine, say } from "./tow-move.ts";
import { moved, TowState, type Anchor, type Move } from "./tow-state.ts";

/** What time until `toMs` means for a move: it is said once the ignition had its time to come. */
const elapse = (
  state: TowState,
  vehicleId: string,
  toMs: number,
  options: TowOptions,
): readonly Output[] => {
  const { move } = state;
  if (!move || move.type !== null || move.decidedMs === null) return NOTHING;
  const dueMs = move.decidedMs + options.lateIgnitionS * 1_000;
  if (toMs < dueMs) return NOTHING;
  // The same whether an observation or the clock has brought the time.
  move.toldMs = dueMs;
  return say(move, vehicleId, options);
};

/** Away for so long that it was carried off; what nothing else speaks for must last the longest. */
const isCarried = (state: TowState, move: Move, fix: Fix, options: TowOptions): boolean => {
  const isFar = move.awayM > options.reflectionM;
  const isWitnessed = isFar || state.rolled || isAlarmed(state, fix.atMs, options);
  const leastS = isWitnessed ? options.displacedS : options.armAfterS;
  const awayS = (fix.atMs - move.sinceMs) / 1_000;
  // Two heartbeats so far off and so long apart are no reflection; a third comes in an hour.
  const isSettled = isFar || (move.awayM > options.settledM && agrees(move, fix, options));
  const leastFixes = isSettled && awayS >= options.withdrawWithinS ? 2 : options.displacedFixes;
  return move.awayFixes >= Math.min(leastFixes, options.displacedFixes) && awayS >= leastS;
};

/** Follows a move that is not said yet; it is none when the car is back, or on a ferry. */
const weigh = (
  state: TowState,
  anchor: Anchor,
  move: Move,
  input: DetectorInput,
  fix: Fix,
): void => {
  const options = input.settings.options.tow;
  const awayM = distanceM(anchor, fix);
  const displaced = isDisplaced(awayM, fix, options);
  const fast = isFast(fix, input);
  move.awayFixes = displaced ? move.awayFixes + 1 : 0;
  move.fastFixes = fast ? move.fastFixes + 1 : 0;
  if (!displaced && !fast) {
    state.move = null;
    return;
  }
  if (isOnFerry(input, anchor, fix)) {
    state.move = null;
    state.anchor = anchorAt(fix, fix.atMs);
    return;
  }
  move.awayM = Math.max(move.awayM, Math.round(awayM));
  move.peakKmh = Math.max(move.peakKmh, Math.round(fix.speedKmh ?? 0));
  const seen = move.fastFixes >= options.speedFixes;
  if (!seen && !isCarried(state, move, fix, options)) return;
  if (move.decidedMs === null) move.unseen = !seen && !state.rolled;
  move.decidedMs ??= fix.atMs;
};

/** Follows a move that was said, until it has come to rest. */
const followMove = (
  state: TowState,
  move: Move,
  input: DetectorInput,
  fix: Fix,
): readonly Output[] => {
  const options = input.settings.options.tow;
  const { rest } = move;
  const from = { lat: move.fromLat, lon: move.fromLon };
  move.awayM = Math.max(move.awayM, Math.round(distanceM(from, fix)));
  move.peakKmh = Math.max(move.peakKmh, Math.round(fix.speedKmh ?? 0));
  // What nobody saw move may yet turn out to have been a reflection.
  const restsS = move.unseen ? options.withdrawWithinS : options.armAfterS;
  const soon = fix.atMs - move.sinceMs <= options.withdrawWithinS * 1_000;
  if (move.unseen && soon && distanceM(from, fix) <= options.standRadiusM) {
    move.withdrawn = true;
    state.move = null;
    return moved(input.observation.vehicleId, move, fix.atMs);
  }
  if (distanceM(rest, fix) > options.standRadiusM) {
    move.rest = { lat: fix.lat, lon: fix.lon, atMs: fix.atMs };
    return NOTHING;
  }
  if (fix.atMs - rest.atMs < restsS * 1_000) return NOTHING;
  state.move = null;
  state.anchor = anchorAt(rest, rest.atMs);
  return moved(input.observation.vehicleId, move, rest.atMs);
};

/** A car that stands: where, since when, and whether this fix begins a move. */
const stand = (state: TowState, anchor: Anchor, input: DetectorInput, fix: Fix): void => {
  const options = input.settings.options.tow;
  const awayM = distanceM(anchor, fix);
  if (awayM <= options.standRadiusM && !isFast(fix, input)) {
    settle(anchor, fix, input.wire);
    state.rolled = false;
  } else if (!isArmed(anchor, fix, options))
    state.anchor = anchorAt(fix, fix.atMs, isReached(fix, input) ? 1 : 0);
  else if (isDisplaced(awayM, fix, options) || isFast(fix, input)) {
    const { heldFix } = input;
    const isSeconded = heldFix && isDisplaced(distanceM(anchor, heldFix), heldFix, options);
    state.move = leave(anchor, isSeconded ? heldFix : fix, input.wire);
    if (isSeconded) state.move.awayFixes = 1;
    noteEngine(state.move, input);
    weigh(state, anchor, state.move, input, fix);
  }
};

/** The ignition is on, or unknown: nothing is towed, and what was has been brought back to life. */
const disarm = (state: TowState, input: DetectorInput): readonly Output[] => {
  const { tsMs, vehicleId } = input.observation;
  state.move = movedBeforeKey(state, input);
  const { move } = state;
  state.anchor = null;
  state.rolling = null;
  state.rolled = false;
  state.move = null;
  return move ? moved(vehicleId, move, tsMs) : NOTHING;
};

/**
 * Cars that move with the ignition off: towed, or driving with an ignition wire that lies. Drift of
 * a parked receiver comes back, stays near or shows no progress, so it is neither.
 */
export const tow: Detector<TowState> = {
  name: "tow",
  state: TowState,
  initial: () => ({
    anchor: null,
    rolling: null,
    rolled: false,
    alarm: null,
    move: null,
  }),

  step(state, input) {
    const { observation, fix, motion, settings } = input;
    const options = settings.options.tow;
    const alarm = hearAlarm(state, input);
    if (motion.ignition !== false)
      return joined(alarm, state.anchor ? disarm(state, input) : NOTHING);
    const said = joined(alarm, elapse(state, observation.vehicleId, observation.tsMs, options));
    // What it was when it was said stays said: a record that lasts changes only with its end.
    if (state.move?.type === null) noteEngine(state.move, input);
    const usable = fix !== undefined && accuracyOf(fix, options) <= options.maxAccuracyM;
    if (!state.anchor) {
      state.anchor = firstAnchor(input, usable);
      return said;
    }
    if (!usable) return said;
    noteRolling(state, input, fix);
    if (state.move?.type) return joined(said, followMove(state, state.move, input, fix));
    if (state.move) weigh(state, state.anchor, state.move, input, fix);
    else stand(state, state.anchor, input, fix);
    return said;
  },

  snapshot: ({ move }, vehicleId) => (move ? moved(vehicleId, move, null) : NOTHING),

  project: (state, { vehicleId, nowMs, settings }) =>
    state.move?.decidedMs == null
      ? NOTHING
      : elapse({ ...state, move: { ...state.move } }, vehicleId, nowMs, settings.options.tow),

  wakeAtMs: ({ move }, { options }) =>
    move && move.type === null && move.decidedMs !== null
      ? move.decidedMs + options.tow.lateIgnitionS * 1_000
      : null,
};
