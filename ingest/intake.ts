import type { Reject } from "../contracts/observation.ts";
import { REJECT_EXCERPT_CHARS } from "../contracts/observation.ts";
import { partitionOf } from "../contracts/subjects.ts";
import { derivedId } from "../db/derived-id.ts";
import type { Sample } from "../contracts/telemetry.ts";
import type { RegisteredDevice } from "../db/device-registry.ts";
import { mountingAt } from "../db/mountings.ts";
import type { Batcher } from "./batcher.ts";
import { refusal, type Decoded, type Refusal } from "./decoders/decoded.ts";
import { clockWindow, type ClockWindow } from "./decoders/timestamp.ts";
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
  /** Which event times are believed now. */
  readonly clock: () => ClockWindow;
  /**
   * Hands on what a payload holds. `stored` runs once every part of it, accepted or refused, is
   * durable; until then nobody may be told that it arrived.
   */
  readonly take: (
    device: RegisteredDevice,
    source: Source,
    payload: Payload,
    decoded: Decoded,
    stored: () => void,
  ) => Receipt;
  readonly standing: () => Standing;
  /** Makes the standing `stopping`. */
  readonly stop: () => void;
};

/** A payload as the reject log may keep it, and its size on the wire. */
export type Payload = { readonly content: Buffer | string; readonly bytes: number };

type Options = {
  readonly batcher: Batcher;
  readonly maxAgeMs: number;
  readonly now: () => number;
  readonly metrics: IngestMetrics;
};

/** What may wait to be stored before senders are turned away, bytes. */
const MAX_PENDING_BYTES = 64 * 1024 * 1024;

// PostgreSQL text holds no NUL; the replacement character keeps its place visible.
const excerptOf = (text: string): string =>
  text.slice(0, REJECT_EXCERPT_CHARS).replaceAll("\u0000", "\uFFFD");

const toReject = (
  device: RegisteredDevice,
  source: Source,
  payload: Payload,
  { field, reason, part }: Refusal,
  receivedAtMs: number,
): Reject => {
  const text = part === undefined ? payload.content.toString() : JSON.stringify(part);
  const excerpt = excerptOf(text);
  // One that was cut is told apart from others with the same beginning by its size.
  const whole = part === undefined ? `:${payload.bytes}` : "";
  return {
    // The same refused payload, sent again, counts up instead of filling the log.
    id: derivedId(`reject:${device.id}:${source.address}:${field}${whole}:${excerpt}`),
    transport: source.transport,
    format: source.format,
    deviceId: device.id,
    address: source.address.slice(0, 1_000),
    field: field.slice(0, 200),
    reason: excerptOf(reason).slice(0, 1_000),
    excerpt,
    payloadBytes: payload.bytes,
    receivedAtMs,
  };
};

const inNoVehicle = (device: RegisteredDevice, sample: Sample): Refusal => {
  const time = new Date(sample.tsMs).toISOString();
  return refusal("device", `${device.id} was in no vehicle at ${time}`, sample);
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

  let window = clockWindow(0, maxAgeMs);
  let windowAtMs = 0;

  return {
    clock: () => {
      const nowMs = now();
      if (nowMs !== windowAtMs) {
        window = clockWindow(nowMs, maxAgeMs);
        windowAtMs = nowMs;
      }
      return window;
    },
    take: (device, source, payload, { samples, refusals }, stored) => {
      const count = samples.length + refusals.length;
      if (count === 0) {
        stored();
        return { accepted: 0, refusals };
      }
      const nowMs = now();
      const done = countdown(count, stored);
      const homeless: Sample[] = [];
      for (const sample of samples) {
        const mounting = mountingAt(device.mountings, sample.tsMs);
        if (mounting) batcher.addObservation(mounting.origin, sample, nowMs, done);
        else homeless.push(sample);
      }
      const refused =
        homeless.length === 0
          ? refusals
          : [...refusals, ...homeless.map((sample) => inNoVehicle(device, sample))];
      for (const each of refused) {
        const reject = toReject(device, source, payload, each, nowMs);
        batcher.addReject(partitionOf(device.id), JSON.stringify(reject), done);
      }
      metrics.count(source, count - refused.length, refused.length);
      return { accepted: count - refused.length, refusals: refused };
    },
    standing: () => {
      if (stopping) return "stopping";
      return batcher.pendingBytes() > MAX_PENDING_BYTES ? "full" : "open";
    },
    stop: () => {
      stopping = true;
    },
  };
};
