import type { PublishPacket } from "aedes";
import { MAX_PAYLOAD_BYTES } from "../contracts/telemetry.ts";
import type { RegisteredDevice } from "../db/device-registry.ts";
import { refused, type Decoded } from "./decoders/decoded.ts";
import { decodeNative } from "./decoders/native.ts";
import { decodeOwntracks } from "./decoders/owntracks.ts";
import { decodeTeltonika } from "./decoders/teltonika.ts";
import type { ClockWindow } from "./decoders/timestamp.ts";
import type { Intake } from "./intake.ts";
import { readDrained } from "./packet-guard.ts";
import { decodePayload } from "./payload.ts";
import type { TopicUse } from "./topics.ts";

type Decode = (payload: unknown, clock: ClockWindow) => Decoded;

const DECODERS: Readonly<Record<TopicUse, Decode>> = {
  native: decodeNative,
  owntracks: decodeOwntracks,
  teltonika: decodeTeltonika,
  response: () => refused("payload", "answers a command that was never sent"),
};

const bytesOf = (payload: PublishPacket["payload"]): Buffer =>
  typeof payload === "string" ? Buffer.from(payload) : payload;

/** Hands a permitted PUBLISH to the intake; what stands for a drained one is refused by its size. */
export const takePublish = (
  intake: Intake,
  device: RegisteredDevice,
  use: TopicUse,
  packet: PublishPacket,
  stored: () => void,
): void => {
  const payload = bytesOf(packet.payload);
  const drained = readDrained(payload);
  const bytes = drained?.bytes ?? payload.length;
  const content = drained?.excerpt ?? payload;
  const decode = (clock: ClockWindow): Decoded =>
    bytes > MAX_PAYLOAD_BYTES
      ? refused("payload", `${bytes} bytes, at most ${MAX_PAYLOAD_BYTES}`)
      : decodePayload(content, (json) => DECODERS[use](json, clock));
  const source = { transport: "mqtt", format: use, address: packet.topic } as const;
  intake.take(device, source, { text: () => content.toString("utf8"), bytes }, decode, stored);
};
