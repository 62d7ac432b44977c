import { detectionId, type Detector, type DetectorInput } from "./detector.ts";
import { GnssState, initialGnss, type Said } from "./gnss-state.ts";
import { isKnownHole, rememberHole } from "./known-holes.ts";
import { NOTHING, type Output } from "./output.ts";
import { spoken, whose } from "./speaker.ts";

const say = (
  type: "gnss_outage" | "gnss_jamming",
  said: Said,
  { good, plenty, collapsed }: GnssState,
  vehicleId: string,
  endMs: number | null,
): Output => {
  const before = collapsed ? plenty : good;
  return {
    kind: "detection",
    record: {
      id: detectionId(vehicleId, type, said.startMs),
      vehicleId,
      type,
      certainty: said.certainty,
      startMs: said.startMs,
      endMs,
      detectedAtMs: said.detectedAtMs,
      lat: good?.lat ?? null,
      lon: good?.lon ?? null,
      evidence: {
        satellitesBefore: before?.satellites ?? null,
        speedBeforeKmh: before?.speedKmh ?? null,
        lastFixMs: good?.atMs ?? null,
      },
    },
  };
};

const openRecords = (state: GnssState, vehicleId: string, endMs: number | null) => {
  const { outage, jamming } = state;
  const records: Output[] = [];
  if (outage) records.push(say("gnss_outage", outage, state, vehicleId, endMs));
  if (jamming) records.push(say("gnss_jamming", jamming, state, vehicleId, endMs));
  return records;
};

const forget = (state: GnssState): void => {
  state.lostMs = null;
  state.lostMessages = 0;
  state.collapsed = false;
  state.missingSinceMs = null;
  state.outage = null;
  state.jamming = null;
};

/** Fixes are back: what was open ends, and a place that took them away for a while is known. */
const comeBack = (state: GnssState, input: DetectorInput): readonly Output[] => {
  const { tsMs, vehicleId } = input.observation;
  const { good, lostMs, collapsed, jamming } = state;
  const withinMs = input.settings.options.gnss.holeWithinS * 1_000;
  const isHole = collapsed && jamming?.certainty !== "confirmed";
  if (isHole && good && lostMs !== null && tsMs - lostMs <= withinMs)
    rememberHole(state.holes, good.lat, good.lon, tsMs);
  const said = state.outage || state.jamming ? openRecords(state, vehicleId, tsMs) : NOTHING;
  forget(state);
  return said;
};

const keepGood = (state: GnssState, input: DetectorInput, lat: number, lon: number): void => {
  const { tsMs, satellites = null, speedKmh = null } = input.observation;
  if (state.good) {
    state.good.atMs = tsMs;
    state.good.satellites = satellites;
    state.good.speedKmh = speedKmh;
    state.good.lat = lat;
    state.good.lon = lon;
  } else state.good = { atMs: tsMs, satellites, speedKmh, lat, lon };
};

/** A collapse may take several messages: what counts is when there were plenty, not the last one. */
const keepPlenty = (state: GnssState, input: DetectorInput): void => {
  const { tsMs, satellites = 0, speedKmh = null } = input.observation;
  if (satellites < input.settings.options.gnss.satellitesBefore) return;
  const plenty = (state.plenty ??= { atMs: tsMs, satellites, speedKmh });
  plenty.atMs = tsMs;
  plenty.satellites = satellites;
  plenty.speedKmh = speedKmh;
};

const isOn = ({ motion }: DetectorInput): boolean => motion.ignition ?? motion.underWay;

const collapses = (state: GnssState, input: DetectorInput): boolean => {
  const { plenty } = state;
  if (!plenty || !isOn(input)) return false;
  const { gnss: options } = input.settings.options;
  return (
    input.observation.satellites === 0 &&
    input.observation.tsMs - plenty.atMs <= options.collapseWithinS * 1_000 &&
    (plenty.speedKmh ?? 0) >= options.movingKmh
  );
};

const suspectJamming = (state: GnssState, input: DetectorInput): readonly Output[] => {
  const { good, lostMs } = state;
  const { tsMs, satellites, vehicleId } = input.observation;
  if (state.jamming || !good || lostMs === null) return NOTHING;
  // Key off, or satellites in sight again: it has parked under a roof.
  if (!isOn(input) || (satellites ?? 0) > 0) {
    state.collapsed = false;
    return NOTHING;
  }
  const { gnss: options } = input.settings.options;
  const lostS = (tsMs - lostMs) / 1_000;
  if (lostS < options.jammedAfterS || state.lostMessages < options.jammedMessages) return NOTHING;
  // No hole takes longer to cross; a jammer in a tunnel does.
  const isCrossing = lostS <= options.holeWithinS;
  if (isCrossing && isKnownHole(state.holes, good.lat, good.lon, tsMs)) return NOTHING;
  state.jamming = { startMs: lostMs, detectedAtMs: tsMs, certainty: "suspected" };
  return [say("gnss_jamming", state.jamming, state, vehicleId, null)];
};

const saidByDevice = (state: GnssState, input: DetectorInput): readonly Output[] => {
  const { tsMs, vehicleId } = input.observation;
  if (state.jamming?.certainty === "confirmed") return NOTHING;
  // What was a suspicion before is decided now.
  const startMs = state.jamming?.startMs ?? state.lostMs ?? tsMs;
  state.jamming = { startMs, detectedAtMs: tsMs, certainty: "confirmed" };
  return [say("gnss_jamming", state.jamming, state, vehicleId, null)];
};

const endOutage = (state: GnssState, vehicleId: string, tsMs: number): readonly Output[] => {
  const { outage } = state;
  state.missingSinceMs = null;
  state.outage = null;
  return outage ? [say("gnss_outage", outage, state, vehicleId, tsMs)] : NOTHING;
};

/** A parked receiver may be under a roof; one that never had a fix has no such excuse. */
const followOutage = (state: GnssState, input: DetectorInput): readonly Output[] => {
  const { tsMs, vehicleId } = input.observation;
  const { gnss: options } = input.settings.options;
  const on = isOn(input);
  if (!on && state.good) {
    return state.missingSinceMs === null ? NOTHING : endOutage(state, vehicleId, tsMs);
  }
  if (state.outage || state.jamming) return NOTHING;
  const pauseMs = tsMs - (state.speaker?.heardMs ?? tsMs);
  const paused = pauseMs > options.messagesEveryS * 1_000;
  if (state.missingSinceMs === null || paused) state.missingSinceMs = tsMs;
  if (tsMs - state.missingSinceMs <= options.outageAfterS * 1_000) return NOTHING;
  const certainty = on ? "confirmed" : "suspected";
  state.outage = { startMs: state.missingSinceMs, detectedAtMs: tsMs, certainty };
  return [say("gnss_outage", state.outage, state, vehicleId, null)];
};

const lose = (state: GnssState, input: DetectorInput): readonly Output[] => {
  const { tsMs, event } = input.observation;
  if (!state.hasReceiver) return NOTHING;
  state.lostMs ??= tsMs;
  state.lostMessages++;
  state.collapsed ||= collapses(state, input);
  if (event === "jamming" || event === "gnss_jamming") return saidByDevice(state, input);
  const suspected = state.collapsed ? suspectJamming(state, input) : NOTHING;
  return suspected === NOTHING ? followOutage(state, input) : suspected;
};

const changeSpeaker = (state: GnssState, input: DetectorInput): readonly Output[] => {
  const { tsMs, vehicleId } = input.observation;
  const said = state.outage || state.jamming ? openRecords(state, vehicleId, tsMs) : NOTHING;
  forget(state);
  state.hasReceiver = false;
  state.good = null;
  state.plenty = null;
  return said;
};

/**
 * The receiver: an outage when messages come for long without a fix, and jamming when all
 * satellites vanish at once from a moving car, a suspicion until the device confirms it.
 */
export const gnss: Detector<GnssState> = {
  name: "gnss",
  ofDevices: true,
  state: GnssState,
  initial: initialGnss,

  step(state, input) {
    const { observation } = input;
    const { lat, lon, satellites } = observation;
    const owner = whose(state.speaker, input);
    if (owner === "bystander") return NOTHING;
    const changed = owner === "new" ? changeSpeaker(state, input) : NOTHING;
    let said = NOTHING;
    if (lat !== undefined && lon !== undefined && satellites !== 0) {
      if (state.lostMs !== null) said = comeBack(state, input);
      keepGood(state, input, lat, lon);
      keepPlenty(state, input);
      state.hasReceiver = true;
    } else {
      state.hasReceiver ||= satellites !== undefined;
      said = lose(state, input);
    }
    state.speaker = spoken(state.speaker, input);
    return changed === NOTHING ? said : [...changed, ...said];
  },

  snapshot: (state, vehicleId) =>
    state.outage || state.jamming ? openRecords(state, vehicleId, null) : NOTHING,
};
