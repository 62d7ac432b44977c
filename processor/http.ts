import { createServer, type Server, type ServerResponse } from "node:http";
import type { Registry } from "prom-client";

/** Health and metrics of a process that serves nothing else. `brokenPart` names what is not ready. */
export const listenHealth = async (
  host: string,
  port: number,
  registry: Registry,
  brokenPart: () => Promise<string | undefined>,
): Promise<Server> => {
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    "/healthz": async (response) => {
      response.end('{"status":"ok"}');
    },
    "/readyz": async (response) => {
      const broken = await brokenPart();
      response.statusCode = broken === undefined ? 200 : 503;
      response.end(JSON.stringify({ status: broken === undefined ? "ok" : "unavailable", broken }));
    },
    "/metrics": async (response) => {
      response.setHeader("content-type", registry.contentType).end(await registry.metrics());
    },
  };
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ""];
    if (answer) answer(response).catch(() => response.destroy());
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new Error(`PROCESSOR_HTTP_PORT=${port} cannot be listened on at ${host}`, { cause })),
    );
    server.listen(port, host, resolve);
  });
  return server;
};
