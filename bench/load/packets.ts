import { generate } from "mqtt-packet";
import { mqttTopics } from "../../contracts/subjects.ts";
import { layOutObservation, OBSERVATION_BYTES, patchObservation } from "./observation.ts";

/** Seconds without a packet after which a broker gives a client up. */
const KEEP_ALIVE_S = 60;

/** A device as its generator signs in. */
export type LoadDevice = { readonly id: string; readonly secret: string };

export const connectPacket = ({ id, secret }: LoadDevice): Buffer =>
  generate({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clientId: `bench-${id}`,
    clean: true,
    keepalive: KEEP_ALIVE_S,
    username: id,
    password: Buffer.from(secret),
  });

export const disconnectPacket = (): Buffer => generate({ cmd: "disconnect" });

/** Ready-made PUBLISH packets of one device, one beside the other: slot n has packet id n + 1. */
export type PublishSlots = {
  readonly buffer: Buffer;
  readonly packetBytes: number;
  /** Writes the observation of `tsMs` into a slot. */
  readonly patch: (slot: number, tsMs: number) => void;
};

/**
 * Encodes `count` packets once. A slot is free again when its PUBACK has come, so its packet id
 * never changes and sending is patching some digits and one write for neighbouring slots.
 */
export const publishSlots = (
  device: LoadDevice,
  car: number,
  { qos, count }: { readonly qos: 0 | 1; readonly count: number },
): PublishSlots => {
  const payload = Buffer.alloc(OBSERVATION_BYTES);
  layOutObservation(payload, 0);
  const topic = mqttTopics.telemetry(device.id);
  const packets = Array.from({ length: count }, (_, slot) =>
    generate({
      cmd: "publish",
      topic,
      payload,
      qos,
      dup: false,
      retain: false,
      ...(qos > 0 && { messageId: slot + 1 }),
    }),
  );
  const buffer = Buffer.concat(packets);
  const packetBytes = buffer.length / count;
  const payloadAt = packetBytes - OBSERVATION_BYTES;
  return {
    buffer,
    packetBytes,
    patch: (slot, tsMs) => patchObservation(buffer, slot * packetBytes + payloadAt, car, tsMs),
  };
};
