import { jetstream, jetstreamManager, RetentionPolicy, StorageType } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/transport-node";
import { dead, DEAD_STREAM, DEAD_SUBJECTS, TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import type { PartitionMessage } from "./telemetry-source.ts";

/** Header that says why a message was set aside. */
const REASON_HEADER = "Roadledger-Reason";
/** Longest reason kept, characters. */
const MAX_REASON_CHARS = 1_000;

/** Creates the stream for messages that no code could process. */
export const ensureDeadStream = async (nats: NatsConnection): Promise<void> => {
  const manager = await jetstreamManager(nats);
  await manager.streams.add({
    name: DEAD_STREAM,
    subjects: [DEAD_SUBJECTS],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
  });
};

/**
 * Sets a message, or a `part` of it, aside for a person to look at; resolves once the copy is
 * stored.
 */
export const setAside = async (
  nats: NatsConnection,
  { partition, sequence, section }: PartitionMessage,
  reason: string,
  part = "",
): Promise<void> => {
  const header = headers();
  header.set(REASON_HEADER, reason.replaceAll(/\s+/g, " ").slice(0, MAX_REASON_CHARS));
  await jetstream(nats).publish(dead(TELEMETRY_SUBJECT), section ?? "", {
    headers: header,
    msgID: `dead-${sequence}-${partition}-${part}`,
  });
};
