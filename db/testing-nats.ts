// Beside testing.ts, because every folder with tests against real services references `db`.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

/** A real nats-server with JetStream, its streams in a temporary folder. */
export type TestNatsServer = {
  readonly url: string;
  /** As a crash would: SIGKILL. */
  readonly kill: () => Promise<void>;
  /** Freezes it: clients stay connected and hear nothing, as on a stalled disk or a dead network. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Starts it again on the same port and streams. */
  readonly restart: () => Promise<void>;
  /** Copies its streams; what it resolves to puts the copy in their place. Both while it is down. */
  readonly copyStreams: () => Promise<() => Promise<void>>;
  /** Ends it and removes its streams. */
  readonly close: () => Promise<void>;
};

const STREAMS_FOLDER = "streams";
/** How long a start may take on a busy machine, ms. */
const START_TIMEOUT_MS = 15_000;
const POLL_MS = 20;
/** The server picks a free port and writes down which. */
const ANY_PORT = -1;

const FINDER = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts")
      ? "../dist/starter/find-nats-server.js"
      : "../starter/find-nats-server.js",
    import.meta.url,
  ),
);
const Ports = z.object({ nats: z.tuple([z.url()]) });

const findBinary = async (): Promise<string> => {
  if (!existsSync(FINDER)) throw new Error(`${FINDER} is missing: run npm run build first`);
  const { stdout } = await promisify(execFile)(process.execPath, [FINDER]);
  return stdout.trim();
};

/** Runs one server; resolves with its address when it accepts clients. */
const launch = async (
  binary: string,
  folder: string,
  port: number,
): Promise<{ child: ChildProcess; url: string }> => {
  const config = join(folder, "nats.conf");
  await writeFile(
    config,
    `listen: "127.0.0.1:${port}"
     ports_file_dir: ${JSON.stringify(folder)}
     max_payload: 8MB
     jetstream { store_dir: ${JSON.stringify(join(folder, STREAMS_FOLDER))} }`,
  );
  const child = spawn(binary, ["-c", config], { stdio: "ignore" });
  const portsFile = join(folder, `nats-server_${child.pid}.ports`);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && Date.now() < deadline) {
    const text = await readFile(portsFile, "utf8").catch(() => "");
    if (text.trimEnd().endsWith("}")) return { child, url: Ports.parse(JSON.parse(text)).nats[0] };
    await wait(POLL_MS);
  }
  child.kill("SIGKILL");
  throw new Error(`nats-server did not start; try ${binary} -c ${config}`);
};

/** Starts a server on a free port. Close it in `afterAll`. */
export const startNatsServer = async (): Promise<TestNatsServer> => {
  const binary = await findBinary();
  const folder = await mkdtemp(join(tmpdir(), "roadledger-nats-"));
  let { child, url } = await launch(binary, folder, ANY_PORT);
  const endWithTest = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithTest);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return {
    url,
    kill,
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    restart: async () => {
      await kill();
      ({ child, url } = await launch(binary, folder, Number(new URL(url).port)));
    },
    copyStreams: async () => {
      const streams = join(folder, STREAMS_FOLDER);
      const copy = join(folder, "copy");
      await cp(streams, copy, { recursive: true });
      return async () => {
        await rm(streams, { recursive: true });
        await cp(copy, streams, { recursive: true });
      };
    },
    close: async () => {
      process.off("exit", endWithTest);
      await kill();
      await rm(folder, { recursive: true });
    },
  };
};
