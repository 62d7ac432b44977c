import { distanceM } from "../geo/distance.ts";
import type { DetectorInput } from "./detector.ts";
import { isArmed } from "./tow-anchor.ts";
import { accuracyOf, agrees, hasStoodStill, isDisplaced, isOnFerry } from "./tow-evidence.ts";
import { leave, say } from "./tow-move.ts";
import type { Anchor, Move, TowState } from "./tow-state.ts";

/** A first fix far off is held, and begins a move only with the one that seconds it. */
const heldMove = (anchor: Anchor, { heldFix, wire, settings }: DetectorInput): Move | null => {
  const options = settings.options.tow;
  if (!heldFix || !isArmed(anchor, heldFix, options)) return null;
  const isAway = isDisplaced(distanceM(anchor, heldFix), heldFix, options);
  return isAway ? leave(anchor, heldFix, wire) : null;
};

const isProven = (anchor: Anchor, move: Move, awayM: number, input: DetectorInput): boolean => {
  const { fix, motion, settings } = input;
  const options = settings.options.tow;
  if (!fix || motion.ignition !== true || accuracyOf(fix, options) > options.maxAccuracyM)
    return false;
  if (awayM <= options.settledM || !agrees(move, fix, options)) return false;
  if (fix.atMs - move.sinceMs <= options.lateIgnitionS * 1_000) return false;
  return hasStoodStill(anchor, input, awayM) && !isOnFerry(input, anchor, fix);
};

/**
 * The move that ends with this observation, whose key is not off. One that is not said yet is when the
 * key is turned on where a fix before has seen the car already, and the odometer says that it was not
 * driven there.
 */
export const movedBeforeKey = (
  { anchor, move: known }: TowState,
  input: DetectorInput,
): Move | null => {
  const { fix, observation, settings } = input;
  if (known?.type || !anchor || !fix) return known;
  const move = known ?? heldMove(anchor, input);
  const awayM = Math.round(distanceM(anchor, fix));
  if (!move || !isProven(anchor, move, awayM, input)) return known;
  move.awayM = Math.max(move.awayM, awayM);
  move.decidedMs = observation.tsMs;
  say(move, observation.vehicleId, settings.options.tow);
  return move;
};
