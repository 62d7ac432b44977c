import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

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
 * The port a setting asks for, or a free one when it is unset or 0. Throws an error that names the
 * setting when somebody else has the port.
 */
export const claimPort = async (
  variable: string,
  host: string,
  port: number | undefined,
): Promise<number> => {
  try {
    return await bind(host, port ?? 0);
  } catch (cause) {
    throw new Error(`${variable}: cannot use port ${port} on ${host}; set ${variable} to another`, {
      cause,
    });
  }
};
