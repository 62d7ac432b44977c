import { detectionId, type Detector, type DetectorInput } from "./detector.ts";
import { GnssState, initialGnss, type Lost, type Receiver, type Said } from "./gnss-state.ts";
import { isKnownHole, rememberHole, type KnownHoles } from "./known-holes.ts";
import { toDecimetre, toTenth } from "./kept-figures.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { addOwn, endGone, findOwn, isHeard, type Ending } from "./per-device.ts";

const say = (
  type: "gnss_outage" | "gnss_jamming",
  said: Said,
  { deviceId, good, plenty, lost }: Receiver,
  vehicleId: string,
  endMs: number | null,
): Output => {
  const before = lost?.collapsed ? plenty : good;
  return {
    kind: "detection",
    record: {
      id: detectionId(vehicleId, type, said.isNamed ? `${deviceId}:${said.startMs}` : said.startMs),
      vehicleId,
      type,
      certainty: said.certainty,
      startMs: said.startMs,
      endMs,
      detectedAtMs: said.detectedAtMs,
      lat: good?.lat ?? null,
      lon: good?.lon ?? null,
      evidence: {
        device: deviceId,
        satellitesBefore: before?.satellites ?? null,
        speedBeforeKmh: before?.speedKmh ?? null,
        lastFixMs: good?.atMs ?? null,
      },
    },
  };
};

const openRecords = (receiver: Receiver, vehicleId: string, endMs: number | null): Output[] => {
  const { outage = null, jamming = null } = receiver.lost ?? {};
  const records: Output[] = [];
  if (outage) records.push(say("gnss_outage", outage, receiver, vehicleId, endMs));
  if (jamming) records.push(say("gnss_jamming", jamming, receiver, vehicleId, endMs));
  return records;
};

/** Fixes are back: what was open ends, and a place that took them away for a while is known. */
const comeBack = (
  receiver: Receiver,
  lost: Lost,
  holes: KnownHoles,
  input: DetectorInput,
): readonly Output[] => {
  const { tsMs, vehicleId } = input.observation;
  const { good } = receiver;
  const withinMs = input.settings.options.gnss.holeWithinS * 1_000;
  const isHole = lost.collapsed && lost.jamming?.certainty !== "confirmed";
  if (isHole && good && tsMs - lost.sinceMs <= withinMs)
    rememberHole(holes, good.lat, good.lon, tsMs);
  const said = lost.outage || lost.jamming ? openRecords(receiver, vehicleId, tsMs) : NOTHING;
  receiver.lost = null;
  return said;
};

const keepGood = (receiver: Receiver, input: DetectorInput, lat: number, lon: number): void => {
  const { tsMs, satellites = null, speedKmh } = input.observation;
  const good = (receiver.good ??= { atMs: tsMs, satellites, speedKmh: null, lat, lon });
  good.atMs = tsMs;
  good.satellites = satellites;
  good.speedKmh = speedKmh === undefined ? null : toTenth(speedKmh);
  good.lat = toDecimetre(lat);
  good.lon = toDecimetre(lon);
};

/** A collapse may take several messages: what counts is when there were plenty, not the last one. */
const keepPlenty = (receiver: Receiver, input: DetectorInput): void => {
  const { tsMs, satellites = 0, speedKmh } = input.observation;
  if (satellites < input.settings.options.gnss.satellitesBefore) return;
  const plenty = (receiver.plenty ??= { atMs: tsMs, satellites, speedKmh: null });
  plenty.atMs = tsMs;
  plenty.satellites = satellites;
  plenty.speedKmh = speedKmh === undefined ? null : toTenth(speedKmh);
};

const isOn = ({ motion }: DetectorInput): boolean => motion.ignition ?? motion.underWay;

const collapses = (receiver: Receiver, input: DetectorInput): boolean => {
  const { plenty } = receiver;
  if (!plenty || !isOn(input)) return false;
  const { gnss: options } = input.settings.options;
  return (
    input.observation.satellites === 0 &&
    input.observation.tsMs - plenty.atMs <= options.collapseWithinS * 1_000 &&
    (plenty.speedKmh ?? 0) >= options.movingKmh
  );
};

const suspectJamming = (
  receiver: Receiver,
  lost: Lost,
  holes: KnownHoles,
  input: DetectorInput,
): readonly Output[] => {
  const { good } = receiver;
  const { tsMs, satellites, vehicleId } = input.observation;
  if (lost.jamming || !good) return NOTHING;
  // Key off, or satellites in sight again: it has parked under a roof.
  if (!isOn(input) || (satellites ?? 0) > 0) {
    lost.collapsed = false;
    return NOTHING;
  }
  const { gnss: options } = input.settings.options;
  const lostS = (tsMs - lost.sinceMs) / 1_000;
  if (lostS < options.jammedAfterS || lost.messages < options.jammedMessages) return NOTHING;
  // No hole takes longer to cross; a jammer in a tunnel does.
  const isCrossing = lostS <= options.holeWithinS;
  if (isCrossing && isKnownHole(holes, good.lat, good.lon, tsMs)) return NOTHING;
  const startMs = lost.sinceMs;
  lost.jamming = { startMs, detectedAtMs: tsMs, certainty: "suspected", isNamed: true };
  return [say("gnss_jamming", lost.jamming, receiver, vehicleId, null)];
};

const saidByDevice = (receiver: Receiver, lost: Lost, input: DetectorInput): readonly Output[] => {
  const { tsMs, vehicleId } = input.observation;
  if (lost.jamming?.certainty === "confirmed") return NOTHING;
  // What was a suspicion before is decided now.
  const { startMs, isNamed } = lost.jamming ?? { startMs: lost.sinceMs, isNamed: true };
  lost.jamming = { startMs, detectedAtMs: tsMs, certainty: "confirmed", isNamed };
  return [say("gnss_jamming", lost.jamming, receiver, vehicleId, null)];
};

const endOutage = (
  receiver: Receiver,
  lost: Lost,
  vehicleId: string,
  tsMs: number,
): readonly Output[] => {
  const { outage } = lost;
  lost.missingSinceMs = null;
  lost.outage = null;
  return outage ? [say("gnss_outage", outage, receiver, vehicleId, tsMs)] : NOTHING;
};

/** A parked receiver may be under a roof; one that never had a fix has no such excuse. */
const followOutage = (receiver: Receiver, lost: Lost, input: DetectorInput): readonly Output[] => {
  const { tsMs, vehicleId } = input.observation;
  const { gnss: options } = input.settings.options;
  const on = isOn(input);
  if (!on && receiver.good)
    return lost.missingSinceMs === null ? NOTHING : endOutage(receiver, lost, vehicleId, tsMs);
  if (lost.outage || lost.jamming) return NOTHING;
  const paused = tsMs - receiver.heardMs > options.messagesEveryS * 1_000;
  if (lost.missingSinceMs === null || paused) lost.missingSinceMs = tsMs;
  const startMs = lost.missingSinceMs;
  if (tsMs - startMs <= options.outageAfterS * 1_000) return NOTHING;
  const certainty = on ? "confirmed" : "suspected";
  lost.outage = { startMs, detectedAtMs: tsMs, certainty, isNamed: true };
  return [say("gnss_outage", lost.outage, receiver, vehicleId, null)];
};

const newLost = (sinceMs: number): Lost => ({
  sinceMs,
  messages: 0,
  collapsed: false,
  missingSinceMs: null,
  outage: null,
  jamming: null,
});

const lose = (receiver: Receiver, holes: KnownHoles, input: DetectorInput): readonly Output[] => {
  const { tsMs, event } = input.observation;
  const lost = (receiver.lost ??= newLost(tsMs));
  lost.messages++;
  lost.collapsed ||= collapses(receiver, input);
  if (event === "jamming" || event === "gnss_jamming") return saidByDevice(receiver, lost, input);
  const suspected = lost.collapsed ? suspectJamming(receiver, lost, holes, input) : NOTHING;
  return suspected === NOTHING ? followOutage(receiver, lost, input) : suspected;
};

const ENDING: Ending<Receiver> = {
  isOpen: ({ lost }) => lost !== null && (lost.outage ?? lost.jamming) !== null,
  end: openRecords,
};

/** What is known of the speaking device; undefined of one that has never told of a receiver. */
const receiverOf = ({ devices }: GnssState, input: DetectorInput): Receiver | undefined => {
  const { deviceId, tsMs, lat, satellites } = input.observation;
  const known = findOwn(devices, deviceId);
  if (known || (lat === undefined && satellites === undefined)) return known;
  return addOwn(devices, { deviceId, heardMs: tsMs, good: null, plenty: null, lost: null }, input);
};

const hear = (receiver: Receiver, holes: KnownHoles, input: DetectorInput): readonly Output[] => {
  const { lat, lon, satellites } = input.observation;
  if (lat === undefined || lon === undefined || satellites === 0)
    return lose(receiver, holes, input);
  const { lost } = receiver;
  const said = lost ? comeBack(receiver, lost, holes, input) : NOTHING;
  keepGood(receiver, input, lat, lon);
  keepPlenty(receiver, input);
  return said;
};

/**
 * The receivers, each by itself: an outage when messages come for long without a fix, and jamming
 * when all satellites vanish at once from a moving car, a suspicion until the device confirms it.
 */
export const gnss: Detector<GnssState> = {
  name: "gnss",
  ofDevices: true,
  state: GnssState,
  initial: initialGnss,

  step(state, input) {
    const gone = endGone(state.devices, ENDING, input);
    const receiver = isHeard(input) ? receiverOf(state, input) : undefined;
    if (!receiver) return gone;
    const said = hear(receiver, state.holes, input);
    receiver.heardMs = input.observation.tsMs;
    return joined(gone, said);
  },

  snapshot: ({ devices }, vehicleId) =>
    devices.flatMap((receiver) => openRecords(receiver, vehicleId, null)),
};
