import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

/**
 * Where free ports are looked for: below those that Linux gives to outgoing connections (from 32768
 * on), one of which could take the port before the process it was claimed for listens.
 */
const FREE_PORTS = { from: 20_000, below: 32_768 };
const MAX_ATTEMPTS = 50;

/** Binds a port for a moment; resolves to its number. Rejects when it is taken. */
const bind = async (host: string, port: number): Promise<number> => {
  const server = createServer();
  server.listen(port, host);
  await once(server, "listening");
  const bound = (server.address() as AddressInfo).port;
  server.close();
  await once(server, "close");
  return bound;
};

/**
 * Keeps a port from other systems that start at this moment, which ask here before they take it: its
 * UDP twin, which no server of ours wants, is held as long as this process lives.
 */
const hold = async (host: string, port: number): Promise<void> => {
  const twin = createSocket(host.includes(":") ? "udp6" : "udp4").unref();
  twin.bind({ address: host, port, exclusive: true });
  await once(twin, "listening");
};

const bindFree = async (host: string): Promise<number> => {
  for (let attempt = 1; ; attempt++) {
    const port = randomInt(FREE_PORTS.from, FREE_PORTS.below);
    try {
      await hold(host, port);
      return await bind(host, port);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS) throw error;
    }
  }
};

/**
 * The port a setting asks for, or a free one when it is unset or 0. Throws an error that names the
 * setting when somebody else has the port.
 */
export const claimPort = async (
  variable: string,
  host: string,
  port: number | undefined,
): Promise<number> => {
  try {
    return await (port ? bind(host, port) : bindFree(host));
  } catch (cause) {
    throw new Error(`${variable}: cannot use port ${port} on ${host}; set ${variable} to another`, {
      cause,
    });
  }
};
