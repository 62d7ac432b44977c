import { findDevice, type Device } from "./car-devices.ts";
import type { DetectorInput } from "./detector.ts";
import { joined, NOTHING, type Output } from "./output.ts";
import { GIVEN_UP_AFTER_MS, REPLACED_AFTER_MS } from "./speaker.ts";

/** What a detector keeps of one of a car's devices. */
export type OfDevice = { readonly deviceId: string };

/** How a detector ends what is open of a device. */
export type Ending<Own> = {
  readonly isOpen: (own: Own) => boolean;
  readonly end: (own: Own, vehicleId: string, endMs: number) => readonly Output[];
};

/** Whether another device answers for a car in place of one that is not wired to it. */
const isThere = ({ isWired, heardMs }: Device, atMs: number): boolean =>
  atMs - heardMs <= (isWired ? REPLACED_AFTER_MS : GIVEN_UP_AFTER_MS);

/**
 * Whether the health of a device is a matter of its car: that of each that is wired to it, and where
 * none is, of the first of the others. A phone beside a tracker may run down, or be left at home.
 */
export const matters = (devices: readonly Device[], deviceId: string, atMs: number): boolean => {
  const own = findDevice(devices, deviceId);
  if (own === undefined || own.isWired) return own !== undefined;
  let isAfterOwn = false;
  for (const device of devices) {
    if (device === own) isAfterOwn = true;
    else if ((device.isWired || !isAfterOwn) && isThere(device, atMs)) return false;
  }
  return true;
};

/** Whether what the speaking device says of itself is heard. */
export const isHeard = ({ devices, observation }: DetectorInput): boolean =>
  devices.length === 1 || matters(devices, observation.deviceId, observation.tsMs);

/** What is kept of a device; undefined before it is. */
export const findOwn = <Own extends OfDevice>(
  owns: readonly Own[],
  deviceId: string,
): Own | undefined => {
  for (const own of owns) if (own.deviceId === deviceId) return own;
  return undefined;
};

/** Keeps one more, in place of those whose devices the car no longer knows: never more than it knows. */
export const addOwn = <Own extends OfDevice>(
  owns: Own[],
  own: Own,
  { devices }: DetectorInput,
): Own => {
  for (let at = owns.length - 1; at >= 0; at--)
    if (!findDevice(devices, owns[at]?.deviceId ?? null)) owns.splice(at, 1);
  owns.push(own);
  return own;
};

const isIn = (deviceId: string, { devices, observation, mountings }: DetectorInput): boolean =>
  matters(devices, deviceId, observation.tsMs) && mountings.isMounted(deviceId, observation.tsMs);

/** Ends, and drops, what is open of devices that have left the car, or no longer matter to it. */
export const endGone = <Own extends OfDevice>(
  owns: Own[],
  { isOpen, end }: Ending<Own>,
  input: DetectorInput,
): readonly Output[] => {
  let said = NOTHING;
  for (let at = owns.length - 1; at >= 0; at--) {
    const own = owns[at];
    if (own === undefined || !isOpen(own) || isIn(own.deviceId, input)) continue;
    owns.splice(at, 1);
    said = joined(said, end(own, input.observation.vehicleId, input.observation.tsMs));
  }
  return said;
};
