import { z } from "zod";
import type { SilenceOptions } from "../../contracts/detection/silence-options.ts";
import type { Device } from "./car-devices.ts";
import { detectionId, type Detector, type DetectorInput } from "./detector.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { endGone, findOwn, type Ending } from "./per-device.ts";

/** A device that is silent while the others of its car are heard. */
const SilentDevice = z.object({
  deviceId: z.string(),
  /** Its last word. */
  startMs: z.number(),
  detectedAtMs: z.number(),
  limitMs: z.number(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
});
type SilentDevice = z.infer<typeof SilentDevice>;

export const DeviceSilenceState = z.object({ silent: z.array(SilentDevice) });
export type DeviceSilenceState = z.infer<typeof DeviceSilenceState>;

const say = (silent: SilentDevice, vehicleId: string, endMs: number | null): Output => {
  const { deviceId: device, startMs, detectedAtMs, limitMs, lat, lon } = silent;
  const silentS = endMs === null ? null : Math.round((endMs - startMs) / 1_000);
  return {
    kind: "detection",
    record: {
      ...{ vehicleId, startMs, endMs, detectedAtMs, lat, lon },
      id: detectionId(vehicleId, "device_offline", `${device}:${startMs}`),
      type: "device_offline",
      certainty: "confirmed",
      evidence: { device, silentS, limitS: Math.round(limitMs / 1_000) },
    },
  };
};

const ENDING: Ending<SilentDevice> = {
  isOpen: () => true,
  end: (silent, vehicleId, endMs) => [say(silent, vehicleId, endMs)],
};

/**
 * For how long others must be heard before a device that is silent meanwhile is told of, ms: much
 * longer than it ever is; of one that sleeps while the car stands only the way counts.
 */
const limitOf = (
  { speaksAtRest, longestPauseMs }: Device,
  { deviceSilenceS, usualIntervals }: SilenceOptions,
): number => Math.max(deviceSilenceS * 1_000, (speaksAtRest ? usualIntervals : 1) * longestPauseMs);

const isSilent = (device: Device, input: DetectorInput): boolean =>
  device.isFed &&
  device.missedMs > limitOf(device, input.settings.options.silence) &&
  input.mountings.isMounted(device.id, input.observation.tsMs);

const tell = ({ silent }: DeviceSilenceState, device: Device, input: DetectorInput): Output => {
  const { observation, fix, lastFix, settings } = input;
  const { lat = null, lon = null } = fix ?? lastFix ?? {};
  const found = {
    deviceId: device.id,
    startMs: device.heardMs,
    detectedAtMs: observation.tsMs,
    limitMs: limitOf(device, settings.options.silence),
    ...{ lat, lon },
  };
  silent.push(found);
  return say(found, observation.vehicleId, null);
};

/** The device that speaks is silent no more. */
const comeBack = ({ silent }: DeviceSilenceState, { observation }: DetectorInput) => {
  const back = findOwn(silent, observation.deviceId);
  if (!back) return NOTHING;
  silent.splice(silent.indexOf(back), 1);
  return [say(back, observation.vehicleId, observation.tsMs)];
};

/**
 * A device offline: one that the car feeds, silent for much longer than it ever is while others of the
 * car are heard. Whatever was put in and pulled out of the car, or is only switched off, is none.
 */
export const deviceSilence: Detector<DeviceSilenceState> = {
  name: "deviceSilence",
  ofDevices: true,
  state: DeviceSilenceState,
  initial: () => ({ silent: [] }),

  step(state, input) {
    const { devices } = input;
    const { silent } = state;
    let said = silent.length === 0 ? NOTHING : comeBack(state, input);
    if (silent.length > 0) said = joined(said, endGone(silent, ENDING, input));
    if (devices.length === 1) return said;
    const leastMs = input.settings.options.silence.deviceSilenceS * 1_000;
    for (const device of devices) {
      if (device.missedMs <= leastMs || findOwn(silent, device.id)) continue;
      if (isSilent(device, input)) said = joined(said, [tell(state, device, input)]);
    }
    return said;
  },

  snapshot: ({ silent }, vehicleId) => silent.map((each) => say(each, vehicleId, null)),
};
