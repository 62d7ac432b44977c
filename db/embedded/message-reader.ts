import { ProtocolViolation } from "./protocol-violation.ts";

const LENGTH_BYTES = 4;
const HEADER_BYTES = 5;
/** Longest start-up packet, bytes: PostgreSQL's own MAX_STARTUP_PACKET_LENGTH. */
const MAX_START_UP_BYTES = 10_000;

/** One message of a client, whole: `bytes` includes the type and the length. */
export type ClientMessage = { readonly type: string; readonly bytes: Buffer };

export type MessageReader = {
  /** The body of a packet without a type byte; undefined at the end. */
  readonly readUntyped: () => Promise<Buffer | undefined>;
  /** The next message; undefined at the end, also when that comes in the middle of a message. */
  readonly read: () => Promise<ClientMessage | undefined>;
};

/**
 * Cuts a byte stream into messages. Nothing is read before it is asked for, so a slow consumer
 * slows the sender. Throws ProtocolViolation on a length that cannot be, or above `maxBytes`.
 */
export const createMessageReader = (
  source: AsyncIterable<Buffer>,
  maxBytes: number,
): MessageReader => {
  const chunks = source[Symbol.asyncIterator]();
  let pending: Buffer[] = [];
  let pendingBytes = 0;

  /** Waits until `count` bytes are pending and joins them into one piece; undefined at the end. */
  const peek = async (count: number): Promise<Buffer | undefined> => {
    while (pendingBytes < count) {
      const { done, value } = await chunks.next();
      if (done) return undefined;
      pending.push(value);
      pendingBytes += value.length;
    }
    if ((pending[0]?.length ?? 0) < count) pending = [Buffer.concat(pending)];
    return pending[0];
  };

  const take = async (count: number): Promise<Buffer | undefined> => {
    const whole = await peek(count);
    if (!whole) return undefined;
    pending[0] = whole.subarray(count);
    pendingBytes -= count;
    return whole.subarray(0, count);
  };

  const bodyLength = (header: Buffer, offset: number, limit: number): number => {
    const length = header.readInt32BE(offset);
    if (length < LENGTH_BYTES) throw new ProtocolViolation("08P01", `invalid length ${length}`);
    if (length > limit) {
      throw new ProtocolViolation("54000", `a message of ${length} bytes exceeds ${limit}`);
    }
    return length;
  };

  return {
    readUntyped: async () => {
      const header = await peek(LENGTH_BYTES);
      if (!header) return undefined;
      const packet = await take(bodyLength(header, 0, MAX_START_UP_BYTES));
      if (packet && packet.length < 2 * LENGTH_BYTES) {
        throw new ProtocolViolation("08P01", "a start-up packet without a protocol version");
      }
      return packet?.subarray(LENGTH_BYTES);
    },
    read: async () => {
      const header = await peek(HEADER_BYTES);
      if (!header) return undefined;
      const type = header.toString("latin1", 0, 1);
      const bytes = await take(1 + bodyLength(header, 1, maxBytes));
      return bytes && { type, bytes };
    },
  };
};
