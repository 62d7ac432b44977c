import type { Reject } from "../contracts/observation.ts";
import { REJECT_EXCERPT_CHARS } from "../contracts/observation.ts";
import { partitionOf } from "../contracts/subjects.ts";
import type { Sample } from "../contracts/telemetry.ts";
import { derivedId } from "../db/derived-id.ts";
import type { RegisteredDevice } from "../db/device-registry.ts";
import type { Batcher } from "./batcher.ts";
import { toRecordJson } from "./canonical.ts";
import { refusal, type Decoded, type Refusal } from "./decoders/decoded.ts";
import { clockWindow, type ClockWindow } from "./decoders/timestamp.ts";
import { vehicleAt } from "./device-registry.ts";
import type { IngestMetrics } from "./metrics.ts";

/** Where a payload came in, for the reject log and the metrics. */
export type Source = {
  readonly transport: "mqtt" | "http";
  readonly format: "native" | "owntracks" | "teltonika" | "osmand" | "traccar" | "response";
  /** MQTT topic or HTTP path. */
  readonly address: string;
};

/** What became of a payload. */
export type Receipt = { readonly accepted: number; readonly refusals: readonly Refusal[] };

/** Whether the pipeline takes more: not while too much waits to be stored, nor when it stops. */
export type Standing = "open" | "full" | "stopping";

/** The one way into the pipeline for every transport and format. */
export type Intake = {
  /**
   * Decodes a payload and hands on what it holds. `stored` runs once every part of it, accepted or
   * refused, is durable; until then nobody may be told that it arrived.
   */
  readonly take: (
    device: RegisteredDevice,
    source: Source,
    payload: Payload,
    decode: (clock: ClockWindow) => Decoded,
    stored: () => void,
  ) => Receipt;
  readonly standing: () => Standing;
  /** Makes the standing `stopping`. */
  readonly stop: () => void;
};

/** Payload text for the reject log, and its size on the wire. */
export type Payload = { readonly text: () => string; readonly bytes: number };

type Options = {
  readonly batcher: Batcher;
  readonly maxAgeMs: number;
  readonly now: () => number;
  readonly metrics: IngestMetrics;
};

/** Text that may wait to be stored before senders are turned away, characters. */
const MAX_PENDING_CHARS = 64 * 1024 * 1024;

// PostgreSQL text holds no NUL; the replacement character keeps its place visible.
const excerptOf = (text: string): string =>
  text.slice(0, REJECT_EXCERPT_CHARS).replaceAll("\u0000", "\uFFFD");

const toReject = (
  device: RegisteredDevice,
  source: Source,
  payload: Payload,
  { field, reason, part }: Refusal,
): Reject => {
  const excerpt = excerptOf(part === undefined ? payload.text() : JSON.stringify(part));
  return {
    // The same refused payload, sent again, counts up instead of filling the log.
    id: derivedId(`reject:${device.id}:${source.address}:${field}:${excerpt}`),
    transport: source.transport,
    format: source.format,
    deviceId: device.id,
    address: source.address.slice(0, 1_000),
    field: field.slice(0, 200),
    reason: excerptOf(reason).slice(0, 1_000),
    excerpt,
    payloadBytes: payload.bytes,
  };
};

type Attributed = {
  readonly deviceId: string;
  readonly attributed: readonly { readonly vehicleId: string; readonly sample: Sample }[];
  readonly refusals: readonly Refusal[];
};

/** Ties samples to the vehicle their time falls in; those of no mounting become refusals. */
const attribute = (device: RegisteredDevice, decoded: Decoded): Attributed => {
  const attributed: { vehicleId: string; sample: Sample }[] = [];
  const refusals = [...decoded.refusals];
  for (const sample of decoded.samples) {
    const vehicleId = vehicleAt(device, sample.tsMs);
    if (vehicleId !== undefined) attributed.push({ vehicleId, sample });
    else {
      const time = new Date(sample.tsMs).toISOString();
      refusals.push(refusal("device", `${device.id} was in no vehicle at ${time}`, sample));
    }
  }
  return { deviceId: device.id, attributed, refusals };
};

/** Calls `done` after the returned function has been called `count` times. */
const countdown = (count: number, done: () => void): (() => void) => {
  if (count === 1) return done;
  let left = count;
  return () => {
    if (--left === 0) done();
  };
};

/** The intake that hands on to `batcher` and counts what it takes. */
export const createIntake = ({ batcher, maxAgeMs, now, metrics }: Options): Intake => {
  let stopping = false;

  const handOn = (parts: Attributed, toReject: (refusal: Refusal) => Reject, done: () => void) => {
    for (const { vehicleId, sample } of parts.attributed) {
      const record = toRecordJson(parts.deviceId, vehicleId, sample);
      batcher.addObservation(partitionOf(vehicleId), record, done);
    }
    for (const each of parts.refusals) {
      batcher.addReject(partitionOf(parts.deviceId), JSON.stringify(toReject(each)), done);
    }
  };

  return {
    take: (device, source, payload, decode, stored) => {
      const parts = attribute(device, decode(clockWindow(now(), maxAgeMs)));
      const { attributed, refusals } = parts;
      metrics.count(source, attributed.length, refusals.length);
      const count = attributed.length + refusals.length;
      if (count === 0) stored();
      else
        handOn(parts, (each) => toReject(device, source, payload, each), countdown(count, stored));
      return { accepted: attributed.length, refusals };
    },
    standing: () => {
      if (stopping) return "stopping";
      return batcher.pendingChars() > MAX_PENDING_CHARS ? "full" : "open";
    },
    stop: () => {
      stopping = true;
    },
  };
};
