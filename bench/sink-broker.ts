// A broker that only acknowledges: what the load generator can do when nothing holds it back.
import { createServer, type Socket } from "node:net";
import { serveUntilStopped } from "./serve.ts";

const CONNECT = 1;
const PUBLISH = 3;
const CONNACK_ACCEPTED = Buffer.from([0x20, 2, 0, 0]);
const PUBACK = 0x40;

/** Length of the packet at `at` with its fixed header, and where its body begins; undefined if cut off. */
const packetAt = (chunk: Buffer, at: number) => {
  let length = 0;
  for (let index = 1; index <= 4; index++) {
    const byte = chunk[at + index];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) << (7 * (index - 1));
    if (byte < 0x80) {
      const bodyAt = at + index + 1;
      return bodyAt + length <= chunk.length ? { bodyAt, end: bodyAt + length } : undefined;
    }
  }
  throw new Error("malformed remaining length");
};

/** Answers the packets of a chunk in one write and returns what is left of a packet cut off. */
const answer = (socket: Socket, chunk: Buffer): Buffer => {
  const acks: number[] = [];
  let at = 0;
  for (let packet = packetAt(chunk, at); packet; packet = packetAt(chunk, at)) {
    const first = chunk[at] ?? 0;
    if (first >> 4 === CONNECT) socket.write(CONNACK_ACCEPTED);
    else if (first >> 4 === PUBLISH && (first & 0x06) !== 0) {
      const packetIdAt = packet.bodyAt + 2 + chunk.readUInt16BE(packet.bodyAt);
      acks.push(PUBACK, 2, chunk[packetIdAt] ?? 0, chunk[packetIdAt + 1] ?? 0);
    }
    at = packet.end;
  }
  if (acks.length > 0) socket.write(Buffer.from(acks));
  return chunk.subarray(at);
};

await serveUntilStopped(
  createServer({ noDelay: true }, (socket) => {
    let rest: Buffer = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      rest = answer(socket, rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk);
    });
    socket.on("error", () => socket.destroy());
  }),
);
