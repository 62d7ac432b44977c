import { fork, type ChildProcess } from "node:child_process";
import { pathToFileURL } from "node:url";
import { inDist } from "./checkout.ts";
import type { ProcessLog } from "./process-log.ts";
import type { ProcessSpec } from "./supervised.ts";

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

const isReady = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "ready" in message && message.ready === true;

const told = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.on("message", (message) => {
      if (isReady(message)) resolve();
    });
  });

/** A Node process that says `{ ready: true }` over IPC when it serves. */
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
        execArgv: [...flags, "--import", pathToFileURL(inDist("starter/end-with-parent.js")).href],
        stdio: ["ignore", output, output, "ipc"],
        // A group of its own: Ctrl-C reaches only the starter, which ends the others in order.
        detached: true,
      }),
    ),
  ready: told,
  describeFailure: log.tail,
});
