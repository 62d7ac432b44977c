import { jetstreamManager, DiscardPolicy, RetentionPolicy, StorageType } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { isStreamMissing } from "../contracts/stream-missing.ts";
import { TELEMETRY_STREAM, TELEMETRY_SUBJECT } from "../contracts/subjects.ts";

/**
 * Creates the telemetry stream or brings its limits up to date. Full means refuse: a device then
 * gets no PUBACK and keeps its data, where discarding the oldest would lose what was acknowledged.
 * Processors purge what they have committed.
 */
export const ensureTelemetryStream = async (
  nats: NatsConnection,
  maxBytes: number,
): Promise<void> => {
  const manager = await jetstreamManager(nats);
  const config = {
    subjects: [TELEMETRY_SUBJECT],
    max_bytes: maxBytes,
    discard: DiscardPolicy.New,
  };
  const exists = await manager.streams.info(TELEMETRY_STREAM).then(
    () => true,
    (error: unknown) => {
      if (isStreamMissing(error)) return false;
      throw error;
    },
  );
  if (exists) await manager.streams.update(TELEMETRY_STREAM, config);
  else {
    await manager.streams.add({
      name: TELEMETRY_STREAM,
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      ...config,
    });
  }
};
