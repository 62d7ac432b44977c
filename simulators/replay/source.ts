import { existsSync } from "node:fs";
import path from "node:path";
import { isRecordingName, readRecording, RECORDING_NAMES } from "../recordings.ts";
import { readCsvRecording } from "./csv-recording.ts";
import { readGpxRecording } from "./gpx-recording.ts";
import { readMessageLog } from "./message-log.ts";
import type { RecordedMessage } from "./recorded-message.ts";
import type { ReplayOptions } from "./replay-options.ts";

const readFileSource = (options: ReplayOptions): Promise<RecordedMessage[]> => {
  const { source } = options;
  switch (path.extname(source).toLowerCase()) {
    case ".gpx":
      return readGpxRecording(source);
    case ".jsonl":
    case ".ndjson":
    case ".log":
      return readMessageLog(source);
    default:
      return readCsvRecording(source, {
        columns: options.column,
        units: options.unit,
        delimiter: options.delimiter,
        ...(options["car-column"] === undefined ? {} : { carColumn: options["car-column"] }),
      });
  }
};

/**
 * The messages of a recording by name or of a file by path, for one car when `--car` names it.
 * Throws when there is neither, or nothing in it.
 */
export const readSource = async (
  options: ReplayOptions,
  recordingsFolder: string,
): Promise<RecordedMessage[]> => {
  const { source, car, ignition } = options;
  if (!isRecordingName(source) && !existsSync(source)) {
    throw new Error(`${source} is neither a file nor one of ${RECORDING_NAMES.join(", ")}`);
  }
  const messages = isRecordingName(source)
    ? await readRecording(source, { folder: recordingsFolder, ignition })
    : await readFileSource(options);
  const chosen = messages.filter((message) => car === undefined || message.car === car);
  if (chosen.length > 0) return chosen;
  throw new Error(
    car === undefined ? `${source} holds no message` : `${source} knows no car ${car}`,
  );
};
