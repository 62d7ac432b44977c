import { z } from "zod";
import type { PowerCutOptions } from "../../contracts/detection/power-cut-options.ts";
import { detectionId, type Detector, type DetectorInput } from "./detector.ts";
import { NOTHING, type Output } from "./output.ts";
import { Speaker, spoken, whose } from "./speaker.ts";
import { backFromV, learnSupply, lostBelowV } from "./usual-supply.ts";

/** The supply is gone, perhaps; a cut once it has been detected. */
const Loss = z.object({
  startMs: z.number(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  /** The last voltage that was one, and what was read then. */
  fromV: z.number().nullable(),
  toV: z.number().nullable(),
  speedKmh: z.number().nullable(),
  /** The device says itself that it was unplugged. */
  saidByDevice: z.boolean(),
  detectedAtMs: z.number().nullable(),
  certainty: z.enum(["confirmed", "suspected"]),
  /** First reading of a supply that seems to be back. */
  backMs: z.number().nullable(),
});
type Loss = z.infer<typeof Loss>;

export const PowerCutState = z.object({
  speaker: Speaker,
  suppliedV: z.number().nullable(),
  /** What it is usually fed with, V. */
  usualV: z.number().nullable().default(null),
  loss: Loss.nullable(),
});
export type PowerCutState = z.infer<typeof PowerCutState>;

const sayCut = (loss: Loss, vehicleId: string, endMs: number | null): Output => ({
  kind: "detection",
  record: {
    id: detectionId(vehicleId, "power_cut", loss.startMs),
    vehicleId,
    type: "power_cut",
    certainty: loss.certainty,
    startMs: loss.startMs,
    endMs,
    detectedAtMs: loss.detectedAtMs ?? loss.startMs,
    lat: loss.lat,
    lon: loss.lon,
    evidence: {
      fromV: loss.fromV,
      toV: loss.toV,
      speedKmh: loss.speedKmh,
      saidByDevice: loss.saidByDevice,
    },
  },
});

/** Without a voltmeter nothing tells when it is back: what has no duration ends when it starts. */
const isMomentary = ({ fromV, toV }: Loss): boolean => fromV === null && toV === null;

const sayOpen = (loss: Loss, vehicleId: string): Output =>
  sayCut(loss, vehicleId, isMomentary(loss) ? loss.startMs : null);

const newLoss = (state: PowerCutState, { observation, fix, lastFix }: DetectorInput): Loss => {
  const { tsMs, externalV, event } = observation;
  const place = fix ?? lastFix;
  return {
    startMs: tsMs,
    lat: place?.lat ?? null,
    lon: place?.lon ?? null,
    fromV: state.suppliedV,
    toV: externalV ?? null,
    speedKmh: place?.speedKmh ?? null,
    saidByDevice: event === "unplugged",
    detectedAtMs: null,
    certainty: "confirmed",
    backMs: null,
  };
};

/** A lost supply was a device's last word for a while. */
const lastWord = (state: PowerCutState, options: PowerCutOptions, untilMs: number): Loss | null => {
  const { loss, speaker } = state;
  const waitMs = options.lastWordAfterS * 1_000;
  if (!loss || !speaker || loss.detectedAtMs !== null) return null;
  if (untilMs - speaker.heardMs <= waitMs) return null;
  // Behind the wait, not at its end: what another device says just then has not shown it yet.
  return { ...loss, detectedAtMs: speaker.heardMs + waitMs + 1, certainty: "suspected" };
};

const confirm = (loss: Loss, vehicleId: string, tsMs: number): Output => {
  // What was a suspicion before is decided now.
  if (loss.certainty === "suspected" || loss.detectedAtMs === null) loss.detectedAtMs = tsMs;
  loss.certainty = "confirmed";
  return sayOpen(loss, vehicleId);
};

const readLost = (state: PowerCutState, input: DetectorInput): readonly Output[] => {
  const { vehicleId, tsMs } = input.observation;
  state.loss ??= newLoss(state, input);
  const { loss } = state;
  loss.backMs = null;
  const isConfirmed = loss.detectedAtMs !== null && loss.certainty === "confirmed";
  const waitMs = input.settings.options.powerCut.confirmAfterS * 1_000;
  if (isConfirmed || tsMs === loss.startMs || tsMs - loss.startMs < waitMs) return NOTHING;
  return [confirm(loss, vehicleId, tsMs)];
};

const readUnplugged = (state: PowerCutState, input: DetectorInput): readonly Output[] => {
  const { vehicleId, tsMs } = input.observation;
  if (state.loss?.saidByDevice) return NOTHING;
  state.loss ??= newLoss(state, input);
  state.loss.saidByDevice = true;
  return [confirm(state.loss, vehicleId, tsMs)];
};

const readBack = (state: PowerCutState, input: DetectorInput, volts: number): readonly Output[] => {
  const { vehicleId, tsMs } = input.observation;
  state.suppliedV = volts;
  state.usualV = learnSupply(state.usualV, volts);
  const { loss } = state;
  if (!loss) return NOTHING;
  loss.backMs ??= tsMs;
  const waitMs = input.settings.options.powerCut.confirmAfterS * 1_000;
  const isBack = tsMs > loss.backMs && tsMs - loss.backMs >= waitMs;
  // A single reading that nothing confirmed was a dip of the starter, or a fault of the tracker.
  if (loss.detectedAtMs !== null && !isBack) return NOTHING;
  state.loss = null;
  return loss.detectedAtMs === null ? NOTHING : [sayCut(loss, vehicleId, loss.backMs)];
};

const elapse = (state: PowerCutState, input: DetectorInput): readonly Output[] => {
  const { observation, settings } = input;
  const loss = lastWord(state, settings.options.powerCut, observation.tsMs);
  if (!loss) return NOTHING;
  state.loss = loss;
  return [sayOpen(loss, observation.vehicleId)];
};

const changeSpeaker = (state: PowerCutState, { observation }: DetectorInput): readonly Output[] => {
  const { loss } = state;
  state.suppliedV = null;
  state.usualV = null;
  state.loss = null;
  if (!loss || loss.detectedAtMs === null || isMomentary(loss)) return NOTHING;
  return [sayCut(loss, observation.vehicleId, observation.tsMs)];
};

const read = (state: PowerCutState, input: DetectorInput): readonly Output[] => {
  const { externalV, event } = input.observation;
  const { powerCut: options } = input.settings.options;
  if (event === "unplugged") return readUnplugged(state, input);
  if (externalV === undefined) {
    if (state.loss && isMomentary(state.loss)) state.loss = null; // said, and no longer repeated
    return NOTHING;
  }
  // A state of before knows no usual supply yet, only the last one.
  const usualV = state.usualV ?? state.suppliedV;
  if (externalV < lostBelowV(usualV, options)) return readLost(state, input);
  return externalV >= backFromV(usualV, options) ? readBack(state, input, externalV) : NOTHING;
};

/**
 * Power cut: the tracker lost what usually feeds it, by its voltmeter or in its own words. Lasts
 * until two readings say that the supply is back. A wired tracker that never saw a supply is cut
 * off as well; one without a voltmeter never reports a voltage.
 */
export const powerCut: Detector<PowerCutState> = {
  name: "powerCut",
  ofDevices: true,
  state: PowerCutState,
  initial: () => ({ speaker: null, suppliedV: null, usualV: null, loss: null }),

  step(state, input) {
    const { observation } = input;
    const { deviceId, externalV, event } = observation;
    const elapsed = state.loss === null ? NOTHING : elapse(state, input);
    const isAboutPower = externalV !== undefined || event === "unplugged";
    if (!isAboutPower && state.speaker?.deviceId !== deviceId) return elapsed;
    const owner = whose(state.speaker, input);
    if (owner === "bystander") return elapsed;
    const changed = owner === "new" ? changeSpeaker(state, input) : NOTHING;
    const said = read(state, input);
    state.speaker = spoken(state.speaker, input);
    if (changed === NOTHING && elapsed === NOTHING) return said;
    return [...elapsed, ...changed, ...said];
  },

  snapshot: ({ loss }, vehicleId) =>
    loss && loss.detectedAtMs !== null ? [sayOpen(loss, vehicleId)] : NOTHING,

  project(state, { vehicleId, nowMs, settings }) {
    const loss = lastWord(state, settings.options.powerCut, nowMs);
    return loss ? [sayOpen(loss, vehicleId)] : NOTHING;
  },

  wakeAtMs: ({ loss, speaker }, { options }) =>
    loss && speaker && loss.detectedAtMs === null
      ? speaker.heardMs + options.powerCut.lastWordAfterS * 1_000 + 1
      : null,
};
