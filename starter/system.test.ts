import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { expect, onTestFinished, test, vi } from "vitest";
import { startSystem } from "./system.ts";

// A database from nothing, perhaps on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "roadledger-system-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
};

const accepts = async (...address: [path: string] | [port: number]): Promise<boolean> => {
  const socket = typeof address[0] === "number" ? connect(address[0]) : connect(address[0]);
  const connected = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
};

test("a start that fails half-way says why and leaves nothing running", async () => {
  const dataDir = await temporaryFolder();
  const lines: string[] = [];
  await expect(
    startSystem({
      dataDir,
      settings: { MAX_AGE_DAYS: "not a number" },
      progress: (line) => lines.push(line),
    }),
  ).rejects.toThrow("ingest did not start: invalid settings:\n  MAX_AGE_DAYS: ");

  expect(lines).toEqual(["starting embedded-db", "starting nats-server", "starting ingest"]);
  expect(await accepts(join(dataDir, "postgres.lock"))).toBe(false);
  const listen = /listen: "127\.0\.0\.1:(\d+)"/.exec(
    await readFile(join(dataDir, "nats", "nats-server.conf"), "utf8"),
  );
  expect(await accepts(Number(listen?.[1]))).toBe(false);
});

test("a second system on the same folder says in one line that there is one already", async () => {
  const dataDir = await temporaryFolder();
  const first = await startSystem({ dataDir });
  onTestFinished(() => first.stop());
  await expect(startSystem({ dataDir })).rejects.toThrow(
    /^embedded-db did not start: another embedded engine runs on DATA_DIR \S+$/,
  );
});

test("an interrupted start ends what it had started", async () => {
  const dataDir = await temporaryFolder();
  const interruption = new AbortController();
  const started = startSystem({
    dataDir,
    progress: (line) => {
      if (line === "starting nats-server") interruption.abort(new Error("interrupted"));
    },
    interrupted: interruption.signal,
  });
  await expect(started).rejects.toThrow(/interrupted/);
  expect(await accepts(join(dataDir, "postgres.lock"))).toBe(false);
});
