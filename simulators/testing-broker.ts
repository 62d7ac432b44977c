import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Aedes } from "aedes";

/** A real MQTT broker on a free port of 127.0.0.1, and what was published on it. */
export type TestBroker = {
  readonly url: string;
  readonly port: number;
  /** Payloads by topic, in order of arrival, as text. */
  readonly received: { topic: string; payload: string }[];
  readonly stop: () => Promise<void>;
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => server.close(() => resolve()));

/** Starts a broker that accepts any user with the password `secret`, and refuses the others. */
export const startTestBroker = async (
  port = 0,
  received: TestBroker["received"] = [],
): Promise<TestBroker> => {
  const aedes = await Aedes.createBroker({
    authenticate: (_client, _username, password, done) =>
      done(null, password?.toString() === "secret"),
  });
  aedes.on("publish", ({ topic, payload }, client) => {
    if (client) received.push({ topic, payload: payload.toString() });
  });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    aedes.handle(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: bound } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await closed(server);
    await new Promise<void>((resolve) => aedes.close(() => resolve()));
  };
  return { url: `mqtt://127.0.0.1:${bound}`, port: bound, received, stop };
};
