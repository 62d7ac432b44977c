import { setMaxListeners } from "node:events";
import { setInterval as every } from "node:timers/promises";
import pino from "pino";
import { readConfig } from "./config.ts";
import { prepareStories } from "./demo/demo.ts";
import { lastMeasured, playStory } from "./demo/play-story.ts";
import { rentOut } from "./demo/rentals.ts";
import type { Story } from "./demo/stories.ts";
import { carState, createFleet, sampleAt, type FleetCar } from "./fleet/fleet.ts";
import { siteNetwork, type SiteNetwork } from "./fleet/sites.ts";
import { branchNotice, chooseBranch } from "./provisioning/choose-branch.ts";
import { signIn } from "./provisioning/fleet-api.ts";
import { provision, type NewCar } from "./provisioning/provision.ts";
import { openSecretFile } from "./provisioning/secret-file.ts";
import { answerCommands } from "./publishing/answer-commands.ts";
import { connectFleet } from "./publishing/connect-fleet.ts";
import type { DeviceClient } from "./publishing/device-client.ts";
import { publishAll, runLive, type Tally } from "./publishing/live-run.ts";
import { loadRoadGraph } from "./roads/graph-file.ts";
import { castScenario, scenarioMessages, type CastScenario } from "./scenarios/cast.ts";
import { readSimulateOptions, SIMULATE_USAGE, type SimulateOptions } from "./simulate-options.ts";
import { asksForHelp, USAGE_EXIT_CODE, UsageError } from "./usage-error.ts";

const config = readConfig(process.env);
const log = pino({ name: "simulator", level: config.LOG_LEVEL });
const stopping = new AbortController();
// Every car listens; the default of ten is a guess about leaks.
setMaxListeners(0, stopping.signal);
process.once("SIGTERM", () => stopping.abort()).once("SIGINT", () => stopping.abort());

/** Pause between two lines about how it goes, ms. */
const PROGRESS_MS = 60_000;
/** A car counts as moving from this speed on, m/s. */
const MOVING_MPS = 0.3;

/** A story whose demo is older than this is told to everybody; only what is new of it is sent, ms. */
const STORY_AGE_MS = 24 * 3_600_000;

const openSession = async (options: SimulateOptions) => {
  const api = await signIn({
    apiUrl: options.api,
    email: options.email,
    password: options.password,
  });
  const branch = await chooseBranch(api, options.branch);
  if (branch.guessed) log.warn(branchNotice(branch));
  return { api, secretFile: await openSecretFile(config.DATA_DIR), branchId: branch.id };
};
type Session = Awaited<ReturnType<typeof openSession>>;

const connect = async (
  options: SimulateOptions,
  { api, secretFile, branchId }: Session,
  cars: readonly NewCar[],
) => {
  const secrets = await provision(api, secretFile, branchId, cars);
  log.info({ vehicles: cars.length }, "cars are registered");
  const login = { mqttUrl: options.mqtt, secrets, api, secretFile, signal: stopping.signal };
  const clients = await connectFleet(
    login,
    cars.map(({ device }) => device.deviceId),
  );
  log.info({ vehicles: cars.length, mqtt: options.mqtt }, "cars are connected");
  process.send?.({ ready: true });
  return clients;
};

const clientOf = (clients: ReadonlyMap<string, DeviceClient>, { device }: NewCar): DeviceClient => {
  const client = clients.get(device.deviceId);
  if (client === undefined) throw new Error(`${device.deviceId} has no connection`);
  return client;
};

const reportProgress = async (cars: readonly FleetCar[], tally: Tally): Promise<void> => {
  const ticks = every(PROGRESS_MS, undefined, { signal: stopping.signal });
  try {
    for await (const _ of ticks) {
      const nowMs = Date.now();
      const moving = cars.filter((car) => carState(car, nowMs).speedMps > MOVING_MPS).length;
      log.info({ moving, vehicles: cars.length, ...tally }, "driving");
    }
  } catch (error) {
    if (!stopping.signal.aborted) throw error; // else: that is how the ticks end
  }
};

const simulateFleet = async (network: SiteNetwork, options: SimulateOptions): Promise<void> => {
  const { seed, vehicles, history } = options;
  const nowMs = Date.now();
  const fromMs = nowMs - history * 60_000;
  const session = await openSession(options);
  const stories = options.demo
    ? await prepareStories({ ...session, network }, { seed, vehicles, fromMs })
    : [];
  const cars = createFleet(network, {
    seed,
    vehicles: vehicles - stories.length,
    intervalMs: Math.round(options.interval * 1_000),
  });
  const drivenCars = cars.map((car) => ({ ...car, assignedAtMs: fromMs }));
  const clients = await connect(options, session, [...drivenCars, ...stories]);
  const tally: Tally = { sent: 0, acknowledged: 0 };
  const run = { fromMs, signal: stopping.signal };
  const tell = (story: Story): Promise<void> => {
    const isYoung = story.endMs > nowMs - STORY_AGE_MS;
    const all = { ...run, fromMs: isYoung ? 0 : fromMs };
    return playStory(story, clientOf(clients, story), tally, all);
  };
  await Promise.all([
    ...cars.map((car) =>
      answerCommands(car.device, clientOf(clients, car), tally, () => sampleAt(car, Date.now())),
    ),
    ...stories.map((story) =>
      answerCommands(story.device, clientOf(clients, story), tally, () =>
        lastMeasured(story, Date.now()),
      ),
    ),
    ...cars.map((car) => runLive(car, clientOf(clients, car), tally, run)),
    ...stories.map(tell),
    options.demo ? rentOut(session.api, cars, nowMs) : undefined,
    reportProgress(cars, tally),
    closeWhenStopped(clients),
  ]);
  log.info(tally, "stopped");
};

/** Closing gives unacknowledged messages a moment, then fails them; nothing waits for ever. */
const closeWhenStopped = async (clients: ReadonlyMap<string, DeviceClient>): Promise<void> => {
  if (!stopping.signal.aborted) {
    await new Promise((resolve) => stopping.signal.addEventListener("abort", resolve));
  }
  await Promise.all([...clients.values()].map((client) => client.close()));
};

const playScenario = async (
  cast: readonly CastScenario[],
  options: SimulateOptions,
): Promise<void> => {
  const clients = await connect(options, await openSession(options), cast);
  const tally: Tally = { sent: 0, acknowledged: 0 };
  const play = async (part: CastScenario): Promise<void> => {
    const client = clientOf(clients, part);
    await publishAll(client, scenarioMessages(part), tally);
    await client.close();
    const { licensePlate, expected, needs } = part;
    log.info({ licensePlate, ...expected, needs }, "expected of this car");
  };
  await Promise.all(cast.map(play));
  log.info(tally, "scenario is published");
};

const simulate = async (args: readonly string[]): Promise<void> => {
  const options = readSimulateOptions(args, config);
  const network = siteNetwork(await loadRoadGraph(), options.seed);
  if (options.scenario === undefined) await simulateFleet(network, options);
  else await playScenario(castScenario(network, options.scenario, options), options);
};

const args = process.argv.slice(2);
try {
  if (asksForHelp(args)) console.log(SIMULATE_USAGE);
  else await simulate(args);
} catch (err) {
  if (err instanceof UsageError) {
    console.error(err.message);
    process.exitCode = USAGE_EXIT_CODE;
  } else if (!stopping.signal.aborted) {
    log.fatal({ err }, "simulation failed");
    process.exitCode = 1;
  }
}
// Whatever a broken connection left behind must not keep the process alive.
process.exit();
