import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

/** How to run one process. */
export type ProcessSpec = {
  readonly name: string;
  /** Starts it; its output goes where `describeFailure` finds it. */
  readonly launch: () => ChildProcess;
  /** Resolves when it serves. Given up when the process ends first. */
  readonly ready: (child: ChildProcess) => Promise<void>;
  /** What a person should read when it failed. */
  readonly describeFailure: () => string;
};

/** A process has said itself why it cannot start, in words for a person. */
export class ToldFailure extends Error {
  override name = "ToldFailure";
}

/** A process that is kept running. */
export type Supervised = {
  readonly name: string;
  /** Of the running process; undefined while it is down. */
  readonly pid: () => number | undefined;
  /** SIGKILL, as a crash would, but it stays down until `restart`. */
  readonly kill: () => Promise<void>;
  /** Ends it if it runs and starts it again; resolves when it serves. */
  readonly restart: () => Promise<void>;
  /** SIGTERM, and SIGKILL after a while; it stays down. */
  readonly stop: () => Promise<void>;
};

/** How long a start may take, ms: the first one of the database takes 5 s on an idle machine. */
const START_TIMEOUT_MS = 60_000;
/** How long a clean end may take, ms. */
const STOP_TIMEOUT_MS = 10_000;
const FIRST_BACK_OFF_MS = 250;
const MAX_BACK_OFF_MS = 30_000;

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

const ended = async (child: ChildProcess): Promise<void> => {
  if (!hasEnded(child)) await once(child, "exit");
};

/** Sends a signal and waits; SIGKILL follows when it is not heeded in time. */
const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (hasEnded(child)) return;
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await ended(child);
  clearTimeout(timer);
};

/** Launches and waits until it serves. Leaves nothing running when it does not, or is given up. */
const launchReady = async (spec: ProcessSpec, givenUp: AbortSignal): Promise<ChildProcess> => {
  givenUp.throwIfAborted();
  const child = spec.launch();
  const patience = AbortSignal.any([givenUp, AbortSignal.timeout(START_TIMEOUT_MS)]);
  const failed = new Promise<never>((_resolve, reject) => {
    child.on("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`it ended with ${signal ?? code}`)));
    patience.addEventListener("abort", () => reject(patience.reason as Error));
  });
  try {
    await Promise.race([spec.ready(child), failed]);
    return child;
  } catch (cause) {
    await end(child, "SIGKILL");
    const why = `${spec.name} did not start: ${(cause as Error).message}`;
    // Who gave it up knows why.
    const isTold = cause instanceof ToldFailure || givenUp.aborted;
    throw new Error(isTold ? why : `${why}\n${spec.describeFailure()}`, { cause });
  }
};

/** Starts the process again whenever it ends, more and more slowly while it keeps failing. */
const keepAlive = async (
  spec: ProcessSpec,
  report: (line: string) => void,
  state: { child: ChildProcess },
  givenUp: AbortSignal,
): Promise<void> => {
  let backOffMs = FIRST_BACK_OFF_MS;
  for (;;) {
    const startedAt = performance.now();
    await ended(state.child);
    if (performance.now() - startedAt > MAX_BACK_OFF_MS) backOffMs = FIRST_BACK_OFF_MS;
    for (let serves = false; !serves;) {
      if (givenUp.aborted) return;
      const how = state.child.signalCode ?? `code ${state.child.exitCode}`;
      report(`${spec.name} ended with ${how}; starting it again`);
      await wait(backOffMs, undefined, { signal: givenUp }).catch(() => {});
      backOffMs = Math.min(backOffMs * 2, MAX_BACK_OFF_MS);
      if (givenUp.aborted) return;
      try {
        state.child = await launchReady(spec, givenUp);
        serves = true;
      } catch (error) {
        if (!givenUp.aborted) report((error as Error).message);
      }
    }
    report(`${spec.name} runs again`);
  }
};

/**
 * Starts a process and keeps it running. Rejects when the first start fails or is interrupted;
 * later failures are reported and tried again.
 */
export const supervise = async (
  spec: ProcessSpec,
  report: (line: string) => void,
  interrupted?: AbortSignal,
): Promise<Supervised> => {
  let life = new AbortController();
  const state = { child: await launchReady(spec, interrupted ?? life.signal) };
  let watch = keepAlive(spec, report, state, life.signal);

  const bringDown = async (signal: NodeJS.Signals): Promise<void> => {
    life.abort();
    await end(state.child, signal);
    await watch;
  };
  return {
    name: spec.name,
    pid: () => (hasEnded(state.child) ? undefined : state.child.pid),
    kill: () => bringDown("SIGKILL"),
    restart: async () => {
      await bringDown("SIGTERM");
      life = new AbortController();
      state.child = await launchReady(spec, life.signal);
      watch = keepAlive(spec, report, state, life.signal);
    },
    stop: () => bringDown("SIGTERM"),
  };
};
