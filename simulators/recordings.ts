import { existsSync } from "node:fs";
import path from "node:path";
import { readCarObd } from "./replay/carobd.ts";
import { readEmission } from "./replay/emission.ts";
import { readEnviroCar } from "./replay/envirocar.ts";
import { readFmc003 } from "./replay/fmc003.ts";
import type { RecordedMessage } from "./replay/recorded-message.ts";

export type { RecordedMessage } from "./replay/recorded-message.ts";
export { hasClock, shifted } from "./replay/recorded-message.ts";

export type RecordingOptions = {
  /** Folder with the recordings, `RECORDINGS_DIR`. */
  readonly folder: string;
  /** enviroCar has no ignition channel: `known` adds one, false only at each track's last point. */
  readonly ignition?: "known" | "none";
};

/** Readers of the recordings, by the name `npm run replay` knows them by. */
const READERS = {
  envirocar: readEnviroCar,
  carobd: readCarObd,
  fmc003: readFmc003,
  emission: readEmission,
} as const satisfies Record<string, (options: RecordingOptions) => Promise<RecordedMessage[]>>;
export type RecordingName = keyof typeof READERS;

/** The recordings this can read. */
export const RECORDING_NAMES = Object.keys(READERS) as RecordingName[];

export const isRecordingName = (name: string): name is RecordingName =>
  Object.hasOwn(READERS, name);

/**
 * All messages of a recording in the order they were sent, at their own times. Throws, naming
 * `RECORDINGS_DIR`, when the folder is not there.
 */
export const readRecording = async (
  name: RecordingName,
  options: RecordingOptions,
): Promise<RecordedMessage[]> => {
  const folder = path.resolve(options.folder);
  if (!existsSync(folder)) {
    throw new Error(`no recordings in ${folder}: set RECORDINGS_DIR to the folder that holds them`);
  }
  return READERS[name]({ ...options, folder });
};
