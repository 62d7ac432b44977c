import type { Duplex } from "node:stream";

/** Longest frame that is passed on whole, bytes. */
const MAX_WHOLE_BYTES = 64 * 1024;
/** Two bytes, eight of extended length, four of mask (RFC 6455 §5.2). */
const MAX_HEADER_BYTES = 14;

const CONTINUATION = 0;
const BINARY = 2;
const FIN_AND_BINARY = 0x80 | BINARY;

type Header = {
  readonly fin: boolean;
  /** Reserved bits and opcode. */
  readonly kind: number;
  readonly headerBytes: number;
  readonly payloadBytes: number;
  /** Empty when the frame is not masked, which the WebSocket server refuses. */
  readonly mask: Buffer;
};

/** Parses a frame's header at `offset`; undefined when more bytes are needed. */
const parseHeader = (chunk: Buffer, offset: number): Header | undefined => {
  const left = chunk.length - offset;
  if (left < 2) return undefined;
  const [first = 0, second = 0] = chunk.subarray(offset, offset + 2);
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const headerBytes = 2 + lengthBytes + (second >= 0x80 ? 4 : 0);
  if (left < headerBytes) return undefined;
  const at = offset + 2;
  const payloadBytes =
    lengthBytes === 0
      ? short
      : lengthBytes === 2
        ? chunk.readUInt16BE(at)
        : Number(chunk.readBigUInt64BE(at));
  const mask = Buffer.from(chunk.subarray(at + lengthBytes, offset + headerBytes));
  return { fin: first >= 0x80, kind: first & 0x7f, headerBytes, payloadBytes, mask };
};

/** A whole message of masked bytes; `from` is where in its frame they began. */
const message = (masked: Buffer, mask: Buffer, from: number): Buffer => {
  const head = Buffer.alloc(8);
  head[0] = FIN_AND_BINARY;
  head[1] = 0x80 | 126;
  head.writeUInt16BE(masked.length, 2);
  for (let index = 0; index < 4; index++) head[4 + index] = mask[(from + index) % 4] ?? 0;
  return Buffer.concat([head, masked]);
};

const NONE = Buffer.alloc(0);

/**
 * Cuts large WebSocket messages into small ones as they come: takes what a client's socket
 * delivered, returns what the WebSocket server may see. MQTT packets need not keep to message
 * boundaries [MQTT-6.0.0-4], and a server that joins messages would hold each whole.
 */
export const createFrameSplitter = (): ((incoming: Buffer) => Buffer) => {
  let partialHeader: Buffer = NONE;
  /** Bytes still to come of a frame that is passed on as it is. */
  let passing = 0;
  let cut: { readonly mask: Buffer; readonly bytes: number; done: number } | undefined;
  /** Whether the message that fragments belong to is one that is cut. */
  let cutsFragments = false;

  const isCut = ({ kind, fin, payloadBytes, mask }: Header): boolean => {
    if (mask.length === 0) return false;
    if (kind === CONTINUATION) return cutsFragments;
    return kind === BINARY && (!fin || payloadBytes > MAX_WHOLE_BYTES);
  };

  /** Begins a frame; returns how many bytes of it are not passed on: the header of one that is cut. */
  const begin = (header: Header): number => {
    const { kind, fin, headerBytes, payloadBytes, mask } = header;
    const cuts = isCut(header);
    if (kind === CONTINUATION || kind === BINARY) cutsFragments = cuts && !fin;
    if (!cuts) passing = headerBytes + payloadBytes;
    else if (payloadBytes > 0) cut = { mask, bytes: payloadBytes, done: 0 };
    return cuts ? headerBytes : 0;
  };

  return (incoming) => {
    const chunk = partialHeader.length > 0 ? Buffer.concat([partialHeader, incoming]) : incoming;
    partialHeader = NONE;
    const parts: Buffer[] = [];
    let offset = 0;
    while (offset < chunk.length) {
      if (passing > 0) {
        const end = Math.min(chunk.length, offset + passing);
        parts.push(chunk.subarray(offset, end));
        passing -= end - offset;
        offset = end;
      } else if (cut) {
        const bytes = Math.min(chunk.length - offset, cut.bytes - cut.done, 0xffff);
        parts.push(message(chunk.subarray(offset, offset + bytes), cut.mask, cut.done));
        cut.done += bytes;
        offset += bytes;
        if (cut.done === cut.bytes) cut = undefined;
      } else {
        const header = parseHeader(chunk, offset);
        if (!header) {
          partialHeader = Buffer.from(chunk.subarray(offset, offset + MAX_HEADER_BYTES));
          break;
        }
        offset += begin(header);
      }
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : Buffer.concat(parts);
  };
};

/**
 * Puts a splitter between a socket and whoever reads it from now on; returns what `head`, read
 * before, has become.
 */
export const splitFrames = (socket: Duplex, head: Buffer): Buffer => {
  const split = createFrameSplitter();
  const push = socket.push.bind(socket);
  socket.push = (chunk: Buffer | null): boolean => {
    if (chunk === null) return push(null);
    const passed = split(chunk);
    // An empty chunk would be nothing to read, and leave the reader waiting.
    return passed.length === 0 || push(passed);
  };
  return split(head);
};
