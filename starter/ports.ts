import { randomInt } from "node:crypto";
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

const bindFree = async (host: string): Promise<number> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await bind(host, randomInt(FREE_PORTS.from, FREE_PORTS.below));
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
