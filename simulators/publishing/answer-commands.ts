import { z } from "zod";
import { mqttTopics } from "../../contracts/subjects.ts";
import type { Sample } from "../../contracts/telemetry.ts";
import type { DeviceIdentity, WireFormat, WireMessage } from "../wire/device-identity.ts";
import { commandTopic, encode, telemetryTopic } from "../wire/encode.ts";
import type { DeviceClient } from "./device-client.ts";
import { publishAll, type Tally } from "./live-run.ts";

/** No simulated car has the relay that an immobilisation needs. */
const NO_RELAY = "no relay is fitted";

type Answer = (device: DeviceIdentity, payload: unknown, sample: Sample) => readonly WireMessage[];

const NativeCommand = z.object({
  id: z.uuid(),
  name: z.string(),
  expiresAt: z.iso.datetime({ offset: true }),
});

const answerNative: Answer = (device, payload, sample) => {
  const { data: command } = NativeCommand.safeParse(payload);
  // The last stretch of the way has no clock but the device's own.
  if (!command || Date.parse(command.expiresAt) <= Date.now()) return [];
  const { id, name } = command;
  const topic = mqttTopics.responses(device.deviceId);
  const say = (answer: object) => [{ topic, payload: JSON.stringify({ id, ...answer }) }];
  if (name !== "locate") return say({ status: "failed", result: NO_RELAY });
  return [...encode(device, [sample]), ...say({ status: "done" })];
};

const TeltonikaCommand = z.object({ CMD: z.string() });

/** In the words of the firmware (wiki.teltonika-gps.com, FMB SMS/GPRS commands). */
const teltonikaWords = (command: string, { lat = 0, lon = 0, satellites = 0 }: Sample): string => {
  const [word] = command.split(" ");
  if (word === "getgps") return `GPS:1 Sat:${satellites} Lat:${lat} Long:${lon}`;
  if (word === "getver") return "Ver:03.28.07_00 GPS:AXN_5.10 Hw:FMB920 Mod:13";
  if (word === "setdigout") return `DOUT1: ${NO_RELAY}`;
  return `${word ?? ""}: unknown command`;
};

const answerTeltonika: Answer = (device, payload, sample) => {
  const { data: command } = TeltonikaCommand.safeParse(payload);
  if (!command) return [];
  const spoken = JSON.stringify({ RSP: teltonikaWords(command.CMD, sample) });
  return [...encode(device, [sample]), { topic: telemetryTopic(device), payload: spoken }];
};

const OwntracksCommand = z.object({ _type: z.literal("cmd"), action: z.literal("reportLocation") });

const answerOwntracks: Answer = (device, payload, sample) => {
  if (!OwntracksCommand.safeParse(payload).success) return [];
  return encode(device, [sample], "requested");
};

const ANSWERS: Readonly<Record<WireFormat, Answer>> = {
  native: answerNative,
  teltonika: answerTeltonika,
  owntracks: answerOwntracks,
};

const parsed = (payload: string): unknown => {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined; // a tracker does not answer what it cannot read
  }
};

/**
 * Has a device listen for commands and answer them as its kind does, each time it gets one. `observe`
 * says what it measures now; undefined is a tracker that is silent, and answers nothing.
 */
export const answerCommands = (
  device: DeviceIdentity,
  client: DeviceClient,
  tally: Tally,
  observe: () => Sample | undefined,
): Promise<void> =>
  client.subscribe(commandTopic(device), (payload) => {
    const sample = observe();
    if (!sample) return;
    const messages = ANSWERS[device.kind](device, parsed(payload), sample);
    // Rejects only once the client is closed: then nobody waits for an answer.
    void publishAll(client, messages, tally).catch(() => {});
  });
