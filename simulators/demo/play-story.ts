import type { Sample } from "../../contracts/telemetry.ts";
import { sleepUntil, publishAll, type Tally } from "../publishing/live-run.ts";
import type { DeviceClient } from "../publishing/device-client.ts";
import { HEARTBEAT_S } from "../scenarios/script.ts";
import { encode } from "../wire/encode.ts";
import type { Story } from "./stories.ts";

/** What was sent longer ago is the last word of a tracker that is silent, ms. */
const AWAKE_MS = 2 * HEARTBEAT_S * 1_000;

/** The last that a story's tracker has measured; undefined while it is silent. */
export const lastMeasured = (
  { messages, rest, endMs }: Story,
  nowMs: number,
): Sample | undefined => {
  const sent = messages.findLast(({ sentAtMs }) => sentAtMs <= nowMs)?.samples.at(-1);
  const rested = rest(Math.max(endMs, nowMs - AWAKE_MS), nowMs).at(-1);
  const last = rested ?? sent;
  return last && nowMs - last.tsMs <= AWAKE_MS ? last : undefined;
};

type Run = { readonly fromMs: number; readonly signal: AbortSignal };

/** The scenario from `fromMs` on: what is past at once, the rest when it is due. */
const playScript = async (
  { messages, device }: Story,
  client: DeviceClient,
  tally: Tally,
  { fromMs, signal }: Run,
): Promise<void> => {
  const nowMs = Date.now();
  const past = messages.filter(({ sentAtMs }) => sentAtMs >= fromMs && sentAtMs < nowMs);
  const samples = past.flatMap((message) => message.samples);
  await publishAll(client, encode(device, samples), tally);
  for (const { sentAtMs, samples } of messages) {
    if (sentAtMs < fromMs || sentAtMs < nowMs) continue;
    if (!(await sleepUntil(sentAtMs, signal))) return;
    await publishAll(client, encode(device, samples), tally);
  }
};

/** Publishes a story from `fromMs` on, and the heartbeats of the car after it, until the signal. */
export const playStory = async (
  story: Story,
  client: DeviceClient,
  tally: Tally,
  run: Run,
): Promise<void> => {
  await playScript(story, client, tally, run);
  let cursorMs = Math.max(run.fromMs, story.endMs);
  while (!run.signal.aborted) {
    const toMs = Math.max(cursorMs, Date.now());
    await publishAll(client, encode(story.device, story.rest(cursorMs, toMs)), tally);
    cursorMs = toMs;
    if (!(await sleepUntil(toMs + HEARTBEAT_S * 1_000, run.signal))) return;
  }
};
