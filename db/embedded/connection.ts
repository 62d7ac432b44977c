import { createHash, timingSafeEqual } from "node:crypto";
import type { Socket } from "node:net";
import {
  errorResponse,
  greeting,
  PASSWORD_REQUEST,
  query,
  readyStatus,
  SYNC,
} from "./backend-messages.ts";
import type { Engine } from "./engine.ts";
import { createMessageReader, type MessageReader } from "./message-reader.ts";
import { ProtocolViolation } from "./protocol-violation.ts";
import { readRequest } from "./request.ts";
import type { Release, SessionQueue } from "./session-queue.ts";
import { readStartUp } from "./start-up.ts";

export type ConnectionLimits = {
  /** Largest message and largest pipelined request, bytes. */
  readonly maxRequestBytes: number;
  /** How long a client may keep a transaction open without a word, ms: all others wait for it. */
  readonly idleInTransactionMs: number;
};

/** What all connections share. */
export type Backend = {
  readonly engine: Pick<Engine, "exec">;
  readonly queue: SessionQueue;
  /** What a client has to know; undefined lets everybody on the machine in. */
  readonly password: string | undefined;
  /** What a session starts with, as ParameterStatus tells it. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly limits: ConnectionLimits;
};

/** Hashed first, so that neither the time nor the length tells how much of a guess was right. */
const isEqual = (one: string, other: string): boolean => {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
};

/** Asks for the password and throws when the answer is another. */
const authenticate = async (
  socket: Socket,
  reader: MessageReader,
  password: string,
): Promise<void> => {
  socket.write(PASSWORD_REQUEST);
  const answer = await reader.read();
  const given =
    answer?.type === "p" ? answer.bytes.toString("utf8", 5, answer.bytes.length - 1) : "";
  if (!isEqual(given, password)) throw new ProtocolViolation("28P01", "wrong password");
};

/** Answers start-up packets until a session begins; false when none does. */
const greet = async (
  socket: Socket,
  reader: MessageReader,
  { password, parameters }: Backend,
  id: number,
): Promise<boolean> => {
  for (;;) {
    const startUp = await readStartUp(reader);
    switch (startUp?.kind) {
      case "encryption":
        socket.write("N");
        break;
      case "session":
        if (password !== undefined) await authenticate(socket, reader, password);
        socket.write(greeting(parameters, id));
        return true;
      case "unsupported":
        throw new ProtocolViolation("0A000", `unsupported protocol ${startUp.protocol}`);
      case "cancel":
      case undefined:
        return false;
    }
  }
};

/**
 * Takes back what a vanished client left open. In a failed extended query the first rollback is
 * skipped and Sync ends the skipping; a Sync sent first would commit an unfinished one.
 */
const rollBack = async ({ exec }: Backend["engine"]): Promise<void> => {
  for (const messages of [query("rollback"), SYNC, query("rollback")]) {
    if (readyStatus(await exec(messages)) === "I") return;
  }
  throw new Error("the engine did not roll back");
};

/** Writes an answer and waits until it is on its way, or until the client is gone. */
const send = (socket: Socket, answer: Buffer): Promise<void> =>
  new Promise((resolve) => {
    socket.write(answer, () => resolve());
  });

/** What a client sends. A connection that breaks just ends. */
async function* received(socket: Socket): AsyncGenerator<Buffer> {
  try {
    yield* socket;
  } catch (error) {
    if (!socket.destroyed) throw error;
  }
}

/** Runs requests until the client leaves; holds the session from the first one to idle. */
const serveRequests = async (
  socket: Socket,
  reader: MessageReader,
  { engine, queue, limits }: Backend,
): Promise<void> => {
  let release: Release | undefined;
  try {
    for (;;) {
      socket.setTimeout(release ? limits.idleInTransactionMs : 0);
      const request = await readRequest(reader, limits.maxRequestBytes);
      if (!request) return;
      socket.setTimeout(0);
      release ??= await queue.acquire();
      const answer = await engine.exec(request);
      if (readyStatus(answer) === "I") {
        release();
        release = undefined;
      }
      socket.setTimeout(release ? limits.idleInTransactionMs : 0);
      await send(socket, answer);
    }
  } finally {
    if (release) {
      await rollBack(engine);
      release();
    }
  }
};

/**
 * Serves one client until it leaves. Whatever transaction it leaves behind is rolled back before
 * anybody else has the session. Rejects only when the engine died.
 */
export const serveConnection = async (
  socket: Socket,
  backend: Backend,
  id: number,
): Promise<void> => {
  const { idleInTransactionMs, maxRequestBytes } = backend.limits;
  const refuse = (sqlState: string, text: string): void => {
    // A client that does not even read what it asked for would keep a farewell waiting for ever.
    if (socket.writableLength > 0) socket.destroy();
    else socket.end(errorResponse("FATAL", sqlState, text), () => socket.destroy());
  };
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy()); // the client vanished, which ends `received`
  socket.on("timeout", () =>
    refuse("25P03", `no statement for ${idleInTransactionMs} ms within a transaction`),
  );
  const reader = createMessageReader(received(socket), maxRequestBytes);
  try {
    if (await greet(socket, reader, backend, id)) await serveRequests(socket, reader, backend);
    socket.destroySoon();
  } catch (error) {
    if (!(error instanceof ProtocolViolation)) throw error;
    refuse(error.sqlState, error.message);
  }
};
