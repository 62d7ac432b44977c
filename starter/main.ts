import { once } from "node:events";
import { join } from "node:path";
import { SetupState } from "../contracts/setup.ts";
import { DEMO_ACCOUNTS, DEMO_BRANCH, DEMO_PASSWORD } from "../operations/demo-fleet.ts";
import { readConfig, systemOptions, type Config } from "./config.ts";
import { startSystem, type System } from "./system.ts";

/** How often a simulated car reports, s: what trackers in rental cars are usually set to. */
const REPORT_EVERY_S = 5;
/** How much of the past the demo fleet brings along, min: routes and stops to look at from the start. */
const HISTORY_MIN = 120;

const say = (line = ""): void => void process.stdout.write(`${line}\n`);

const startDemoFleet = async (system: System, vehicles: number): Promise<void> => {
  const owner = DEMO_ACCOUNTS.find(({ role }) => role === "OWNER");
  if (!owner) throw new Error("the demo has no owner to register its fleet");
  await system.run({
    name: "simulator",
    entry: "simulators/main.js",
    arguments: [
      "--demo",
      ...Object.entries({
        "--vehicles": vehicles,
        "--interval": REPORT_EVERY_S,
        "--history": HISTORY_MIN,
        "--branch": DEMO_BRANCH.name,
      }).flatMap(([option, value]) => [option, String(value)]),
    ],
    settings: {
      API_URL: system.httpUrl,
      MQTT_URL: system.mqttUrl,
      OWNER_EMAIL: owner.email,
      OWNER_PASSWORD: DEMO_PASSWORD,
    },
  });
};

/** Whether nobody owns this system yet. */
const isUnowned = async ({ httpUrl }: System): Promise<boolean> =>
  SetupState.parse(await (await fetch(`${httpUrl}/api/setup`)).json()).ownerNeeded;

const describe = async (system: System, { DEMO, DATA_DIR }: Config): Promise<void> => {
  say();
  say(`  Dashboard   ${system.httpUrl}`);
  say(`  MQTT        ${system.mqttUrl}`);
  say(`  Database    ${system.databaseUrl}`);
  say(`  Data, logs  ${DATA_DIR}`);
  if (DEMO === "1") {
    say();
    say(`  Demo accounts, password ${DEMO_PASSWORD}`);
    for (const { role, email } of DEMO_ACCOUNTS) say(`    ${role.padEnd(11)} ${email}`);
  }
  if (await isUnowned(system)) {
    say(`  Set-up      ${system.httpUrl}/setup`);
    say(`              asks for the code in ${join(DATA_DIR, "logs", "dashboard.log")}`);
  }
  say();
  say("  Ctrl-C stops everything; the data stays.");
};

const run = async (interrupted: AbortSignal): Promise<void> => {
  const config = readConfig(process.env);
  const system = await startSystem({
    ...systemOptions(config),
    progress: say,
    interrupted,
  });
  try {
    if (config.DEMO === "1") await startDemoFleet(system, config.DEMO_VEHICLES);
    await describe(system, config);
    if (!interrupted.aborted) await once(interrupted, "abort");
    say("stopping");
  } finally {
    await system.stop();
  }
};

const interruption = new AbortController();
const interrupt = (): void => interruption.abort(new Error("interrupted"));
// SIGHUP: the terminal was closed.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
try {
  await run(interruption.signal);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
