import { z } from "zod";
import type { Observation } from "../../contracts/observation.ts";
import { type Activity, Device, findDevice, hearDevice } from "./car-devices.ts";
import type { Mountings } from "./vehicle-settings.ts";

const DeviceId = z.string().nullable();

/** What a car is asked, and which device answers for it; null while none has. */
const Owners = z.object({
  position: DeviceId,
  key: DeviceId,
  engine: DeviceId,
  odometer: DeviceId,
  fuel: DeviceId,
  power: DeviceId,
});
export type Owners = z.infer<typeof Owners>;
type Channel = keyof Owners;

/** The devices of a car and what each is believed for. */
export const ChannelState = z.object({
  /** The last to speak; most cars have one. */
  devices: z.array(Device),
  owners: Owners,
});
export type ChannelState = z.infer<typeof ChannelState>;

export const initialChannels = (): ChannelState => ({
  devices: [],
  owners: { position: null, key: null, engine: null, odometer: null, fuel: null, power: null },
});

/** What the device that is believed for the key has said of it; undefined while none is. */
export const saidOfKey = ({
  devices,
  owners,
}: ChannelState): Pick<Device, "keyOn" | "keySinceMs" | "hasSaidOn"> | undefined =>
  findDevice(devices, owners.key);

const HOUR_MS = 3_600_000;
/** On the road nobody is waited for longer than this, or than a few of its pauses, ms. */
const LEAST_PATIENCE_MS = 300_000;
/** A parked tracker may sleep for a day, ms. */
const SLEEP_MS = 25 * HOUR_MS;
/** A sender or an odometer that is known is waited for as long as a car may stand, ms. */
const LEVELS_KEPT_MS = 14 * 24 * HOUR_MS;
/** So many of its longest pauses, and a device is not coming back. */
const PAUSES = 3;
const CHANNELS: readonly Channel[] = ["position", "key", "engine", "odometer", "fuel", "power"];

const carries: Readonly<Record<Channel, (observation: Observation) => boolean>> = {
  position: ({ lat, speedKmh, satellites }) =>
    lat !== undefined || speedKmh !== undefined || satellites !== undefined,
  key: ({ ignition }) => ignition !== undefined,
  engine: ({ rpm, engineHours }) => rpm !== undefined || engineHours !== undefined,
  odometer: ({ odometerKm }) => odometerKm !== undefined,
  fuel: ({ fuelPct, fuelLitres }) => fuelPct !== undefined || fuelLitres !== undefined,
  power: ({ externalV, batteryPct }) => externalV !== undefined || batteryPct !== undefined,
};

/** What a channel is without: the observation of a device that is not believed for it. */
const nothingOf: Readonly<Record<Channel, Partial<Observation>>> = {
  position: {
    lat: undefined,
    lon: undefined,
    speedKmh: undefined,
    headingDeg: undefined,
    altitudeM: undefined,
    accuracyM: undefined,
    hdop: undefined,
    satellites: undefined,
  },
  key: { ignition: undefined },
  engine: { rpm: undefined, engineHours: undefined },
  odometer: { odometerKm: undefined },
  fuel: { fuelPct: undefined, fuelLitres: undefined },
  power: { externalV: undefined, batteryPct: undefined },
};

/** The observation without some of its channels. */
const without = (observation: Observation, channels: readonly Channel[]): Observation =>
  channels.length === 0
    ? observation
    : Object.assign({ ...observation }, ...channels.map((channel) => nothingOf[channel]));

/** What is left of an observation whose device is believed for nothing: that time has passed. */
export const withoutChannels = (observation: Observation): Observation =>
  without(observation, CHANNELS);

const clamped = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** How long an owner may be silent before another device is asked instead, ms. */
const patienceMs = (
  channel: Channel,
  owner: Device,
  other: Device,
  isOnTheRoad: boolean,
): number => {
  // What was cut off falls silent for good, and whoever hides in the car is there for that.
  if (owner.isCut) return LEAST_PATIENCE_MS;
  if (isOnTheRoad) return clamped(PAUSES * owner.pauseMs, LEAST_PATIENCE_MS, HOUR_MS);
  // Two odometers or two senders are never compared: it is better to wait for the one that is known.
  if (channel === "odometer" || channel === "fuel") return LEVELS_KEPT_MS;
  // A phone leaves the car: it does not speak for one whose own tracker only sleeps.
  if (!other.isWired) return clamped(PAUSES * owner.longestPauseMs, HOUR_MS, SLEEP_MS);
  return HOUR_MS;
};

const takesOver = (
  channel: Channel,
  owner: Device,
  device: Device,
  isOnTheRoad: boolean,
  mountings: Mountings,
): boolean => {
  const atMs = device.heardMs;
  // A dongle that reads speed alone, or a receiver without sky, knows no place.
  if (channel === "position" && device.positionMs !== atMs) return false;
  if (device.isWired && !owner.isWired) return true;
  const heardMs = channel === "position" ? owner.positionMs : owner.heardMs;
  if (atMs - heardMs > patienceMs(channel, owner, device, isOnTheRoad)) return true;
  return !mountings.isMounted(owner.id, atMs);
};

/** Takes a channel that the observation carries, if it may; answers whether it is its own now. */
const claim = (
  { devices, owners }: ChannelState,
  channel: Channel,
  device: Device,
  isOnTheRoad: boolean,
  mountings: Mountings,
): boolean => {
  const owner = findDevice(devices, owners[channel]);
  if (owner && !takesOver(channel, owner, device, isOnTheRoad, mountings)) return false;
  owners[channel] = device.id;
  return true;
};

/** The key and the engine of a tracker that is gone are unknown, not what it said last. */
const dropGone = ({ devices, owners }: ChannelState, goneId: string, atMs: number): void => {
  const gone = findDevice(devices, goneId);
  if (gone && atMs - gone.heardMs <= LEAST_PATIENCE_MS) return; // it lost its sky, not its life
  if (owners.key === goneId) owners.key = null;
  if (owners.engine === goneId) owners.engine = null;
};

/** Of several devices: what the observation says by the channels that are its device's. */
const hearAmongOthers = (
  state: ChannelState,
  device: Device,
  observation: Observation,
  isOnTheRoad: boolean,
  mountings: Mountings,
): Observation | null => {
  const { owners } = state;
  const { position } = owners;
  const others: Channel[] = [];
  let isHeard = observation.event !== undefined;
  for (const channel of CHANNELS) {
    const isOwn =
      owners[channel] === device.id ||
      (carries[channel](observation) && claim(state, channel, device, isOnTheRoad, mountings));
    if (!isOwn) others.push(channel);
    // The battery of a phone says nothing of the car.
    else if (channel !== "power") isHeard = true;
  }
  if (position !== null && owners.position !== position)
    dropGone(state, position, observation.tsMs);
  return isHeard ? without(observation, others) : null;
};

/** A device that is alone is asked for whatever it knows. */
const hearAlone = (owners: Owners, { id }: Device, observation: Observation): Observation => {
  if (owners.position === null && carries.position(observation)) owners.position = id;
  if (owners.key === null && carries.key(observation)) owners.key = id;
  if (owners.engine === null && carries.engine(observation)) owners.engine = id;
  if (owners.odometer === null && carries.odometer(observation)) owners.odometer = id;
  if (owners.fuel === null && carries.fuel(observation)) owners.fuel = id;
  if (owners.power === null && carries.power(observation)) owners.power = id;
  return observation;
};

/**
 * What an observation says of the car: all of it when the car has one device. Of several each channel
 * is heard from one: a second tracker, or a phone that may leave the car, contradicts nothing as long
 * as the first one is there. Null when nothing is left but that a device has spoken.
 */
export const hearChannels = (
  state: ChannelState,
  observation: Observation,
  activity: Activity,
  mountings: Mountings,
): Observation | null => {
  const { devices, owners } = state;
  const device = hearDevice(devices, observation, activity);
  return devices.length === 1
    ? hearAlone(owners, device, observation)
    : hearAmongOthers(state, device, observation, activity.isOnTheRoad, mountings);
};
