import type { Duplex } from "node:stream";
import type { Client } from "aedes";
import type { Intake } from "./intake.ts";
import { takePayload } from "./mqtt-payload.ts";
import type { MqttSessions } from "./mqtt-sessions.ts";
import type { Pace } from "./pace.ts";
import { qosOf, type TakePublish, variableHeaderBytes } from "./packet-guard.ts";

/**
 * Aedes sees a PUBLISH of a busy connection at least this often, ms: it keeps the device alive
 * [MQTT-3.1.2-24] and cuts off one that reads no PUBACK. It may be so late to notice a message.
 */
export const UNSEEN_MS = 500;
/** Messages of one connection that may wait to be stored; beyond it Aedes reads, and waits. */
const MAX_WAITING = 500;

/** PUBACK and its remaining length, before the packet identifier (MQTT 3.1.1 §3.4). */
const PUBACK_HEAD = 0x4002_0000;
const PUBACK_BYTES = 4;

/**
 * The short way in for what a device sends fast, at QoS 0 or 1: from the bytes to the intake, and
 * acknowledged together, without a packet, callbacks and a write for each. Everything else is left
 * to the broker: what may be refused, what has to wait because the device is ahead of its rate, and
 * the message now and then by which it knows the device.
 */
export type PublishLane = {
  readonly take: TakePublish;
  /** Writes the PUBACKs due: they go out in the order in which messages were stored [MQTT-4.6.0-2]. */
  readonly flush: () => void;
};

type Ports = {
  readonly sessions: Pick<MqttSessions, "findOpen">;
  readonly intake: Intake;
  readonly pace: Pace;
  readonly now: () => number;
};

type Publish = {
  readonly topic: string;
  /** 0 at QoS 0. */
  readonly packetId: number;
  readonly payloadAt: number;
};

/** Reads a PUBLISH at QoS 0 or 1 up to its payload (§3.3); undefined when it is malformed. */
const readPublish = (
  flags: number,
  chunk: Buffer,
  bodyAt: number,
  end: number,
): Publish | undefined => {
  if (bodyAt + 2 > end) return undefined;
  const payloadAt = bodyAt + variableHeaderBytes(flags, chunk, bodyAt);
  if (payloadAt > end) return undefined;
  const isAcknowledged = qosOf(flags) > 0;
  const topicEnd = isAcknowledged ? payloadAt - 2 : payloadAt;
  const packetId = isAcknowledged ? chunk.readUInt16BE(topicEnd) : 0;
  // [MQTT-2.3.1-1], and at QoS 0 [MQTT-3.3.1-2]
  const isMalformed = isAcknowledged ? packetId === 0 : (flags & 0b1000) !== 0;
  if (isMalformed) return undefined;
  return { topic: chunk.toString("utf8", bodyAt + 2, topicEnd), packetId, payloadAt };
};

/** Gathers PUBACKs: those that become due at once are one write. */
const createAcknowledger = (connection: Duplex) => {
  let packetIds: number[] = [];
  const flush = (): void => {
    if (packetIds.length === 0) return;
    const packets = Buffer.allocUnsafe(PUBACK_BYTES * packetIds.length);
    let at = 0;
    for (const packetId of packetIds) at = packets.writeUInt32BE(PUBACK_HEAD | packetId, at);
    packetIds = [];
    if (connection.writable) connection.write(packets);
  };
  const acknowledge = (packetId: number): void => {
    if (packetIds.push(packetId) === 1) process.nextTick(flush);
  };
  return { acknowledge, flush };
};

/** The lane of one connection; shut until its device is welcomed, which `client` tells of then. */
export const createPublishLane = (
  connection: Duplex,
  client: () => Client | undefined,
  { sessions, intake, pace, now }: Ports,
): PublishLane => {
  const { acknowledge, flush } = createAcknowledger(connection);
  let waiting = 0;
  let seenAtMs = Number.NEGATIVE_INFINITY;

  /** Whether it is the broker's turn to see a message. */
  const isBrokersTurn = (): boolean => {
    const nowMs = now();
    if (nowMs - seenAtMs < UNSEEN_MS) return false;
    seenAtMs = nowMs;
    return true;
  };

  return {
    take: (flags, chunk, bodyAt, end) => {
      if (waiting >= MAX_WAITING || intake.standing() !== "open" || isBrokersTurn()) return false;
      const speaker = client();
      const session = speaker && sessions.findOpen(speaker);
      const publish = session && readPublish(flags, chunk, bodyAt, end);
      const source = publish && session.grant.publish.get(publish.topic);
      if (!source || !pace.passes(session.device.id)) return false;
      const { packetId, payloadAt } = publish;
      const payload = { content: chunk.toString("utf8", payloadAt, end), bytes: end - payloadAt };
      const stored = (): void => {
        waiting--;
        if (packetId > 0) acknowledge(packetId);
      };
      waiting++;
      takePayload(intake, session.device, source, payload, stored);
      return true;
    },
    flush,
  };
};
