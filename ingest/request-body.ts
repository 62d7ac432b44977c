import type { IncomingMessage } from "node:http";
import { MAX_PAYLOAD_BYTES } from "../contracts/telemetry.ts";

/** How much of a body that is too long is kept for the reject log, bytes. */
const OVERSIZE_EXCERPT_BYTES = 1_024;
/** Most of a body that is read in order to be answered; a longer one loses its connection. */
const MAX_READ_BYTES = 64 * 1024 * 1024;

/** A request's body: whole, or the beginning of one that was too long. */
export type RequestBody = {
  readonly text: string;
  /** Its size on the wire. */
  readonly bytes: number;
};

export const EMPTY_BODY: RequestBody = { text: "", bytes: 0 };

export const isOversize = ({ bytes }: RequestBody): boolean => bytes > MAX_PAYLOAD_BYTES;

const failure = (statusCode: 400 | 413, message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { statusCode });

/**
 * Reads a body as text. One that is too long is read to its end, so that its sender hears the
 * answer, but only its beginning is held. Rejects when the connection breaks.
 */
export const readBody = async (request: IncomingMessage): Promise<RequestBody> => {
  const kept: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      if (bytes <= MAX_PAYLOAD_BYTES) kept.push(chunk);
      bytes += chunk.length;
      if (bytes > MAX_READ_BYTES) break;
    }
  } catch (cause) {
    throw failure(400, "the body broke off", cause);
  }
  if (bytes > MAX_READ_BYTES) throw failure(413, `body of more than ${MAX_READ_BYTES} bytes`);
  const content = Buffer.concat(kept);
  const held = bytes > MAX_PAYLOAD_BYTES ? content.subarray(0, OVERSIZE_EXCERPT_BYTES) : content;
  return { text: held.toString("utf8"), bytes };
};
