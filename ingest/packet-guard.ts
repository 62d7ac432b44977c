import { randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";
import { MAX_PAYLOAD_BYTES } from "../contracts/telemetry.ts";

/** Largest CONNECT read before anybody has signed in: Aedes itself would buffer 256 MB. */
const MAX_CONNECT_BYTES = 4 * 1024;
/** Longest topic a device may name, bytes. */
const MAX_TOPIC_BYTES = 1_000;
/** Largest packet passed on whole: topic length, topic, packet id, payload (MQTT 3.1.1 §3.3). */
const MAX_PACKET_BYTES = 2 + MAX_TOPIC_BYTES + 2 + MAX_PAYLOAD_BYTES;
/** Largest PUBLISH that may be taken before the broker, bytes; an observation has 150 to 500. */
const MAX_TAKEN_BYTES = 4 * 1024;
/** How much of a payload that is too long is kept for the reject log, bytes. */
export const OVERSIZE_EXCERPT_BYTES = 1_024;
/** Longest fixed header: type and four length bytes (§2.2.3). */
const MAX_FIXED_HEADER_BYTES = 5;

const CONNECT = 1;
const PUBLISH = 3;

/** Opens a payload that stands for a drained one; random, so that no device can forge it. */
const DRAINED_MARK = randomBytes(16);

/** A payload that was too long: its true size and its first bytes. */
export type DrainedPayload = { readonly bytes: number; readonly excerpt: Buffer };

/** The drained payload a PUBLISH stands for, or undefined for an ordinary one. */
export const readDrained = (payload: Buffer): DrainedPayload | undefined => {
  if (payload.length < 20 || payload[0] !== DRAINED_MARK[0]) return undefined;
  if (!payload.subarray(0, 16).equals(DRAINED_MARK)) return undefined;
  return { bytes: payload.readUInt32BE(16), excerpt: payload.subarray(20) };
};

type FixedHeader = {
  readonly type: number;
  readonly headerBytes: number;
  readonly bodyBytes: number;
};

/** Parses a fixed header at `offset`; undefined when more bytes are needed, throws when malformed. */
const parseFixedHeader = (chunk: Buffer, offset: number): FixedHeader | undefined => {
  let bodyBytes = 0;
  for (let index = 1; index < MAX_FIXED_HEADER_BYTES; index++) {
    const byte = chunk[offset + index];
    if (byte === undefined) return undefined;
    bodyBytes += (byte & 0x7f) << (7 * (index - 1));
    if (byte < 0x80) {
      return { type: (chunk[offset] ?? 0) >> 4, headerBytes: index + 1, bodyBytes };
    }
  }
  throw new Error("malformed remaining length [MQTT-2.2.3]");
};

const encodeLength = (length: number): Buffer => {
  const bytes: number[] = [];
  for (let rest = length; ;) {
    const low = rest & 0x7f;
    rest >>= 7;
    bytes.push(rest > 0 ? low | 0x80 : low);
    if (rest === 0) return Buffer.from(bytes);
  }
};

/** The PUBLISH that replaces an oversize one: same flags, topic and packet id, marked payload. */
const standIn = (
  flags: number,
  head: Buffer,
  payloadBytes: number,
  variableBytes: number,
): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(Math.min(payloadBytes, 0xffffffff));
  const body = Buffer.concat([
    head.subarray(0, variableBytes),
    DRAINED_MARK,
    size,
    // As much whatever stands before it: the same payload has the same excerpt, at any QoS.
    head.subarray(variableBytes, variableBytes + OVERSIZE_EXCERPT_BYTES),
  ]);
  return Buffer.concat([Buffer.from([flags]), encodeLength(body.length), body]);
};

/** QoS in the flags of a PUBLISH (§3.3.1.2). */
export const qosOf = (flags: number): number => (flags >> 1) & 3;

/**
 * Bytes of a PUBLISH before its payload: topic length, topic and, above QoS 0, the packet id. Its
 * body begins at `bodyAt`, with two bytes at least.
 */
export const variableHeaderBytes = (flags: number, bytes: Buffer, bodyAt: number): number =>
  2 + bytes.readUInt16BE(bodyAt) + (qosOf(flags) > 0 ? 2 : 0);

type Draining = {
  readonly flags: number;
  readonly bodyBytes: number;
  /** Bytes still to come. */
  left: number;
  /** Its first bytes: topic, packet id and the beginning of the payload. */
  head: Buffer;
};

/** Swallows bytes of an oversize PUBLISH; returns what stands for it once all have come. */
const drain = (packet: Draining, bytes: Buffer): Buffer | undefined => {
  const wanted = MAX_TOPIC_BYTES + 4 + OVERSIZE_EXCERPT_BYTES - packet.head.length;
  if (wanted > 0) packet.head = Buffer.concat([packet.head, bytes.subarray(0, wanted)]);
  packet.left -= bytes.length;
  if (packet.left > 0) return undefined;
  const variableBytes = variableHeaderBytes(packet.flags, packet.head, 0);
  if (variableBytes > MAX_TOPIC_BYTES + 4) throw new Error(`topic of ${variableBytes} bytes`);
  return standIn(packet.flags, packet.head, packet.bodyBytes - variableBytes, variableBytes);
};

/** Throws unless a packet may follow; the first one must be a small CONNECT. */
const checkPacket = ({ type, bodyBytes }: FixedHeader, isFirst: boolean): void => {
  if (isFirst && (type !== CONNECT || bodyBytes > MAX_CONNECT_BYTES)) {
    throw new Error(`first packet is no CONNECT of at most ${MAX_CONNECT_BYTES} bytes`);
  }
  if (bodyBytes > MAX_PACKET_BYTES && type !== PUBLISH) {
    throw new Error(`packet of ${bodyBytes} bytes`);
  }
};

const NONE = Buffer.alloc(0);

/**
 * Offers a whole, small PUBLISH at QoS 0 or 1: its flags, and where in `chunk` its body begins and
 * ends. False when it is not taken.
 */
export type TakePublish = (flags: number, chunk: Buffer, bodyAt: number, end: number) => boolean;

const isTakeable = (flags: number, { type, bodyBytes }: FixedHeader): boolean =>
  type === PUBLISH && bodyBytes <= MAX_TAKEN_BYTES && qosOf(flags) <= 1;

/** A chunk on its way through the guard. */
type Passage = {
  readonly chunk: Buffer;
  offset: number;
  /** Up to here it has been passed on, taken or replaced. */
  doneTo: number;
  readonly permitted: Buffer[];
  /** Nothing overtakes, nor what the broker may end the connection for: behind what is passed on, all is. */
  mayTake: boolean;
};

/** Passes on what lies before `offset`; continues at `next`. */
const passOn = (passage: Passage, next: number): void => {
  const { chunk, offset, doneTo, permitted } = passage;
  if (offset > doneTo) permitted.push(chunk.subarray(doneTo, offset));
  passage.offset = passage.doneTo = next;
};

/**
 * Follows one connection's packets and rewrites what is too large: takes what the socket
 * delivered, returns what the parser may see, without what `take` took. Throws on a violation.
 */
export const createPacketGuard = (
  take: TakePublish = () => false,
): ((incoming: Buffer) => Buffer) => {
  let isFirst = true;
  /** Bytes of the current, permitted packet that are still to come. */
  let passing = 0;
  let draining: Draining | undefined;
  /** The beginning of a packet of which more is needed. */
  let held: Buffer = NONE;

  /** Begins the next packet; false when more bytes are needed to say what becomes of it. */
  const begin = (passage: Passage): boolean => {
    const { chunk, offset } = passage;
    const flags = chunk[offset] ?? 0;
    const header = parseFixedHeader(chunk, offset);
    if (!header) return false;
    const { headerBytes, bodyBytes } = header;
    const bodyAt = offset + headerBytes;
    if (!isFirst && isTakeable(flags, header)) {
      const end = bodyAt + bodyBytes;
      if (end > chunk.length) return false;
      if (passage.mayTake && take(flags, chunk, bodyAt, end)) {
        passOn(passage, end);
        return true;
      }
    }
    checkPacket(header, isFirst);
    isFirst = false;
    passage.mayTake = false;
    if (bodyBytes > MAX_PACKET_BYTES) {
      draining = { flags, bodyBytes, left: bodyBytes, head: NONE };
      passOn(passage, bodyAt);
    } else {
      passing = bodyBytes;
      passage.offset = bodyAt;
    }
    return true;
  };

  const swallow = (passage: Passage, packet: Draining): void => {
    const { chunk, offset, permitted } = passage;
    const end = Math.min(offset + packet.left, chunk.length);
    const replacement = drain(packet, chunk.subarray(offset, end));
    if (replacement) {
      permitted.push(replacement);
      draining = undefined;
    }
    passage.offset = passage.doneTo = end;
  };

  return (incoming) => {
    const chunk = held.length > 0 ? Buffer.concat([held, incoming]) : incoming;
    held = NONE;
    const mayTake = !isFirst && passing === 0 && !draining;
    const passage: Passage = { chunk, offset: 0, doneTo: 0, permitted: [], mayTake };
    while (passage.offset < chunk.length) {
      if (passing > 0) {
        const step = Math.min(passing, chunk.length - passage.offset);
        passing -= step;
        passage.offset += step;
      } else if (draining) swallow(passage, draining);
      else if (!begin(passage)) {
        held = chunk.subarray(passage.offset);
        break;
      }
    }
    passOn(passage, chunk.length);
    const { permitted } = passage;
    // The usual case, whole packets of legal size, copies nothing.
    return permitted.length === 1 && permitted[0] ? permitted[0] : Buffer.concat(permitted);
  };
};

/**
 * Puts a guard between a connection and Aedes, which reads whole packets into memory whatever
 * their size. Oversize PUBLISHes are drained and replaced, so that they can be acknowledged and
 * rejected; other violations go to `onViolation`, and the connection is destroyed. What `take` takes
 * never reaches Aedes.
 */
export const guardConnection = (
  connection: Duplex,
  take: TakePublish,
  onViolation: (error: Error) => void,
): void => {
  const guard = createPacketGuard(take);
  const read = connection.read.bind(connection);
  connection.read = (size?: number): Buffer | null => {
    for (let chunk = read(size) as Buffer | null; chunk; chunk = read(size) as Buffer | null) {
      try {
        const permitted = guard(chunk);
        if (permitted.length > 0) return permitted;
      } catch (error) {
        onViolation(error as Error);
        connection.destroy();
        return null;
      }
    }
    return null;
  };
};
