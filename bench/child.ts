import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { inDist } from "../starter/checkout.ts";

/** How long a process may take until it is ready, ms. */
const START_TIMEOUT_MS = 60_000;

/** A process of a benchmark; it ends when its parent does. */
export type Child = {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly greeting: unknown;
  readonly send: (message: object) => void;
  readonly onMessage: (listen: (message: unknown) => void) => void;
  /** Resolves when it has ended by itself; rejects when it failed. */
  readonly ended: Promise<void>;
  /** Ends it. */
  readonly stop: () => Promise<void>;
};

const outcome = async (child: ChildProcess, entry: string): Promise<void> => {
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (code !== 0 && signal !== "SIGTERM") throw new Error(`${entry} ended with ${signal ?? code}`);
};

/** Starts `dist/bench/<entry>` and waits for its first message; an interruption kills it. */
export const startChild = async (
  entry: string,
  args: readonly string[] = [],
  interrupted?: AbortSignal,
): Promise<Child> => {
  const child = fork(inDist(`bench/${entry}`), args, {
    execArgv: [], // a test runner's own are not for it
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    ...(interrupted && { signal: interrupted }),
  });
  const ended = outcome(child, entry);
  ended.catch(() => {}); // whoever waits for it hears of it
  const greeted = once(child, "message", { signal: AbortSignal.timeout(START_TIMEOUT_MS) });
  const [greeting] = (await Promise.race([greeted, ended.then(() => [undefined])])) as [unknown];
  return {
    pid: child.pid ?? 0,
    greeting,
    send: (message) => void child.send(message),
    onMessage: (listen) => void child.on("message", listen),
    ended,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill();
      await ended.catch(() => {});
    },
  };
};
