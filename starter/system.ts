import { migrate } from "../db/migrate.ts";
import { createPool } from "../db/pool.ts";
import type { Progress } from "./nats-binary.ts";
import { natsServer } from "./nats-server.ts";
import { reachDatabase, reachNats } from "./outside-servers.ts";
import { nodeProcess, type NodeProcess } from "./node-process.ts";
import { createProcessGroup, type ProcessGroup } from "./process-group.ts";
import { planSystem, type Addresses, type Placement, type SystemPlan } from "./system-plan.ts";

/** The processes of the system, in the order in which they start. */
export type ProcessName = "embedded-db" | "nats-server" | "ingest" | "processor" | "dashboard";

/**
 * Room for short-lived objects, MB: with Node's default of 16 much of what an observation leaves
 * behind is collected before it is dead. All of it from the beginning, because giving room back
 * between two batches costs more than it. docker-compose.yml sets the same.
 */
const HOT_PATH_FLAGS = ["--min-semi-space-size=32", "--max-semi-space-size=32"];

/**
 * Lets glibc keep the memory of large buffers, bytes (mallopt(3)). By default it returns what a batch
 * leaves behind and takes it back for the next one, a page fault for every 4 KB. Both or none: the
 * one alone switches off that the other adapts. The Dockerfile sets the same.
 */
const HOT_PATH_SETTINGS = {
  MALLOC_MMAP_THRESHOLD_: "33554432",
  MALLOC_TRIM_THRESHOLD_: "134217728",
};

export type SystemOptions = Placement & {
  /** Further settings for every process. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Lines for a person who waits. */
  readonly progress?: Progress;
  /** Gives up a start that is under way. */
  readonly interrupted?: AbortSignal;
};

/** A process beside those of the system, such as the simulator. */
export type AdditionalProcess = Pick<NodeProcess, "name" | "entry"> &
  Partial<Pick<NodeProcess, "arguments" | "flags" | "settings">>;

/** The running system. */
export type System = Addresses & {
  /** Of a running process; undefined while it is down, or when it is not ours to run. */
  readonly pid: (name: ProcessName) => number | undefined;
  /** SIGKILL; it stays down until `restart`. A kill by anybody else is answered with a restart. */
  readonly kill: (name: ProcessName) => Promise<void>;
  readonly restart: (name: ProcessName) => Promise<void>;
  /** Starts one more Node process, which stops before the others. */
  readonly run: (process: AdditionalProcess) => Promise<void>;
  /** Ends every process, last started first. */
  readonly stop: () => Promise<void>;
};

const applyMigrations = async (connectionString: string): Promise<void> => {
  const pool = createPool({ connectionString, applicationName: "starter" }, () => {});
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
};

type Run = (added: AdditionalProcess) => Promise<void>;

/** Each process once those it needs are there. */
const startInOrder = async (
  { dataDir, addresses, natsPort }: SystemPlan,
  { databaseUrl, natsUrl, progress = () => {} }: SystemOptions,
  group: ProcessGroup,
  run: Run,
): Promise<void> => {
  if (databaseUrl) await reachDatabase(databaseUrl);
  else await run({ name: "embedded-db", entry: "db/embedded/main.js" });
  if (natsUrl) await reachNats(natsUrl);
  else {
    const log = group.logOf("nats-server");
    await group.start(await natsServer({ dataDir, port: natsPort, log }, progress));
  }
  await applyMigrations(addresses.databaseUrl);
  // Ingest creates the stream, the processor waits for it.
  const hotPath = { flags: HOT_PATH_FLAGS, settings: HOT_PATH_SETTINGS };
  await run({ name: "ingest", entry: "ingest/main.js", ...hotPath });
  await run({ name: "processor", entry: "processor/main.js", ...hotPath });
  await run({ name: "dashboard", entry: "dashboard/server/main.js" });
};

const controls = (group: ProcessGroup): Pick<System, "pid" | "kill" | "restart" | "stop"> => {
  const ours = (name: ProcessName) => {
    const found = group.find(name);
    if (!found) throw new Error(`${name} is not a process of this system`);
    return found;
  };
  return {
    pid: (name) => group.find(name)?.pid(),
    kill: (name) => ours(name).kill(),
    restart: (name) => ours(name).restart(),
    stop: group.stop,
  };
};

/**
 * Starts the whole system as processes and waits until all of them serve. Rejects with the reason,
 * and with nothing left running, when one does not. Crashed processes are started again.
 */
export const startSystem = async (options: SystemOptions): Promise<System> => {
  const plan = await planSystem(options);
  const group = createProcessGroup(
    plan.dataDir,
    options.progress ?? (() => {}),
    options.interrupted,
  );
  const run: Run = (added) => {
    const settings = { ...options.settings, ...plan.settings, ...added.settings };
    return group.start(nodeProcess({ ...added, settings, log: group.logOf(added.name) }));
  };
  try {
    await startInOrder(plan, options, group, run);
  } catch (error) {
    await group.stop();
    throw error;
  }
  return { ...plan.addresses, ...controls(group), run };
};
