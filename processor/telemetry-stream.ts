import type { JetStreamManager } from "@nats-io/jetstream";
import { isStreamMissing } from "../contracts/stream-missing.ts";

/** How often the stream is looked for while ingest has not created it yet, ms. */
const LOOK_EVERY_MS = 250;

/** Waits until a stream exists and returns when it was created: its sequences count from then. */
export const awaitTelemetryStream = async (
  manager: JetStreamManager,
  name: string,
): Promise<Date> => {
  for (;;) {
    try {
      const { created } = await manager.streams.info(name);
      return new Date(created);
    } catch (error) {
      if (!isStreamMissing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
};
