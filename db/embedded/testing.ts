import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Tests run from the sources, but Node 20 runs a process from what the compiler made of them. */
const ENTRY = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../dist/db/embedded/main.js" : "./main.js",
    import.meta.url,
  ),
);

const Ready = z.object({ ready: z.literal(true), port: z.number() });

/** An embedded engine as a process of its own. */
export type EngineProcess = {
  readonly url: string;
  readonly port: number;
  /** As a crash would: SIGKILL, and back when the process is gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  readonly stop: () => Promise<number | null>;
};

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, "exit");
  }
  return child.exitCode;
};

/** Starts an engine on `dataDir`, port 0 for a free one. Rejects when it ends before it is ready. */
export const startEngineProcess = async (
  dataDir: string,
  { port = 0, durable = false } = {},
): Promise<EngineProcess> => {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is missing: run npm run build first`);
  const child = fork(ENTRY, {
    execArgv: [],
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      EMBEDDED_DB_PORT: String(port),
      EMBEDDED_DB_DURABLE: durable ? "1" : "0",
      LOG_LEVEL: "warn",
    },
  });
  const started = await Promise.race([
    once(child, "message").then(([ready]) => Ready.parse(ready)),
    once(child, "exit").then(([code]) => `the embedded engine ended with code ${String(code)}`),
  ]);
  if (typeof started === "string") throw new Error(started);
  return {
    url: `postgres://postgres@127.0.0.1:${started.port}/postgres`,
    port: started.port,
    kill: async () => void (await end(child, "SIGKILL")),
    stop: () => end(child, "SIGTERM"),
  };
};
