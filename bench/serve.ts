import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { z } from "zod";

/** What a broker process says once it listens. */
export const Listening = z.object({ ready: z.literal(true), port: z.number() });

/** Listens on a free port of the loopback interface and tells the parent; ends with it. */
export const serveUntilStopped = async (server: Server): Promise<void> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  process.send?.({ ready: true, port } satisfies z.infer<typeof Listening>);
  process.once("disconnect", () => process.exit(0));
};
