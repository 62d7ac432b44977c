import { z } from "zod";
import type { Observation } from "../../contracts/observation.ts";

/** A device that has spoken of the car. */
export const Device = z.object({
  id: z.string(),
  heardMs: z.number(),
  /** When it last said where it is; 0 before it ever did. */
  positionMs: z.number(),
  /** Between its last two words, ms. */
  pauseMs: z.number(),
  /** The longest such pause of late: what it came back from counts less with time, ms. */
  longestPauseMs: z.number(),
  /** It has shown what only a device that is wired to the car can know. */
  isWired: z.boolean(),
  /** The car's battery no longer feeds it, by its own word. */
  isCut: z.boolean().default(false),
  /** What it said last of the key, since when, and whether it has ever said on. */
  keyOn: z.boolean().nullable().default(null),
  keySinceMs: z.number().default(0),
  hasSaidOn: z.boolean().default(false),
  /** It has shown that the car feeds it: what then falls silent has not been switched off by anybody. */
  isFed: z.boolean().default(false),
  /** It has spoken from long into a stand: it does not sleep through them. */
  speaksAtRest: z.boolean().default(false),
  /** For how long others have been heard, since its last word, when it would have spoken, ms. */
  missedMs: z.number().default(0),
});
export type Device = z.infer<typeof Device>;

/** What its devices may be expected to do: speak on the way, and sleep while the car stands. */
export type Activity = {
  /** Under way, and the key has not been turned off since: none of its trackers sleeps. */
  isOnTheRoad: boolean;
  /** Since when it stands with the key off, `Infinity` where that is not known; null when it does not. */
  restSinceMs: number | null;
};

/** More than these are not told apart at one time; the one that was silent for longest goes. */
const MOST_DEVICES = 4;
/** Of a device that is not known yet: it may sleep, and so long at once, ms. */
const UNKNOWN_PAUSE_MS = 30_000_000;
/** A pause counts less by one part in so many of the time since: six hours are forgotten in two days. */
const FORGOTTEN_BY = 7;
/** Of a pause of the whole car no more counts as missed: its devices may have been under one roof, ms. */
const MOST_MISSED_MS = 3_600_000;
/** Many trackers sleep once the car has stood this long; what speaks on then does so all night, ms. */
const SETTLED_MS = 1_800_000;
/** A tracker that reads less than this is fed by nothing, V: USB has 5. */
const CUT_BELOW_V = 4.3;

/** A phone can count kilometres too; it has no wire to the key, the battery or the tank. */
const isWiredBy = ({ ignition, externalV, rpm, fuelPct, fuelLitres }: Observation): boolean =>
  ignition !== undefined ||
  externalV !== undefined ||
  rpm !== undefined ||
  fuelPct !== undefined ||
  fuelLitres !== undefined;

const newDevice = ({ deviceId, tsMs }: Observation): Device => ({
  id: deviceId,
  heardMs: tsMs,
  positionMs: 0,
  pauseMs: 0,
  longestPauseMs: UNKNOWN_PAUSE_MS,
  isWired: false,
  isCut: false,
  keyOn: null,
  keySinceMs: tsMs,
  hasSaidOn: false,
  isFed: false,
  speaksAtRest: false,
  missedMs: 0,
});

/** The device of an id, if it has spoken of late. */
export const findDevice = (devices: readonly Device[], id: string | null): Device | undefined => {
  for (const device of devices) if (device.id === id) return device;
  return undefined;
};

const isOlder = (one: Device, other: Device): boolean => one.heardMs < other.heardMs;

/** Makes room for a device by letting the one go that was silent for longest. */
const add = (devices: Device[], device: Device): Device => {
  if (devices.length === MOST_DEVICES) {
    const oldest = devices.reduce((found, each) => (isOlder(each, found) ? each : found));
    devices.splice(devices.indexOf(oldest), 1);
  }
  devices.push(device);
  return device;
};

const noteKey = (device: Device, { ignition, tsMs }: Observation): void => {
  if (ignition === undefined || ignition === device.keyOn) return;
  device.keyOn = ignition;
  device.keySinceMs = tsMs;
  device.hasSaidOn ||= ignition;
};

const noteSupply = (device: Device, { externalV, event }: Observation): void => {
  if (event === "unplugged") device.isCut = true;
  else if (externalV !== undefined) {
    device.isCut = externalV < CUT_BELOW_V;
    device.isFed ||= !device.isCut;
  }
};

const note = (device: Device, observation: Observation, restSinceMs: number | null): void => {
  const { tsMs, lat } = observation;
  const pauseMs = tsMs - device.heardMs;
  device.speaksAtRest ||=
    restSinceMs !== null && pauseMs > 0 && device.heardMs - restSinceMs >= SETTLED_MS;
  device.missedMs = 0;
  if (pauseMs > 0) {
    device.pauseMs = pauseMs;
    const remembered = device.longestPauseMs - Math.ceil(pauseMs / FORGOTTEN_BY);
    device.longestPauseMs = Math.max(pauseMs, remembered);
  }
  device.heardMs = tsMs;
  if (lat !== undefined) device.positionMs = tsMs;
  device.isWired ||= isWiredBy(observation);
  noteKey(device, observation);
  noteSupply(device, observation);
};

/** Notes for those who are silent that another one was heard. */
const noteMissed = (devices: readonly Device[], tsMs: number, isAtRest: boolean): void => {
  let lastMs = 0;
  for (const { heardMs } of devices) if (heardMs > lastMs) lastMs = heardMs;
  const missedMs = Math.min(MOST_MISSED_MS, tsMs - lastMs);
  for (const device of devices) if (!isAtRest || device.speaksAtRest) device.missedMs += missedMs;
};

/** Notes that a device spoke, and how long it had been silent; answers what is known of it. */
export const hearDevice = (
  devices: Device[],
  observation: Observation,
  { restSinceMs }: Activity,
): Device => {
  if (devices.length > 1) noteMissed(devices, observation.tsMs, restSinceMs !== null);
  const device = findDevice(devices, observation.deviceId) ?? add(devices, newDevice(observation));
  note(device, observation, restSinceMs);
  return device;
};
