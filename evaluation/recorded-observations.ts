import type { Observation } from "../contracts/observation.ts";
import { originOf, readObservation } from "../db/location-row.ts";
import { createFrameWriter, readSection, splitFrame } from "../db/telemetry-frame.ts";
import { decodeNative } from "../ingest/decoders/native.ts";
import { decodeOwntracks } from "../ingest/decoders/owntracks.ts";
import { decodeTeltonika } from "../ingest/decoders/teltonika.ts";
import { clockWindow } from "../ingest/decoders/timestamp.ts";
import type { RecordedMessage } from "../simulators/recordings.ts";

const DECODERS = {
  native: decodeNative,
  owntracks: decodeOwntracks,
  teltonika: decodeTeltonika,
} as const;
const VEHICLE_ID = "00000000-0000-4000-8000-00000000000a";
/** `MAX_AGE_DAYS` as it comes, ms. */
const MAX_AGE_MS = 30 * 24 * 3_600_000;

const byTime = (one: Observation, other: Observation): number =>
  one.tsMs - other.tsMs || (one.id < other.id ? -1 : 1);

/**
 * The observations that ingest would accept of a recording, as the processor folds them: decoded,
 * tied to one car, each once, oldest first. Refused are those too old for when they were sent.
 */
export const recordedObservations = (
  messages: readonly RecordedMessage[],
  vehicleId = VEHICLE_ID,
): Observation[] => {
  const accepted = new Map<string, Observation>();
  const frames = createFrameWriter();
  for (const { car, kind, sentAtMs, payload } of messages) {
    const { samples } = DECODERS[kind](payload, clockWindow(sentAtMs, MAX_AGE_MS));
    for (const sample of samples) {
      frames.observation(originOf(car, vehicleId), sample, sentAtMs);
    }
  }
  for (const { section } of splitFrame(frames.finish())) {
    for (const observation of readSection(section).observations.map(readObservation)) {
      accepted.set(observation.id, observation);
    }
  }
  return [...accepted.values()].sort(byTime);
};
