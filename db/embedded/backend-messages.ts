/** Length field of a protocol message: itself and the body, without the type byte. */
const LENGTH_BYTES = 4;
const TYPE_BYTES = 1;

const cString = (text: string): Buffer => Buffer.from(`${text}\0`, "utf8");

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(LENGTH_BYTES);
  bytes.writeInt32BE(value);
  return bytes;
};

/** One protocol message: type byte, length, body. Frontend and backend messages look alike. */
export const message = (type: string, ...body: readonly Buffer[]): Buffer => {
  const length = body.reduce((sum, part) => sum + part.length, LENGTH_BYTES);
  return Buffer.concat([Buffer.from(type, "latin1"), int32(length), ...body]);
};

/** A simple query, as a client would send it. */
export const query = (sql: string): Buffer => message("Q", cString(sql));

/** Ends an extended query and any skipping after an error in it. */
export const SYNC: Buffer = message("S");

/** Refuses a COPY from the client. The backend ignores it anywhere but inside one. */
export const copyFail = (reason: string): Buffer => message("f", cString(reason));

export type Severity = "ERROR" | "FATAL";

/** What a client shows its user: severity, SQLSTATE and text. */
export const errorResponse = (severity: Severity, sqlState: string, text: string): Buffer =>
  message(
    "E",
    cString(`S${severity}`),
    cString(`V${severity}`),
    cString(`C${sqlState}`),
    cString(`M${text}`),
    Buffer.from([0]),
  );

/** Asks for the password as it is: the connection never leaves the machine. */
export const PASSWORD_REQUEST: Buffer = message("R", int32(3));

/**
 * Lets a client in: the session's parameters, an id nobody can cancel with, and ready for its
 * first query.
 */
export const greeting = (parameters: ReadonlyMap<string, string>, processId: number): Buffer =>
  Buffer.concat([
    message("R", int32(0)),
    ...[...parameters].map(([name, value]) => message("S", cString(name), cString(value))),
    message("K", int32(processId), int32(0)),
    message("Z", Buffer.from("I", "latin1")),
  ]);

const READY_BYTES = TYPE_BYTES + LENGTH_BYTES + 1;

/**
 * The transaction status that an answer ends with: idle, in a transaction, in a failed one, or
 * undefined when the backend waits for more before it is ready again.
 */
export const readyStatus = (answer: Buffer): "I" | "T" | "E" | undefined => {
  const ready = answer.subarray(-READY_BYTES);
  if (ready.length < READY_BYTES || ready.readUInt8(0) !== 0x5a || ready.readInt32BE(1) !== 5) {
    return undefined;
  }
  const status = ready.toString("latin1", READY_BYTES - 1);
  return status === "I" || status === "T" || status === "E" ? status : undefined;
};
