import { once } from "node:events";
import { PassThrough, type Writable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as ws from "ws";
import { createFrameSplitter } from "./frame-splitter.ts";

/** What a WebSocket server reads with; exported, though its types do not say so. */
const { Receiver } = ws as unknown as {
  readonly Receiver: new (options: {
    readonly isServer: boolean;
    readonly maxPayload: number;
    readonly binaryType: "nodebuffer";
  }) => Writable;
};

type Frame = {
  readonly fin: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
  readonly mask: Uint8Array;
};

/** A frame as a client writes it (RFC 6455 §5.2). */
const encode = ({ fin, opcode, payload, mask }: Frame): Buffer => {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = (fin ? 0x80 : 0) | opcode;
  head[1] = 0x80 | (head.length === 2 ? length : head.length === 4 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  const masked = Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  return Buffer.concat([head, mask, masked]);
};

/** What a WebSocket server reads: message bytes joined, and control frames in their place. */
const receive = async (parts: readonly Buffer[], maxPayload = 65_536): Promise<string[]> => {
  const receiver = new Receiver({ isServer: true, maxPayload, binaryType: "nodebuffer" });
  const heard: string[] = [];
  receiver.on("message", (data: Buffer) => heard.push(data.toString("hex")));
  receiver.on("ping", () => heard.push("ping"));
  const source = new PassThrough();
  const finished = once(receiver, "finish");
  source.pipe(receiver);
  for (const part of parts) if (part.length > 0) source.write(part);
  source.end();
  await finished;
  return heard.join("").split("ping");
};

const cutInto = (bytes: Buffer, at: readonly number[]): Buffer[] => {
  const places = [0, ...at.map((each) => each % bytes.length).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
};

const aMask = fc.uint8Array({ minLength: 4, maxLength: 4 });
const aPayload = fc
  .record({
    length: fc.constantFrom(0, 1, 5, 125, 126, 65_535, 65_536, 65_537, 200_001),
    seed: fc.nat(250),
  })
  .map(({ length, seed }) =>
    Buffer.from(Uint8Array.from({ length }, (_each, index) => (index * 7 + seed) % 256)),
  );
const aMessage = fc.array(fc.tuple(aPayload, aMask), { minLength: 1, maxLength: 3 });

test("however messages are fragmented and cut, the same bytes arrive, none of them in a large message", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aMessage, { minLength: 1, maxLength: 3 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      async (messages, cuts) => {
        const frames = messages.flatMap((fragments) => [
          ...fragments.map(([payload, mask], index) =>
            encode({
              fin: index === fragments.length - 1,
              opcode: index === 0 ? 2 : 0,
              payload,
              mask,
            }),
          ),
          encode({ fin: true, opcode: 9, payload: Buffer.alloc(0), mask: Buffer.alloc(4) }),
        ]);
        const split = createFrameSplitter();
        const parts = cutInto(Buffer.concat(frames), cuts).map(split);
        const sent = messages.map((fragments) =>
          Buffer.concat(fragments.map(([payload]) => payload)).toString("hex"),
        );
        expect(await receive(parts)).toEqual([...sent, ""]);
      },
    ),
    { numRuns: 40 },
  );
});

test("small messages pass as they are, without a copy", () => {
  const frame = encode({
    fin: true,
    opcode: 2,
    payload: Buffer.from("mqtt"),
    mask: Buffer.alloc(4),
  });
  expect(createFrameSplitter()(frame)).toEqual(frame);
});
