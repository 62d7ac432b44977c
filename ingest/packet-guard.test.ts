import fc from "fast-check";
import { generate, parser, type IPublishPacket, type Packet } from "mqtt-packet";
import { expect, test } from "vitest";
import { MAX_PAYLOAD_BYTES } from "../contracts/telemetry.ts";
import { createPacketGuard, OVERSIZE_EXCERPT_BYTES, readDrained } from "./packet-guard.ts";

const connect: Packet = { cmd: "connect", protocolId: "MQTT", clientId: "x", keepalive: 60 };
const publish = (payload: Buffer, extra: Partial<IPublishPacket> = {}): IPublishPacket => ({
  cmd: "publish",
  topic: "devices/car/telemetry",
  qos: 1,
  messageId: 7,
  dup: false,
  retain: false,
  payload,
  ...extra,
});

const anId = fc.integer({ min: 1, max: 65_535 });
const aPublish = fc
  .record({
    payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    topic: fc.stringMatching(/^[a-z]{1,20}$/),
    qos: fc.constantFrom(0, 1, 2),
    messageId: anId,
    retain: fc.boolean(),
  })
  .map(({ payload, ...extra }): Packet => publish(payload, extra));
const aPacket = fc.oneof(
  aPublish,
  anId.map((messageId): Packet => ({ cmd: "pubrel", messageId })),
  fc.constant<Packet>({ cmd: "pingreq" }),
  anId.map((messageId): Packet => ({
    cmd: "subscribe",
    messageId,
    subscriptions: [{ topic: "devices/car/commands", qos: 1 }],
  })),
);
/** Where a stream is cut, as parts of its length. */
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

const chop = (bytes: Buffer, at: readonly number[]): Buffer[] => {
  const offsets = [0, ...at.map((part) => Math.floor(part * bytes.length)), bytes.length];
  offsets.sort((a, b) => a - b);
  return offsets.slice(1).map((end, index) => bytes.subarray(offsets[index], end));
};
const guarded = (chunks: readonly Buffer[]): Buffer => {
  const guard = createPacketGuard();
  return Buffer.concat(chunks.map(guard));
};
const encode = (...packets: Packet[]): Buffer =>
  Buffer.concat([connect, ...packets].map((packet) => generate(packet)));
const decode = (bytes: Buffer): Packet[] => {
  const packets: Packet[] = [];
  const reader = parser();
  reader.on("packet", (packet) => packets.push(packet));
  reader.parse(bytes);
  return packets;
};

test("legal packets pass unchanged, however they are cut", () => {
  fc.assert(
    fc.property(fc.array(aPacket, { maxLength: 10 }), cuts, (packets, at) => {
      const bytes = encode(...packets);
      expect(guarded(chop(bytes, at)).equals(bytes)).toBe(true);
    }),
  );
});

test("messages arrive once and in order, whichever of them are taken beside the broker", () => {
  fc.assert(
    fc.property(
      fc.array(aPacket, { maxLength: 30 }),
      cuts,
      fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
      (packets, at, turns) => {
        const bytes = encode(...packets);
        const sent = packets.flatMap((packet) =>
          packet.cmd === "publish" && packet.qos < 2 ? packet.payload.length : [],
        );
        expect(messagesPast(chop(bytes, at), turns)).toEqual(sent);
      },
    ),
  );
});

test("nothing is taken before CONNECT, at QoS 2, or of a size that is not an observation's", () => {
  const taken: number[] = [];
  const offer = (...chunks: Buffer[]): void => {
    const guard = createPacketGuard((flags) => taken.push(flags) > 0);
    for (const chunk of chunks) guard(chunk);
  };
  expect(() => offer(generate(publish(Buffer.alloc(9))))).toThrow("first packet");
  offer(encode(publish(Buffer.alloc(9), { qos: 2 })));
  offer(encode(), generate(publish(Buffer.alloc(9), { qos: 2 })));
  offer(encode(), generate(publish(Buffer.alloc(5_000))));
  expect(taken).toEqual([]);
  offer(encode(), generate(publish(Buffer.alloc(9))));
  expect(taken).toEqual([0x32]);
});

test("one byte at a time is as good as all at once", () => {
  const bytes = encode(publish(Buffer.alloc(20_000, 1)), { cmd: "pingreq" });
  expect(guarded([...bytes].map((byte) => Buffer.of(byte))).equals(bytes)).toBe(true);
});

test("a payload of the largest legal size passes", () => {
  const bytes = encode(publish(Buffer.alloc(MAX_PAYLOAD_BYTES, 1)));
  expect(guarded([bytes]).equals(bytes)).toBe(true);
});

/**
 * Sends chunks past a guard that lets every message be taken whose turn is in `turns`; answers with
 * the payload sizes of the messages at QoS 0 and 1 in the order in which they got anywhere.
 */
const messagesPast = (chunks: readonly Buffer[], turns: readonly boolean[]): number[] => {
  const sizes: number[] = [];
  const reader = parser();
  reader.on("packet", (packet) => {
    if (packet.cmd === "publish" && packet.qos < 2) sizes.push(packet.payload.length);
  });
  let turn = 0;
  const guard = createPacketGuard((flags, chunk, bodyAt, end) => {
    if (!turns[turn++ % turns.length]) return false;
    sizes.push(end - bodyAt - 2 - chunk.readUInt16BE(bodyAt) - (flags & 0b10));
    return true;
  });
  for (const chunk of chunks) reader.parse(guard(chunk));
  return sizes;
};

const OVERSIZE = MAX_PAYLOAD_BYTES + 2_000;

test("an oversize PUBLISH becomes one small one that tells its size, and what follows survives", () => {
  const anOversize = fc.integer({ min: OVERSIZE, max: OVERSIZE + 200_000 });
  const aQos = fc.constantFrom(0 as const, 1 as const, 2 as const);
  fc.assert(
    fc.property(anOversize, aQos, anId, aPacket, cuts, (size, qos, messageId, next, at) => {
      const large = publish(Buffer.alloc(size, "x"), { qos, messageId });
      const [, standIn, ...rest] = decode(guarded(chop(encode(large, next), at)));

      const { topic } = large;
      expect(standIn).toMatchObject({ topic, qos, ...(qos > 0 && { messageId }) });
      const drained = readDrained((standIn as IPublishPacket).payload as Buffer);
      expect(drained?.bytes).toBe(size);
      expect(drained?.excerpt.equals(Buffer.alloc(OVERSIZE_EXCERPT_BYTES, "x"))).toBe(true);
      expect(rest).toEqual(decode(encode(next)).slice(1));
    }),
    { numRuns: 50 },
  );
});

test("no ordinary payload is taken for one that was drained", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(readDrained(Buffer.from(bytes))).toBeUndefined();
    }),
  );
});

test("200 MB are drained without being held", () => {
  const guard = createPacketGuard();
  guard(encode());
  const payloadBytes = 200 * 1024 * 1024;
  const header = generate(publish(Buffer.alloc(0))).subarray(2); // topic and packet id
  const fixed = Buffer.from([0x32, 0, 0, 0, 0]);
  let rest = header.length + payloadBytes;
  for (let index = 1; index < 5; index++, rest = Math.floor(rest / 128)) {
    fixed[index] = (rest % 128) | (index < 4 ? 0x80 : 0);
  }
  guard(Buffer.concat([fixed, header]));
  const chunk = Buffer.alloc(64 * 1024);
  const heldBefore = process.memoryUsage().arrayBuffers;
  let passed = 0;
  for (let sent = chunk.length; sent < payloadBytes; sent += chunk.length) {
    passed += guard(chunk).length;
  }
  expect(passed).toBe(0);
  expect(process.memoryUsage().arrayBuffers - heldBefore).toBeLessThan(4 * 1024 * 1024);
  const [standIn] = decode(guard(chunk));
  expect(readDrained((standIn as IPublishPacket).payload as Buffer)?.bytes).toBe(payloadBytes);
});

const NOT_CONNECT = "first packet is no CONNECT";

test.each([
  ["a first packet that is no CONNECT", NOT_CONNECT, generate({ cmd: "pingreq" })],
  ["text of another protocol", NOT_CONNECT, Buffer.from("GET / HTTP/1.1\r\n\r\n")],
  ["a CONNECT of 190 MB", NOT_CONNECT, Buffer.of(0x10, 0x80, 0x80, 0x80, 0x5f)],
  ["a CONNECT of 5,000 bytes", NOT_CONNECT, Buffer.of(0x10, 0x88, 0x27)],
  [
    "a SUBSCRIBE of 1 MB",
    "packet of",
    Buffer.concat([encode(), Buffer.of(0x82, 0x80, 0x80, 0x40)]),
  ],
  [
    "a length of five bytes",
    "malformed",
    Buffer.concat([encode(), Buffer.of(0x30, 255, 255, 255, 255, 1)]),
  ],
])("%s is a violation, however it is cut", (_case, message, bytes) => {
  expect(() => guarded([bytes])).toThrow(message);
  expect(() => guarded([...bytes].map((byte) => Buffer.of(byte)))).toThrow(message);
});

test("an oversize PUBLISH whose topic is too long is a violation", () => {
  const bytes = encode(publish(Buffer.alloc(OVERSIZE), { topic: "t".repeat(5_000) }));
  expect(() => guarded([bytes])).toThrow(/topic of/);
});
