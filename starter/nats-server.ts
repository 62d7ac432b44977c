import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findNatsServer, type Progress } from "./nats-binary.ts";
import { natsConfig } from "./nats-config.ts";
import type { ProcessLog } from "./process-log.ts";
import type { ProcessSpec } from "./supervised.ts";

export type NatsServer = {
  readonly dataDir: string;
  readonly port: number;
  readonly log: ProcessLog;
};

const POLL_MS = 25;
/** How long a left-over server may take to end, ms. */
const LEFT_OVER_TIMEOUT_MS = 10_000;

/** Resolves when the server greets clients, which it does once its streams are recovered. */
const greets = async (port: number): Promise<void> => {
  const tryOnce = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("data", () => resolve(true)).once("error", () => resolve(false));
      socket.once("close", () => resolve(false));
      socket.once("data", () => socket.destroy());
    });
  while (!(await tryOnce())) await wait(POLL_MS);
};

const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // it has ended
  }
};

/** Ends the server that a killed starter left on the same streams: two of them would ruin these. */
const endLeftOver = async (pidFile: string, configFile: string): Promise<void> => {
  let pid: number;
  try {
    pid = Number(readFileSync(pidFile, "utf8"));
  } catch {
    return;
  }
  const runs = (): boolean => commandLine(pid).includes(configFile);
  if (!runs()) return;
  process.kill(pid, "SIGTERM");
  const deadline = Date.now() + LEFT_OVER_TIMEOUT_MS;
  while (runs()) {
    if (Date.now() > deadline) process.kill(pid, "SIGKILL");
    await wait(POLL_MS);
  }
};

/**
 * Half a megabyte of telemetry a message is garbage at once: collecting it when the heap has grown
 * fivefold, not twofold, costs less. The Dockerfile sets the same.
 */
const GO_SETTINGS = { GOGC: "400" };

/** nats-server with JetStream in `<dataDir>/nats`, on the loopback interface. */
export const natsServer = async (
  { dataDir, port, log }: NatsServer,
  progress: Progress,
): Promise<ProcessSpec> => {
  const binary = await findNatsServer(progress);
  const folder = join(dataDir, "nats");
  const configFile = join(folder, "nats-server.conf");
  const pidFile = join(folder, "nats-server.pid");
  mkdirSync(folder, { recursive: true });
  await endLeftOver(pidFile, configFile);
  writeFileSync(configFile, natsConfig({ port, storeDir: folder, pidFile }, binary));
  return {
    name: "nats-server",
    launch: () =>
      log.open((output) =>
        spawn(binary.path, ["-c", configFile], {
          env: { ...process.env, ...GO_SETTINGS },
          stdio: ["ignore", output, output],
          detached: true,
        }),
      ),
    ready: () => greets(port),
    describeFailure: log.tail,
  };
};
