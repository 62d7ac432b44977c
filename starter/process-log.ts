import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

/** A log this long is put aside at the next start of its process, bytes. */
const MAX_BYTES = 20 * 1024 * 1024;
/** How much of a log to show when its process failed, lines. */
const TAIL_LINES = 12;

/** The file a process writes to, across its restarts. */
export type ProcessLog = {
  /** Runs `launch` with a descriptor for the process's output. */
  readonly open: <T>(launch: (descriptor: number) => T) => T;
  /** The last lines and where the rest is. */
  readonly tail: () => string;
};

/** Keeps `<folder>/<name>.log`, and one older one beside it. */
export const processLog = (folder: string, name: string): ProcessLog => {
  const file = join(folder, `${name}.log`);
  return {
    open: (launch) => {
      mkdirSync(folder, { recursive: true });
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > MAX_BYTES) renameSync(file, `${file}.old`);
      const descriptor = openSync(file, "a");
      try {
        return launch(descriptor);
      } finally {
        closeSync(descriptor); // the process has its own copy
      }
    },
    tail: () => {
      const lines = readFileSync(file, "utf8").trimEnd().split("\n");
      return [...lines.slice(-TAIL_LINES), `(all of it: ${file})`].join("\n");
    },
  };
};
