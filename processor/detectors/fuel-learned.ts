import { derivedId } from "../../db/derived-id.ts";
import type { Detector, DetectorInput } from "./detector.ts";
import type { FuelState, Sender } from "./fuel-state.ts";
import { joined, type Output } from "./output.ts";

/*
 * What is learned of a gauge decides what a receipt could have shown and how certain a level is, for
 * the time it was known in. So each change of it is told, with the time of the observation that
 * taught it, and a late observation revises it like any other conclusion.
 */

/** Noise goes up or down by a tenth with each level: nearer than this it is as it was told, % of tank. */
const SAME_NOISE_PCT = 0.35;

const tankOf = ({ scaleLitres, seenTankLitres }: Sender): number | null =>
  scaleLitres ?? seenTankLitres;

const isNoiseAsTold = ({ toldNoisePct, noisePct }: FuelState): boolean =>
  toldNoisePct !== null && Math.abs(toldNoisePct - noisePct) < SAME_NOISE_PCT;

const tell = (state: FuelState, { observation }: DetectorInput): Output => {
  const { sender, noisePct, burn } = state;
  const { vehicleId, tsMs } = observation;
  state.toldNoisePct = noisePct;
  const record = {
    id: derivedId(`learned-fuel:${vehicleId}:${tsMs}`),
    ...{ vehicleId, detectedAtMs: tsMs, stepPct: sender.stepPct, noisePct },
    ...{ tankLitres: tankOf(sender), perIdleHourPct: burn.perIdleHourPct },
  };
  return { kind: "learned_fuel", record };
};

/** Takes a step, and tells what is known of the gauge and of idling where it has taught something. */
export const tellingLearned = (
  step: Detector<FuelState>["step"],
  state: FuelState,
  input: DetectorInput,
): readonly Output[] => {
  // What was known before is compared rather than remembered: the state has to be small.
  const { stepPct } = state.sender;
  const tankLitres = tankOf(state.sender);
  const { perIdleHourPct } = state.burn;
  const outputs = step(state, input);
  const { sender, burn } = state;
  const isKnown =
    isNoiseAsTold(state) &&
    stepPct === sender.stepPct &&
    tankLitres === tankOf(sender) &&
    perIdleHourPct === burn.perIdleHourPct;
  if (isKnown || sender.unit === null) return outputs;
  return joined(outputs, [tell(state, input)]);
};
