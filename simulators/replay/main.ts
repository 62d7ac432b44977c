import path from "node:path";
import { readConfig } from "../config.ts";
import { branchNotice, chooseBranch } from "../provisioning/choose-branch.ts";
import { signIn } from "../provisioning/fleet-api.ts";
import { provision } from "../provisioning/provision.ts";
import { openSecretFile } from "../provisioning/secret-file.ts";
import { connectFleet } from "../publishing/connect-fleet.ts";
import { connectDevice } from "../publishing/device-client.ts";
import type { Tally } from "../publishing/live-run.ts";
import { carsOf, type RecordedMessage } from "./recorded-message.ts";
import { asksForHelp, USAGE_EXIT_CODE, UsageError } from "../usage-error.ts";
import { replayCars, replayDevice } from "./replay-devices.ts";
import { readReplayOptions, REPLAY_USAGE, type ReplayOptions } from "./replay-options.ts";
import { plan, speedOf } from "./replay-plan.ts";
import { sendRecording, type ReplaySender } from "./send.ts";
import { readSource } from "./source.ts";

const config = readConfig(process.env);
/** Pause between two lines about how it goes, ms. */
const PROGRESS_MS = 10_000;

type Senders = Map<string, ReplaySender>;

/** A vehicle and a device for every recorded car, made through the API. */
const provisionedSenders = async (
  options: ReplayOptions,
  messages: readonly RecordedMessage[],
): Promise<Senders> => {
  const api = await signIn({
    apiUrl: options.api,
    email: options.email,
    password: options.password,
  });
  const secretFile = await openSecretFile(config.DATA_DIR);
  const cars = replayCars(path.parse(options.source).name, messages);
  const branch = await chooseBranch(api, options.branch);
  if (branch.guessed) console.log(branchNotice(branch));
  const secrets = await provision(api, secretFile, branch.id, [...cars.values()]);
  const { signal } = new AbortController();
  const login = { mqttUrl: options.mqtt, secrets, api, secretFile, signal };
  const clients = await connectFleet(login, [...secrets.keys()]);
  const senders: Senders = new Map();
  for (const [car, { device }] of cars) {
    const client = clients.get(device.deviceId);
    if (client) senders.set(car, { device, client });
  }
  return senders;
};

/** One device that exists already, for the one car of the recording. */
const givenSender = async (
  options: ReplayOptions,
  messages: readonly RecordedMessage[],
): Promise<Senders> => {
  const [car, ...others] = carsOf(messages);
  const first = messages[0];
  if (car === undefined || first === undefined) throw new Error("there is nothing to send");
  if (others.length > 0) {
    const names = [car, ...others].join(", ");
    throw new Error(
      `the recording has several cars: choose one with --car, or --provision (${names})`,
    );
  }
  const deviceId = options.device ?? "";
  const { kind, externalId } = replayDevice(options.source, first);
  const device = { deviceId, kind, externalId: options["external-id"] ?? externalId };
  const client = await connectDevice({
    mqttUrl: options.mqtt,
    deviceId,
    secret: options.secret ?? "",
  });
  return new Map([[car, { device, client }]]);
};

const replay = async (options: ReplayOptions): Promise<void> => {
  const messages = await readSource(options, config.RECORDINGS_DIR);
  const senders = await (options.provision ? provisionedSenders : givenSender)(options, messages);
  const tally: Tally = { sent: 0, acknowledged: 0 };
  const tell = (): void =>
    console.log(`${tally.acknowledged} of ${tally.sent} sent are acknowledged`);
  const progress = setInterval(tell, PROGRESS_MS);
  const beganMs = Date.now();
  try {
    await sendRecording(plan(options, messages, beganMs), senders, speedOf(options), tally);
  } finally {
    clearInterval(progress);
    await Promise.all(Array.from(senders.values(), ({ client }) => client.close()));
  }
  const seconds = (Date.now() - beganMs) / 1_000;
  console.log(`${options.source}: ${carsOf(messages).length} car(s)`);
  console.log(`sent ${tally.sent}, acknowledged ${tally.acknowledged}, ${seconds.toFixed(1)} s`);
};

const args = process.argv.slice(2);
try {
  if (asksForHelp(args)) console.log(REPLAY_USAGE);
  else await replay(readReplayOptions(args, config));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof UsageError ? USAGE_EXIT_CODE : 1;
}
