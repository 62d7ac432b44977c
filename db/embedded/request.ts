import { COPY_REFUSED } from "../copy-format.ts";
import { copyFail } from "./backend-messages.ts";
import type { MessageReader } from "./message-reader.ts";
import { ProtocolViolation } from "./protocol-violation.ts";

/**
 * Appended to whatever may start a COPY from the client, because the engine dies while it waits for
 * the rows. The backend drops it everywhere else, so no SQL has to be read here.
 */
const REFUSE_COPY = copyFail(`${COPY_REFUSED}; insert them with unnest`);

/**
 * The engine reads this much of a request at once, bytes (PostgreSQL's PQ_RECV_BUFFER_SIZE), and
 * looks for a further message only in what it has read: one that ends exactly there is its last,
 * and the client would wait for an answer for ever.
 */
const READ_BYTES = 8_192;
/** Dropped by the backend, like the refusal; each ends where the other would not. */
const FILLERS = [copyFail(""), copyFail("-")] as const;

const endsARead = (bytes: number): boolean => bytes % READ_BYTES === 0;

/** Puts messages one behind another, with a filler where one but the last would end a read. */
const join = (messages: readonly Buffer[]): Buffer => {
  const joined: Buffer[] = [];
  let bytes = 0;
  const append = (message: Buffer): void => {
    joined.push(message);
    bytes += message.length;
  };
  for (const [index, message] of messages.entries()) {
    if (index < messages.length - 1 && endsARead(bytes + message.length)) {
      append(FILLERS[endsARead(bytes + FILLERS[0].length) ? 1 : 0]);
    }
    append(message);
  }
  return Buffer.concat(joined);
};

/** Query and function call are answered with ReadyForQuery at once, Sync ends an extended query. */
const ENDS_REQUEST = new Set(["Q", "F", "S"]);
/** The client waits for what it has sent so far, within an extended query. */
const FLUSH = "H";
/** Parse, Bind, Describe, Execute, Close. */
const CONTINUES_REQUEST = new Set(["P", "B", "D", "E", "C"]);
const MAY_START_COPY = new Set(["Q", "E"]);
/** A password nobody asked for, and the remains of a COPY that was refused. */
const IGNORED = new Set(["p", "d", "c", "f"]);
const TERMINATE = "X";

/**
 * The messages that belong together: up to a Query, a Sync or a Flush. Undefined when the client
 * said goodbye or is gone. Throws ProtocolViolation above `maxBytes` and on unknown messages.
 */
export const readRequest = async (
  reader: MessageReader,
  maxBytes: number,
): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const next = await reader.read();
    if (!next || next.type === TERMINATE) return undefined;
    if (IGNORED.has(next.type)) continue;
    const ends = ENDS_REQUEST.has(next.type) || next.type === FLUSH;
    if (!ends && !CONTINUES_REQUEST.has(next.type)) {
      throw new ProtocolViolation("08P01", `unknown message type ${JSON.stringify(next.type)}`);
    }
    parts.push(next.bytes);
    if (MAY_START_COPY.has(next.type)) parts.push(REFUSE_COPY);
    bytes += next.bytes.length;
    if (bytes > maxBytes) {
      throw new ProtocolViolation("54000", `a request of over ${maxBytes} bytes`);
    }
    if (ends) return join(parts);
  }
};
