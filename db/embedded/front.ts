import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { errorResponse } from "./backend-messages.ts";
import { serveConnection, type ConnectionLimits } from "./connection.ts";
import type { Engine } from "./engine.ts";
import { createSessionQueue, type SessionQueue } from "./session-queue.ts";

export type FrontOptions = {
  readonly engine: Engine;
  /** 0 takes a free one. */
  readonly port: number;
  /** The engine died under a client. Nothing can be served any more. */
  readonly onEngineFailure: (error: unknown) => void;
  /** Asked of every client; unset lets everybody on the machine in. */
  readonly password?: string | undefined;
  readonly limits?: ConnectionLimits;
};

/** The engine as a PostgreSQL server on the loopback interface. */
export type Front = {
  readonly port: number;
  /** Takes turns with the clients. */
  readonly queue: SessionQueue;
  /** Tells every client that the server shuts down, and rolls back what they had open. */
  readonly close: () => Promise<void>;
};

const LIMITS: ConnectionLimits = {
  maxRequestBytes: 64 * 1024 * 1024,
  idleInTransactionMs: 60_000,
};

/** What PostgreSQL reports of itself when a session starts. */
const REPORTED = [
  "server_version",
  "server_encoding",
  "client_encoding",
  "is_superuser",
  "session_authorization",
  "DateStyle",
  "IntervalStyle",
  "TimeZone",
  "integer_datetimes",
  "standard_conforming_strings",
];

const readParameters = async (engine: Engine): Promise<Map<string, string>> => {
  const parameters = new Map<string, string>();
  for (const name of REPORTED) {
    parameters.set(name, (await engine.evaluate(`current_setting('${name}')`)) ?? "");
  }
  return parameters;
};

/** Opens the port. Rejects when it is taken (EADDRINUSE). */
export const startFront = async (options: FrontOptions): Promise<Front> => {
  const { engine, onEngineFailure, password, limits = LIMITS } = options;
  const queue = createSessionQueue();
  const backend = { engine, queue, password, limits, parameters: await readParameters(engine) };
  const connections = new Map<Socket, Promise<void>>();
  let opened = 0;

  const server = createServer({ noDelay: true }, (socket) => {
    opened += 1;
    const served = serveConnection(socket, backend, opened)
      .catch(onEngineFailure)
      .finally(() => connections.delete(socket));
    connections.set(socket, served);
  });
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");

  return {
    port: (server.address() as AddressInfo).port,
    queue,
    close: async () => {
      server.close();
      for (const socket of connections.keys()) {
        socket.end(errorResponse("FATAL", "57P01", "the embedded engine is shutting down"));
        socket.destroySoon();
      }
      await Promise.all(connections.values());
    },
  };
};
