import { mqttTopics } from "../../contracts/subjects.ts";
import type { Sample } from "../../contracts/telemetry.ts";
import type { DeviceIdentity, WireFormat, WireMessage } from "./device-identity.ts";

/** A payload before it becomes text; keys keep their order, so equal samples give equal bytes. */
export type Payload = Readonly<Record<string, unknown>>;

/** Native telemetry: the contract's own field names. */
const nativePayload = ({ tsMs, attributes, ...measured }: Sample): Payload => ({
  ts: new Date(tsMs).toISOString(),
  ...measured,
  ...attributes,
});

/** OwnTracks leaves out what is zero. */
const unlessZero = (fields: Record<string, number | undefined>): Payload =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== 0),
  );

/** Why a device sends: because it is time, or because a command asked for it. */
export type Trigger = "periodic" | "requested";

/** An OwnTracks location as a phone in the car sends it: it knows nothing of the car itself. */
const owntracksPayload = (sample: Sample, trigger: Trigger): Payload => ({
  _type: "location",
  lat: sample.lat,
  lon: sample.lon,
  tst: Math.floor(sample.tsMs / 1_000),
  created_at: Math.floor(sample.tsMs / 1_000),
  t: trigger === "requested" ? "r" : "p",
  m: 1,
  conn: "m",
  ...unlessZero({
    vel: sample.speedKmh === undefined ? undefined : Math.round(sample.speedKmh),
    cog: sample.headingDeg,
    alt: sample.altitudeM === undefined ? undefined : Math.round(sample.altitudeM),
    acc: sample.accuracyM === undefined ? undefined : Math.round(sample.accuracyM),
    batt: sample.batteryPct,
  }),
});

const flag = (value: boolean | undefined): 0 | 1 => (value === true ? 1 : 0);
const scaled = (value: number | undefined, factor: number): number =>
  Math.round((value ?? 0) * factor);

/** Teltonika codec JSON: AVL ids as keys, in the wire's own units (wiki.teltonika-gps.com). */
const teltonikaPayload = (sample: Sample): Payload => ({
  state: {
    reported: {
      ts: sample.tsMs,
      latlng: `${sample.lat ?? 0},${sample.lon ?? 0}`,
      alt: Math.round(sample.altitudeM ?? 0),
      ang: sample.headingDeg ?? 0,
      sat: sample.satellites ?? 0,
      sp: Math.round(sample.speedKmh ?? 0),
      pr: 0,
      evt: 0,
      16: scaled(sample.odometerKm, 1_000),
      36: Math.round(sample.rpm ?? 0),
      48: Math.round(sample.fuelPct ?? 0),
      66: scaled(sample.externalV, 1_000),
      69: sample.lat === undefined ? 2 : 1,
      103: scaled(sample.engineHours, 60),
      182: scaled(sample.hdop, 10),
      239: flag(sample.ignition),
      240: flag((sample.speedKmh ?? 0) > 0),
    },
  },
});

const PAYLOADS: Record<WireFormat, (sample: Sample, trigger: Trigger) => Payload> = {
  native: nativePayload,
  owntracks: owntracksPayload,
  teltonika: teltonikaPayload,
};

const externalIdOf = ({ deviceId, kind, externalId }: DeviceIdentity): string => {
  if (externalId === null) throw new Error(`${kind} device ${deviceId} has no external id`);
  return externalId;
};

/** Where a device publishes its telemetry. Throws when its format needs an external id it lacks. */
export const telemetryTopic = (device: DeviceIdentity): string => {
  if (device.kind === "native") return mqttTopics.telemetry(device.deviceId);
  return device.kind === "owntracks"
    ? mqttTopics.owntracks(externalIdOf(device))
    : mqttTopics.teltonikaData(externalIdOf(device));
};

/** Where a device listens for commands. Throws when its format needs an external id it lacks. */
export const commandTopic = (device: DeviceIdentity): string => {
  if (device.kind === "native") return mqttTopics.commands(device.deviceId);
  return device.kind === "owntracks"
    ? mqttTopics.owntracksCommand(externalIdOf(device))
    : mqttTopics.teltonikaCommands(externalIdOf(device));
};

/** Most observations one native payload carries: well under 64 KiB. */
const BATCH = 200;

/**
 * Samples as the device would publish them, in the order given: native devices put up to 200 into
 * one message, the other formats know only one at a time.
 */
export const encode = (
  device: DeviceIdentity,
  samples: readonly Sample[],
  trigger: Trigger = "periodic",
): WireMessage[] => {
  const topic = telemetryTopic(device);
  const payloads = samples.map((sample) => PAYLOADS[device.kind](sample, trigger));
  if (device.kind !== "native" || payloads.length === 1) {
    return payloads.map((payload) => ({ topic, payload: JSON.stringify(payload) }));
  }
  const batches = Array.from({ length: Math.ceil(payloads.length / BATCH) }, (_, batch) =>
    payloads.slice(batch * BATCH, (batch + 1) * BATCH),
  );
  return batches.map((batch) => ({ topic, payload: JSON.stringify(batch) }));
};
