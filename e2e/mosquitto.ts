import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import type { TrackedCar } from "./running-system.ts";

/** How a client ended: its exit code, undefined when it had to be ended, and all it printed. */
export type ClientEnd = { readonly code: number | undefined; readonly said: string };

/** What `stdbuf` ends with when there is no such command. */
const NOT_FOUND = 127;

/** Into a pipe the clients would print only at their end. */
const unbuffered = (command: string, args: readonly string[]): [string, string[]] => [
  "stdbuf",
  ["-oL", command, ...args],
];

const run = (
  command: string,
  args: readonly string[],
  { input = "", patienceMs = 15_000 } = {},
): Promise<ClientEnd> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      ...unbuffered(command, args),
      { timeout: patienceMs },
      (_error, stdout, stderr) => {
        if (child.exitCode === NOT_FOUND) reject(new Error(`${command} is not installed`));
        else resolve({ code: child.exitCode ?? undefined, said: stdout + stderr });
      },
    );
    child.stdin?.on("error", () => {}); // it may have ended before it read anything
    child.stdin?.end(input);
  });

/** Whether Mosquitto's clients are installed. */
export const hasMosquitto = (): Promise<boolean> =>
  run("mosquitto_pub", ["--help"]).then(
    () => true,
    () => false,
  );

/** How a client reaches the broker and who it says it is. */
export const login = (mqttUrl: string, car: Pick<TrackedCar, "deviceId" | "secret">): string[] => {
  const { hostname, port } = new URL(mqttUrl);
  return ["-h", hostname, "-p", port, "-u", car.deviceId, "-P", car.secret];
};

/**
 * Publishes each line as a message of its own over one connection. A client whose messages stay
 * unanswered would try for ever; it is ended after `patienceMs`.
 */
export const mosquittoPub = (
  args: readonly string[],
  lines: readonly string[],
  patienceMs?: number,
): Promise<ClientEnd> =>
  run("mosquitto_pub", [...args, "-d", "-l"], {
    input: lines.map((line) => `${line}\n`).join(""),
    ...(patienceMs !== undefined && { patienceMs }),
  });

/**
 * Subscribes; resolves once the broker has answered. `heard` waits for the client to end after the
 * seconds it was given, and answers what arrived.
 */
export const mosquittoSub = async (
  args: readonly string[],
  seconds: number,
): Promise<{ heard: () => Promise<string> }> => {
  // With -d every packet is told, among them the broker's answer.
  const child = spawn(...unbuffered("mosquitto_sub", [...args, "-W", String(seconds), "-d"]));
  const ended = once(child, "close");
  let said = "";
  await new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    for (const output of [child.stdout, child.stderr]) {
      output.on("data", (text: Buffer) => {
        said += text.toString();
        if (/Subscribed|denied/.test(said)) resolve();
      });
    }
  });
  return { heard: () => ended.then(() => said) };
};
