import { DEVICE_ID_PATTERN } from "../../contracts/subjects.ts";
import type { WireFormat } from "../wire/device-identity.ts";
import type { Payload } from "../wire/encode.ts";

/** One message of a recording, as its device sent it. */
export type RecordedMessage = {
  /** Names the recorded car; messages of one car belong to one device. */
  readonly car: string;
  readonly kind: WireFormat;
  /** The device's clock in the payload, ms since the epoch. */
  readonly tsMs: number;
  /** When it was sent; later than `tsMs` where the device had buffered it. */
  readonly sentAtMs: number;
  readonly payload: Payload;
};

/**
 * A clock before this has never been set: trackers start in 1970, 1980 or 2004, and no recording
 * is older than 2010.
 */
const CLOCK_SET_MS = Date.UTC(2010, 0, 1);

/** Whether the device knew the time. An unset clock stays unset, whatever else is shifted. */
export const hasClock = ({ tsMs }: RecordedMessage): boolean => tsMs >= CLOCK_SET_MS;

const withTime = (kind: WireFormat, payload: Payload, tsMs: number): Payload => {
  if (kind === "native") return { ...payload, ts: tsMs };
  if (kind === "owntracks") return { ...payload, tst: Math.floor(tsMs / 1_000) };
  const { state } = payload as { state: { reported: Payload } };
  return { ...payload, state: { ...state, reported: { ...state.reported, ts: tsMs } } };
};

/** The message as if all of it had happened `byMs` later; an unset clock stays where it is. */
export const shifted = (message: RecordedMessage, byMs: number): RecordedMessage => {
  const sentAtMs = message.sentAtMs + byMs;
  if (!hasClock(message)) return { ...message, sentAtMs };
  const tsMs = message.tsMs + byMs;
  return { ...message, tsMs, sentAtMs, payload: withTime(message.kind, message.payload, tsMs) };
};

/** Cars of a recording in order of appearance. */
export const carsOf = (messages: readonly RecordedMessage[]): string[] => [
  ...new Set(messages.map(({ car }) => car)),
];

/** A device id made from whatever a recording calls its car. */
export const deviceIdOf = (source: string, car: string): string => {
  const id = `${source}-${car}`.replaceAll(/[^A-Za-z0-9_-]+/g, "-").slice(0, 64);
  return DEVICE_ID_PATTERN.test(id) ? id : `replay-${id}`.slice(0, 64);
};
