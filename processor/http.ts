import { createServer, type Server } from "node:http";
import type { Registry } from "prom-client";

/** Health and metrics of a process that serves nothing else. `brokenPart` names what is not ready. */
export const listenHealth = async (
  host: string,
  port: number,
  registry: Registry,
  brokenPart: () => Promise<string | undefined>,
): Promise<Server> => {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      switch (request.url) {
        case "/healthz":
          response.end('{"status":"ok"}');
          return;
        case "/readyz": {
          const broken = await brokenPart();
          response.statusCode = broken === undefined ? 200 : 503;
          response.end(
            JSON.stringify({ status: broken === undefined ? "ok" : "unavailable", broken }),
          );
          return;
        }
        case "/metrics":
          response.setHeader("content-type", registry.contentType);
          response.end(await registry.metrics());
          return;
        default:
          response.statusCode = 404;
          response.end();
      }
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new Error(`PROCESSOR_HTTP_PORT=${port} cannot be listened on at ${host}`, { cause })),
    );
    server.listen(port, host, resolve);
  });
  return server;
};
