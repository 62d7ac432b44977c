// Loaded before a process that is to be profiled: SIGUSR2 starts the CPU profiler, another SIGUSR2
// stops it and writes a .cpuprofile (for Chrome's DevTools) into the folder named in the query.
import { writeFileSync } from "node:fs";
import { Session, type Profiler } from "node:inspector/promises";
import { basename, dirname, join } from "node:path";

/** Fine enough to see what a message costs, µs. */
const SAMPLING_INTERVAL_US = 200;

const folder = new URL(import.meta.url).searchParams.get("folder") ?? ".";
/** `ingest` for dist/ingest/main.js. */
const name = basename(dirname(process.argv[1] ?? "process"));
let session: Session | undefined;

const start = async (): Promise<void> => {
  session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: SAMPLING_INTERVAL_US });
  await session.post("Profiler.start");
};

const finish = async (running: Session): Promise<void> => {
  session = undefined;
  const { profile }: Profiler.StopReturnType = await running.post("Profiler.stop");
  running.disconnect();
  writeFileSync(join(folder, `${name}-${Date.now()}.cpuprofile`), JSON.stringify(profile));
};

process.on("SIGUSR2", () => void (session ? finish(session) : start()));
