import { fork, type ChildProcess } from "node:child_process";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { inDist } from "./checkout.ts";
import type { ProcessLog } from "./process-log.ts";
import { ToldFailure, type ProcessSpec } from "./supervised.ts";

export type NodeProcess = {
  readonly name: string;
  /** Below `dist`. */
  readonly entry: string;
  readonly arguments?: readonly string[];
  /** Options of Node itself. */
  readonly flags?: readonly string[];
  /** Added to this process's own. */
  readonly settings: Readonly<Record<string, string>>;
  readonly log: ProcessLog;
};

/** What a process says to the starter. */
const Word = z.union([z.object({ ready: z.literal(true) }), z.object({ failed: z.string() })]);

const told = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on("message", (message) => {
      const word = Word.safeParse(message).data;
      if (word && "failed" in word) reject(new ToldFailure(word.failed));
      else if (word) resolve();
    });
  });

/** A Node process that says over IPC `{ ready: true }` when it serves, or `{ failed: why }`. */
export const nodeProcess = ({
  name,
  entry,
  arguments: args = [],
  flags = [],
  settings,
  log,
}: NodeProcess): ProcessSpec => ({
  name,
  launch: () =>
    log.open((output) =>
      fork(inDist(entry), args, {
        env: { ...process.env, ...settings },
        execArgv: [...flags, "--import", pathToFileURL(inDist("starter/tie-to-parent.js")).href],
        stdio: ["ignore", output, output, "ipc"],
        // A group of its own: Ctrl-C reaches only the starter, which ends the others in order.
        detached: true,
      }),
    ),
  ready: told,
  describeFailure: log.tail,
});
