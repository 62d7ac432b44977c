import type { RecordedMessage } from "./recorded-message.ts";
import type { ReplayOptions } from "./replay-options.ts";
import { schedule } from "./schedule.ts";
import { replayLengthMs } from "./send.ts";

type Placed = Pick<
  ReplayOptions,
  "from" | "to" | "repeat" | "shuffle" | "speed" | "keep-time" | "end"
>;

/** The speed to send at; `--shuffle` has no times to keep to. */
export const speedOf = ({ shuffle, speed }: Pick<Placed, "shuffle" | "speed">): number =>
  shuffle === undefined ? speed : 0;

/**
 * The messages that the options choose, in the order and with the times they are sent with by a replay
 * that begins now. With `--end` or `--keep-time` the times are the same whenever it begins.
 */
export const plan = (
  options: Placed,
  messages: readonly RecordedMessage[],
  nowMs: number,
): RecordedMessage[] => {
  const { from: fromMs, to: toMs, repeat, shuffle: shuffleSeed, end: endMs } = options;
  const part = { fromMs, toMs, repeat, shuffleSeed };
  if (options["keep-time"]) return schedule(messages, part);
  if (endMs !== undefined) return schedule(messages, { ...part, endMs });
  // Cars recorded in different years run side by side: only then is the length known.
  const lengthMs = replayLengthMs(schedule(messages, { ...part, endMs: 0 }), speedOf(options));
  return schedule(messages, { ...part, endMs: nowMs + lengthMs });
};
