import { connect, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** A line to a server that can be cut: what runs over it ends at once, and nothing new comes through. */
export type Line = {
  readonly url: string;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
};

/** Lays a line to a server, on a port of its own. */
export const layLine = async (serverUrl: string): Promise<Line> => {
  const { hostname, port } = new URL(serverUrl);
  const open = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket, other: Socket): void => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      open.delete(socket);
      other.destroy();
    });
  };
  const line = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(port), hostname);
    keep(near, far);
    keep(far, near);
    return near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    cut,
    mend: () => void (isCut = false),
    close() {
      cut();
      return new Promise((resolve) => line.close(() => resolve()));
    },
  };
};
