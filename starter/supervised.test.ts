import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { supervise, ToldFailure, type ProcessSpec, type Supervised } from "./supervised.ts";

const SERVES = "console.log('ready'); setInterval(() => {}, 1000)";

const node = (script: string): ProcessSpec => ({
  name: "worker",
  launch: () => spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] }),
  ready: async (child) => {
    if (child.stdout) await once(child.stdout, "data");
  },
  describeFailure: () => "its last words",
});

/** Starts a process that ends with the test; `lines` collects what is reported. */
const start = async (spec: ProcessSpec): Promise<{ worker: Supervised; lines: string[] }> => {
  const lines: string[] = [];
  const worker = await supervise(spec, (line) => lines.push(line));
  onTestFinished(() => worker.stop());
  return { worker, lines };
};

const runningPid = (worker: Supervised): number => {
  const pid = worker.pid();
  if (pid === undefined) throw new Error("the worker is down");
  return pid;
};

test("a crashed process is started again, and both are reported", async () => {
  const { worker, lines } = await start(node(SERVES));
  const crashed = runningPid(worker);
  process.kill(crashed, "SIGKILL");
  await expect.poll(() => lines).toContain("worker runs again");
  expect(lines[0]).toBe("worker ended with SIGKILL; starting it again");
  expect(runningPid(worker)).not.toBe(crashed);
});

test("a process killed on purpose stays down until it is restarted", async () => {
  const { worker, lines } = await start(node(SERVES));
  await worker.kill();
  expect(worker.pid()).toBeUndefined();
  await worker.restart();
  expect(worker.pid()).toBeDefined();
  expect(lines).toEqual([]);
});

test("a first start that fails rejects with what the process said", async () => {
  await expect(supervise(node("process.exit(3)"), () => {})).rejects.toThrow(
    "worker did not start: it ended with 3\nits last words",
  );
});

test("a process that says why it cannot start is taken at its word", async () => {
  const spec = {
    ...node(SERVES),
    ready: () => Promise.reject(new ToldFailure("the port is taken")),
  };
  await expect(supervise(spec, () => {})).rejects.toThrow(
    /^worker did not start: the port is taken$/,
  );
});

test("a start that is interrupted tells no last words", async () => {
  const interruption = new AbortController();
  const spec: ProcessSpec = {
    ...node(SERVES),
    ready: () => {
      interruption.abort(new Error("interrupted"));
      return new Promise(() => {}); // it would never serve
    },
  };
  await expect(supervise(spec, () => {}, interruption.signal)).rejects.toThrow(
    /^worker did not start: interrupted$/,
  );
});

test("a missing program is a failed start", async () => {
  const spec: ProcessSpec = { ...node(""), launch: () => spawn("/nowhere/to/be/found") };
  await expect(supervise(spec, () => {})).rejects.toThrow(/ENOENT/);
});

test("stopping does not wait for a process that cannot come back", async () => {
  let crashes = false;
  const broken: ProcessSpec = {
    ...node(SERVES),
    launch: () => node(crashes ? "process.exit(1)" : SERVES).launch(),
  };
  const { worker, lines } = await start(broken);
  crashes = true;
  process.kill(runningPid(worker), "SIGKILL");
  await expect.poll(() => lines.some((line) => line.includes("did not start"))).toBe(true);
  await worker.stop();
  expect(worker.pid()).toBeUndefined();
});

test("a process that ignores SIGTERM is still ended", { timeout: 20_000 }, async () => {
  const { worker } = await start(node(`process.on("SIGTERM", () => {}); ${SERVES}`));
  await worker.stop();
  expect(worker.pid()).toBeUndefined();
});
