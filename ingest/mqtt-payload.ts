import type { PublishPacket } from "aedes";
import { MAX_PAYLOAD_BYTES } from "../contracts/telemetry.ts";
import type { RegisteredDevice } from "../db/device-registry.ts";
import { refused } from "./decoders/decoded.ts";
import { decodeNative } from "./decoders/native.ts";
import { decodeOwntracks } from "./decoders/owntracks.ts";
import { decodeResponse } from "./decoders/response.ts";
import { decodeTeltonika } from "./decoders/teltonika.ts";
import type { Intake, Payload } from "./intake.ts";
import { OVERSIZE_EXCERPT_BYTES, readDrained } from "./packet-guard.ts";
import { decodePayload, type DecodeJson } from "./payload.ts";
import type { MqttSource, TopicUse } from "./topics.ts";

const DECODERS: Readonly<Record<TopicUse, DecodeJson>> = {
  native: decodeNative,
  owntracks: decodeOwntracks,
  teltonika: decodeTeltonika,
  response: decodeResponse,
};

const bytesOf = (payload: PublishPacket["payload"]): Buffer =>
  typeof payload === "string" ? Buffer.from(payload) : payload;

const NOTHING = Buffer.alloc(0);

/** Hands the payload of a permitted PUBLISH, of legal size, to the intake. */
export const takePayload = (
  intake: Intake,
  device: RegisteredDevice,
  source: MqttSource,
  payload: Payload,
  stored: () => void,
): void => {
  const decoded = decodePayload(payload.content, DECODERS[source.format], intake.clock());
  intake.take(device, source, payload, decoded, stored);
};

/**
 * The same of a packet that Aedes has read, and leaves it without its payload: nobody is forwarded
 * it, but Aedes keeps a QoS 2 packet until its release. One that is too long is refused, as is what
 * stands for a drained one.
 */
export const takePublish = (
  intake: Intake,
  device: RegisteredDevice,
  source: MqttSource,
  packet: PublishPacket,
  stored: () => void,
): void => {
  const payload = bytesOf(packet.payload);
  packet.payload = NOTHING;
  const drained = readDrained(payload);
  const bytes = drained?.bytes ?? payload.length;
  if (bytes <= MAX_PAYLOAD_BYTES) {
    takePayload(intake, device, source, { content: payload, bytes }, stored);
    return;
  }
  // One a little too long passes the guard whole; it is cut as if it had been drained.
  const content = (drained?.excerpt ?? payload).subarray(0, OVERSIZE_EXCERPT_BYTES);
  const decoded = refused("payload", `${bytes} bytes, at most ${MAX_PAYLOAD_BYTES}`);
  intake.take(device, source, { content, bytes }, decoded, stored);
};
