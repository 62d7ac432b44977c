import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { inCheckout, inDist } from "../starter/checkout.ts";

/** A program of the build that runs as a person started it. */
export type Program = {
  readonly pid: number;
  /** Everything it has printed so far. */
  readonly printed: () => string;
  /** Resolves once it has printed this; rejects with all it said when it ends before. */
  readonly prints: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Presses Ctrl-C. */
  readonly interrupt: () => void;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
};

/** Starts a program of the build with settings of its own. */
export const startProgram = (
  entry: string,
  settings: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Program => {
  const child = spawn(process.execPath, [inDist(entry), ...args], {
    cwd: inCheckout("."),
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const listeners = new Set<() => void>();
  for (const output of [child.stdout, child.stderr]) {
    output.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, "close").then(([code]) => code as number | null);
  const prints = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(text);
        if (!found) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
      void ended.then(() =>
        reject(new Error(`${entry} ended before it said ${pattern}:\n${text}`)),
      );
    });
  return {
    pid: child.pid ?? 0,
    printed: () => text,
    prints,
    interrupt: () => void child.kill("SIGINT"),
    ended,
  };
};

/** Process id and its parent's, from `/proc/<pid>/stat`: the name before them may hold spaces. */
const readParent = async (pid: number): Promise<readonly [number, number]> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const [, parent] = /\) \S (\d+)/.exec(stat) ?? [];
  return [pid, Number(parent)];
};

/** Every process that a process started, and those that they started. */
export const descendantsOf = async (pid: number): Promise<number[]> => {
  const pids = (await readdir("/proc")).map(Number).filter(Boolean);
  const parents = await Promise.all(pids.map(readParent));
  const found = [pid];
  for (const ancestor of found) {
    for (const [child, parent] of parents) if (parent === ancestor) found.push(child);
  }
  return found.slice(1);
};

/** Whether a process is there. */
export const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
