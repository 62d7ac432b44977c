import {
  DiscardPolicy,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { headers, nanos, type NatsConnection } from "@nats-io/transport-node";
import { isStreamMissing } from "../contracts/stream-missing.ts";
import { dead, DEAD_STREAM, DEAD_SUBJECTS, TELEMETRY_SUBJECT } from "../contracts/subjects.ts";
import { idOf, packedRow, readObservation, type PackedObservation } from "../db/location-row.ts";
import type { PartitionMessage } from "./telemetry-source.ts";

/** Header that says why a message was set aside. */
const REASON_HEADER = "Roadledger-Reason";
/** Headers that say whose observation was set aside: its row alone does not. */
const DEVICE_HEADER = "Roadledger-Device";
const VEHICLE_HEADER = "Roadledger-Vehicle";
/** Longest reason kept, characters. */
const MAX_REASON_CHARS = 1_000;

/** How long messages wait for a person to look at them, ms … */
const MAX_AGE_MS = 90 * 24 * 60 * 60_000;
/** … and how much of them is kept, bytes; the oldest go first. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Creates the stream for messages that no code could process, or brings its limits up to date. */
export const ensureDeadStream = async (nats: NatsConnection): Promise<void> => {
  const { streams } = await jetstreamManager(nats);
  const config = {
    subjects: [DEAD_SUBJECTS],
    max_age: nanos(MAX_AGE_MS),
    max_bytes: MAX_BYTES,
    discard: DiscardPolicy.Old,
  };
  const isThere = await streams.info(DEAD_STREAM).then(
    () => true,
    (error: unknown) => {
      if (isStreamMissing(error)) return false;
      throw error;
    },
  );
  if (isThere) await streams.update(DEAD_STREAM, config);
  else {
    await streams.add({
      name: DEAD_STREAM,
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      ...config,
    });
  }
};

type Section = Pick<PartitionMessage, "partition" | "sequence" | "messageAtMs">;

const store = async (
  nats: NatsConnection,
  content: Buffer | string,
  reason: string,
  msgID: string,
  header = headers(),
): Promise<void> => {
  header.set(REASON_HEADER, reason.replaceAll(/\s+/g, " ").slice(0, MAX_REASON_CHARS));
  await jetstream(nats).publish(dead(TELEMETRY_SUBJECT), content, { headers: header, msgID });
};

/** Names what is set aside; a sequence alone may come again when the stream has gone back. */
const idOfSection = ({ sequence, messageAtMs, partition }: Section): string =>
  `dead-${sequence}-${messageAtMs}-${partition}-`;

/** Sets a message aside for a person to look at; resolves once the copy is stored. */
export const setAside = (
  nats: NatsConnection,
  message: PartitionMessage,
  reason: string,
): Promise<void> => store(nats, message.section ?? "", reason, idOfSection(message));

/** An observation as JSON for a person to read, or as its row when nobody can. */
const legible = (observation: PackedObservation): Buffer | string => {
  try {
    return JSON.stringify(readObservation(observation));
  } catch {
    return packedRow(observation);
  }
};

/** Sets one observation of a message aside, as `setAside` does the whole. */
export const setAsideObservation = (
  nats: NatsConnection,
  message: Section,
  observation: PackedObservation,
  reason: string,
): Promise<void> => {
  const msgID = idOfSection(message) + idOf(observation);
  const header = headers();
  // Percent-encoded: a header's value is one line of ASCII, a device's name may be anything.
  header.set(DEVICE_HEADER, encodeURIComponent(observation.origin.deviceId.toWellFormed()));
  header.set(VEHICLE_HEADER, observation.origin.vehicleId);
  return store(nats, legible(observation), reason, msgID, header);
};
