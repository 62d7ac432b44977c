import { z } from "zod";
import type { PowerCutOptions } from "../../contracts/detection/power-cut-options.ts";
import type { Observation } from "../../contracts/observation.ts";
import type { Detector, DetectorInput } from "./detector.ts";
import { toDecimetre, toThousandth, toTenth } from "./kept-figures.ts";
import { FlatBattery, followFlat, hasDied } from "./flat-battery.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { addOwn, endGone, findOwn, isHeard, type Ending } from "./per-device.ts";
import { isMomentary, Loss, sayCut, sayOpen } from "./power-cut-records.ts";
import { Speaker } from "./speaker.ts";
import { backFromV, learnSupply, lostBelowV } from "./usual-supply.ts";

const Figures = z.object({
  /** The last voltage that was one, V. */
  suppliedV: z.number().nullable(),
  /** What it is usually fed with, V. */
  usualV: z.number().nullable().default(null),
  loss: Loss.nullable(),
  flat: FlatBattery.default(null),
});

/** How one device is fed. */
const Supply = Figures.extend({ deviceId: z.string(), heardMs: z.number() });
type Supply = z.infer<typeof Supply>;

const ofSpeaker = Figures.extend({ speaker: Speaker }).transform(({ speaker, ...figures }) => ({
  devices: speaker ? [{ ...speaker, ...figures }] : [],
}));

/** Of each device by itself; earlier releases knew one of them. */
export const PowerCutState = z.union([z.object({ devices: z.array(Supply) }), ofSpeaker]);
export type PowerCutState = z.infer<typeof PowerCutState>;

const newLoss = (supply: Supply, { observation, fix, lastFix }: DetectorInput): Loss => {
  const { tsMs, externalV, event } = observation;
  const place = fix ?? lastFix;
  return {
    startMs: tsMs,
    lat: place ? toDecimetre(place.lat) : null,
    lon: place ? toDecimetre(place.lon) : null,
    fromV: supply.suppliedV,
    toV: externalV === undefined ? null : toThousandth(externalV),
    speedKmh: place?.speedKmh == null ? null : toTenth(place.speedKmh),
    saidByDevice: event === "unplugged",
    detectedAtMs: null,
    certainty: "confirmed",
    backMs: null,
    isNamed: true,
  };
};

/** A lost supply was a device's last word for a while. */
const lastWord = (
  { loss, heardMs }: Supply,
  options: PowerCutOptions,
  untilMs: number,
): Loss | null => {
  const waitMs = options.lastWordAfterS * 1_000;
  if (!loss || loss.detectedAtMs !== null || untilMs - heardMs <= waitMs) return null;
  // Behind the wait, not at its end: what another device says just then has not shown it yet.
  return { ...loss, detectedAtMs: heardMs + waitMs + 1, certainty: "suspected" };
};

const confirm = (supply: Supply, loss: Loss, { vehicleId, tsMs }: Observation): Output => {
  // What was a suspicion before is decided now.
  if (loss.certainty === "suspected" || loss.detectedAtMs === null) loss.detectedAtMs = tsMs;
  loss.certainty = "confirmed";
  return sayOpen(supply, loss, vehicleId);
};

const readLost = (supply: Supply, input: DetectorInput): readonly Output[] => {
  if (!supply.loss && hasDied(supply.flat, input.motion)) return NOTHING;
  const { observation, settings } = input;
  const { tsMs } = observation;
  const loss = (supply.loss ??= newLoss(supply, input));
  loss.backMs = null;
  const isConfirmed = loss.detectedAtMs !== null && loss.certainty === "confirmed";
  const waitMs = settings.options.powerCut.confirmAfterS * 1_000;
  if (isConfirmed || tsMs === loss.startMs || tsMs - loss.startMs < waitMs) return NOTHING;
  return [confirm(supply, loss, observation)];
};

const readUnplugged = (supply: Supply, input: DetectorInput): readonly Output[] => {
  if (!supply.loss && hasDied(supply.flat, input.motion)) return NOTHING;
  if (supply.loss?.saidByDevice) return NOTHING;
  const loss = (supply.loss ??= newLoss(supply, input));
  loss.saidByDevice = true;
  return [confirm(supply, loss, input.observation)];
};

const readBack = (supply: Supply, input: DetectorInput, volts: number): readonly Output[] => {
  const { vehicleId, tsMs } = input.observation;
  supply.suppliedV = toThousandth(volts);
  supply.usualV = learnSupply(supply.usualV, volts);
  const { loss } = supply;
  if (!loss) return NOTHING;
  loss.backMs ??= tsMs;
  const waitMs = input.settings.options.powerCut.confirmAfterS * 1_000;
  const isBack = tsMs > loss.backMs && tsMs - loss.backMs >= waitMs;
  // A single reading that nothing confirmed was a dip of the starter, or a fault of the tracker.
  if (loss.detectedAtMs !== null && !isBack) return NOTHING;
  supply.loss = null;
  return loss.detectedAtMs === null ? NOTHING : [sayCut(supply, loss, vehicleId, loss.backMs)];
};

/** Those that have said since nothing else for long enough. */
const elapse = ({ devices }: PowerCutState, input: DetectorInput): readonly Output[] => {
  const { observation, settings } = input;
  let said = NOTHING;
  for (const supply of devices) {
    if (supply.loss === null || supply.loss.detectedAtMs !== null) continue;
    const loss = lastWord(supply, settings.options.powerCut, observation.tsMs);
    if (!loss) continue;
    supply.loss = loss;
    said = joined(said, [sayOpen(supply, loss, observation.vehicleId)]);
  }
  return said;
};

const ENDING: Ending<Supply> = {
  isOpen: ({ loss }) => loss !== null,
  end: (supply, vehicleId, endMs) => {
    const { loss } = supply;
    if (!loss || loss.detectedAtMs === null || isMomentary(loss)) return NOTHING;
    return [sayCut(supply, loss, vehicleId, endMs)];
  },
};

const followBattery = (supply: Supply, volts: number, input: DetectorInput): void => {
  const { lowBattery: options } = input.settings.options;
  const scale = (supply.usualV ?? volts) >= options.twentyFourFromV ? 2 : 1;
  supply.flat = followFlat(supply.flat, volts, input.observation.tsMs, scale, options);
};

const read = (supply: Supply, input: DetectorInput): readonly Output[] => {
  const { externalV, event } = input.observation;
  const { powerCut: options } = input.settings.options;
  if (externalV !== undefined) followBattery(supply, externalV, input);
  if (event === "unplugged") return readUnplugged(supply, input);
  if (externalV === undefined) {
    if (supply.loss && isMomentary(supply.loss)) supply.loss = null; // said, and no longer repeated
    return NOTHING;
  }
  // A state of before knows no usual supply yet, only the last one.
  const usualV = supply.usualV ?? supply.suppliedV;
  if (externalV < lostBelowV(usualV, options)) return readLost(supply, input);
  return externalV >= backFromV(usualV, options) ? readBack(supply, input, externalV) : NOTHING;
};

/** What is known of the speaking device; undefined of one that has never spoken of its supply. */
const supplyOf = ({ devices }: PowerCutState, input: DetectorInput): Supply | undefined => {
  const { deviceId, tsMs, externalV, event } = input.observation;
  const known = findOwn(devices, deviceId);
  if (known || (externalV === undefined && event !== "unplugged")) return known;
  const figures = { suppliedV: null, usualV: null, loss: null, flat: null };
  const supply = { deviceId, heardMs: tsMs, ...figures };
  return addOwn(devices, supply, input);
};

/**
 * Power cut: a tracker lost what usually feeds it, by its voltmeter or in its own words; of several
 * in a car each by itself. A battery that has run flat and died is no cut, but a low battery. Lasts until two
 * readings say that the supply is back. A wired tracker that
 * never saw a supply is cut off as well; one without a voltmeter never reports a voltage.
 */
export const powerCut: Detector<PowerCutState> = {
  name: "powerCut",
  ofDevices: true,
  silenceBy: "habit",
  state: PowerCutState,
  initial: () => ({ devices: [] }),

  step(state, input) {
    const gone = endGone(state.devices, ENDING, input);
    const elapsed = elapse(state, input);
    const before = joined(gone, elapsed);
    const supply = isHeard(input) ? supplyOf(state, input) : undefined;
    if (!supply) return before;
    const said = read(supply, input);
    supply.heardMs = input.observation.tsMs;
    return joined(before, said);
  },

  snapshot: ({ devices }, vehicleId) =>
    devices.flatMap((supply) =>
      supply.loss?.detectedAtMs == null ? [] : [sayOpen(supply, supply.loss, vehicleId)],
    ),

  project: ({ devices }, { vehicleId, nowMs, settings, mountings }) =>
    devices.flatMap((supply) => {
      const loss = lastWord(supply, settings.options.powerCut, nowMs);
      return loss && mountings.isMounted(supply.deviceId, nowMs)
        ? [sayOpen(supply, loss, vehicleId)]
        : [];
    }),

  wakeAtMs({ devices }, { options }) {
    let earliest: number | null = null;
    for (const { loss, heardMs } of devices) {
      if (!loss || loss.detectedAtMs !== null) continue;
      const dueMs = heardMs + options.powerCut.lastWordAfterS * 1_000 + 1;
      if (earliest === null || dueMs < earliest) earliest = dueMs;
    }
    return earliest;
  },
};
