import { setTimeout as sleep } from "node:timers/promises";
import type { DeviceClient } from "../publishing/device-client.ts";
import type { Tally } from "../publishing/live-run.ts";
import type { DeviceIdentity } from "../wire/device-identity.ts";
import { telemetryTopic } from "../wire/encode.ts";
import type { RecordedMessage } from "./recorded-message.ts";
import { spanOf } from "./schedule.ts";

/** A recorded car's way to the broker. */
export type ReplaySender = { readonly device: DeviceIdentity; readonly client: DeviceClient };

/** How long replaying takes at a speed, ms; 0 = as fast as acknowledged, which is not known. */
export const replayLengthMs = (messages: readonly RecordedMessage[], speed: number): number => {
  const { startMs, endMs } = spanOf(messages);
  return speed === 0 ? 0 : (endMs - startMs) / speed;
};

/**
 * Publishes messages in their order at `speed` times real time (0: as fast as acknowledged), each
 * by its car's sender, and resolves when all are acknowledged.
 */
export const sendRecording = async (
  messages: readonly RecordedMessage[],
  senders: ReadonlyMap<string, ReplaySender>,
  speed: number,
  tally: Tally,
): Promise<void> => {
  const beganMs = Date.now();
  const { startMs } = spanOf(messages);
  const sending: Promise<void>[] = [];
  for (const { car, payload, sentAtMs } of messages) {
    const sender = senders.get(car);
    if (sender === undefined) throw new Error(`no device for car ${car}`);
    const waitMs = speed === 0 ? 0 : beganMs + (sentAtMs - startMs) / speed - Date.now();
    if (waitMs > 0) await sleep(waitMs);
    const message = { topic: telemetryTopic(sender.device), payload: JSON.stringify(payload) };
    tally.sent += 1;
    sending.push(sender.client.publish(message).then(() => void (tally.acknowledged += 1)));
  }
  await Promise.all(sending);
};
