import { randomFrom, seedOf } from "../random.ts";
import { shifted, type RecordedMessage } from "./recorded-message.ts";

/** What becomes of a recording before it is sent. */
export type Schedule = {
  /** Only what was sent in [fromMs, toMs), by the recording's own time. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** Every message this many times. */
  readonly repeat: number;
  /** Any order instead of the recorded one. */
  readonly shuffleSeed?: number | undefined;
  /** Each car's recording ends at this time; undefined keeps the recorded times. */
  readonly endMs?: number | undefined;
};

/** First and last moment of sending; zero length for no messages. */
export const spanOf = (
  messages: readonly RecordedMessage[],
): { startMs: number; endMs: number } => {
  let [startMs, endMs] = [Infinity, -Infinity];
  for (const { sentAtMs } of messages) {
    startMs = Math.min(startMs, sentAtMs);
    endMs = Math.max(endMs, sentAtMs);
  }
  return messages.length === 0 ? { startMs: 0, endMs: 0 } : { startMs, endMs };
};

const byCar = (messages: readonly RecordedMessage[]): Map<string, RecordedMessage[]> => {
  const cars = new Map<string, RecordedMessage[]>();
  for (const message of messages) {
    const known = cars.get(message.car);
    if (known) known.push(message);
    else cars.set(message.car, [message]);
  }
  return cars;
};

/** Cars were recorded in different years: each ends at `endMs` by its own clock. */
const endingAt = (messages: readonly RecordedMessage[], endMs: number): RecordedMessage[] => {
  const shifts = new Map(
    Array.from(byCar(messages), ([car, own]) => [car, Math.round(endMs - spanOf(own).endMs)]),
  );
  return messages
    .map((message) => shifted(message, shifts.get(message.car) ?? 0))
    .toSorted((one, other) => one.sentAtMs - other.sentAtMs);
};

/** Fisher–Yates by seed. */
const shuffle = <T>(items: readonly T[], seed: number): T[] => {
  const random = randomFrom(seedOf(seed, "shuffle"));
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
};

/** The messages as they will be sent, in that order. */
export const schedule = (
  messages: readonly RecordedMessage[],
  { fromMs = -Infinity, toMs = Infinity, repeat, shuffleSeed, endMs }: Schedule,
): RecordedMessage[] => {
  const chosen = messages.filter(({ sentAtMs }) => sentAtMs >= fromMs && sentAtMs < toMs);
  const timed = endMs === undefined ? chosen : endingAt(chosen, endMs);
  const repeated = timed.flatMap((message) => Array.from({ length: repeat }, () => message));
  return shuffleSeed === undefined ? repeated : shuffle(repeated, shuffleSeed);
};
