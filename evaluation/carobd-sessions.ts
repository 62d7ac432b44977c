import { readRecording, type RecordedMessage } from "../simulators/recordings.ts";
import { Measurements } from "../contracts/telemetry.ts";
import type { Observation } from "../contracts/observation.ts";
import { anObservation } from "../contracts/testing.ts";

/** How the sessions of a recording are laid end to end. */
export type Layout = {
  /** How long the car stands between two sessions, ms. */
  readonly parkedMs: number;
  /** `on`: as recorded, true at every row; `ends`: false at each session's last; `none`: absent. */
  readonly ignition: "on" | "ends" | "none";
  /** Every n-th row is kept: 1 is as recorded, about every 2 s. */
  readonly every: number;
};

export const asRecorded: Layout = { parkedMs: 3 * 3_600_000, ignition: "on", every: 1 };

/** One drive or one idling of the recorded car, as observations. */
export type Session = { readonly name: string; readonly observations: readonly Observation[] };

const sessionOf = ({ payload }: RecordedMessage): string => String(payload["session"]);

const toObservation = (message: RecordedMessage, tsMs: number, ignition: boolean | undefined) =>
  anObservation({
    ...Measurements.parse({ ...message.payload, ignition }),
    deviceId: "carobd",
    tsMs,
  });

const observe = (
  messages: readonly RecordedMessage[],
  offsetMs: number,
  { ignition, every }: Layout,
): Observation[] => {
  const kept = messages.filter((_message, index) => index % every === 0);
  return kept.map((message, index) => {
    const isLast = index === kept.length - 1;
    const on = ignition === "none" ? undefined : ignition === "on" || !isLast;
    return toObservation(message, message.tsMs + offsetMs, on);
  });
};

/**
 * The carOBD sessions in order, one after the other with the car parked in between. The level is
 * the only fuel signal; speed, engine speed and voltage come with it, a position never.
 */
export const readCarObdSessions = async (
  folder: string,
  layout: Layout = asRecorded,
): Promise<Session[]> => {
  const bySession = new Map<string, RecordedMessage[]>();
  for (const message of await readRecording("carobd", { folder })) {
    const name = sessionOf(message);
    bySession.set(name, [...(bySession.get(name) ?? []), message]);
  }
  let freeMs: number | null = null;
  return [...bySession].map(([name, messages]) => {
    const recordedMs = messages[0]?.tsMs ?? 0;
    const startMs: number = freeMs ?? recordedMs;
    const observations = observe(messages, startMs - recordedMs, layout);
    freeMs = (observations.at(-1)?.tsMs ?? startMs) + layout.parkedMs;
    return { name, observations };
  });
};

/** The observations of sessions in order. */
export const joined = (sessions: readonly Session[]): Observation[] =>
  sessions.flatMap(({ observations }) => observations);
