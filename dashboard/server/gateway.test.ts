import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { Problem } from "../../contracts/problem.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
let ingest: Server;
let sockets: WebSocketServer;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
};

/** Stands where ingest would: tells what reached it, and answers MQTT frames with themselves. */
const startIngest = async (): Promise<string> => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url, headers } = request;
    const body = await bodyOf(request);
    response.statusCode = 202;
    response.end(JSON.stringify({ method, url, body, authorization: headers.authorization }));
  };
  ingest = createServer((request, response) => void answer(request, response));
  sockets = new WebSocketServer({ server: ingest, handleProtocols: () => "mqtt" });
  sockets.on("connection", (socket) => {
    socket.on("message", (data) => socket.send(data));
  });
  await new Promise<void>((resolve) => {
    ingest.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(ingest.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  dashboard = await startTestDashboard({ ingestUrl: await startIngest() });
  await writeFile(join(dashboard.webRoot, "index.html"), "<title>Roadledger</title>");
  await mkdir(join(dashboard.webRoot, "assets"));
  await writeFile(join(dashboard.webRoot, "assets", "main-1a2b3c.js"), "export {};");
});
afterAll(async () => {
  await dashboard.close();
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  ingest.close();
});

test.each([
  ["POST", "/api/gps-locations", "application/json", '{"ts": "not parsed here"'],
  ["POST", "/osmand?id=7&lat=57.7", "application/x-www-form-urlencoded", "a=1&b=%20"],
  ["GET", "/osmand/?id=7&lat=57.7&lon=11.9", undefined, undefined],
  ["POST", "/owntracks", "text/plain", "anything"],
  ["POST", "/traccar", undefined, "no content type"],
])("%s %s reaches ingest as it was sent", async (method, path, contentType, body) => {
  const answer = await fetch(dashboard.url + path, {
    method,
    headers: {
      authorization: "Basic dHJhY2tlcjpzZWNyZXQ=",
      ...(contentType && { "content-type": contentType }),
    },
    ...(body !== undefined && { body }),
  });
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({
    method,
    url: path,
    body: body ?? "",
    authorization: "Basic dHJhY2tlcjpzZWNyZXQ=",
  });
});

test("a sender that waits for 100 Continue gets it, and then its answer", async () => {
  const expecting = request(`${dashboard.url}/owntracks`, {
    method: "POST",
    headers: { expect: "100-continue", "content-length": 4 },
  });
  const answered = once(expecting, "response") as Promise<[IncomingMessage]>;
  expecting.flushHeaders();
  await once(expecting, "continue");
  expecting.end("body");
  const [answer] = await answered;
  expect(answer.statusCode).toBe(202);
  expect(JSON.parse(await bodyOf(answer))).toMatchObject({ url: "/owntracks", body: "body" });
});

const open = async (path: string): Promise<WebSocket> => {
  const socket = new WebSocket(dashboard.url.replace("http", "ws") + path, "mqtt");
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  return socket;
};

test("MQTT over WebSocket is piped to ingest, for longer than Engine.IO would let it live", async () => {
  const socket = await open("/mqtt");
  expect(socket.protocol).toBe("mqtt");
  const echo = (text: string): Promise<string> =>
    new Promise((resolve) => {
      socket.once("message", (data: Buffer) => resolve(data.toString()));
      socket.send(text);
    });
  expect(await echo("connect")).toBe("connect");
  const openedAt = Date.now();
  // Engine.IO cuts off upgrades it does not know after one second.
  while (Date.now() - openedAt < 1_500) expect(await echo("ping")).toBe("ping");
  socket.close();
});

test("an upgrade of any other path is refused", async () => {
  await expect(open("/elsewhere")).rejects.toThrow("404");
});

/** Two requests on one connection, the first with an offer and a body that comes a moment later. */
const offerThenAsk = async (offer: string): Promise<string> => {
  const { hostname, port } = new URL(dashboard.url);
  const socket = connect(Number(port), hostname).setEncoding("latin1");
  let answers = "";
  socket.on("data", (text: string) => (answers += text));
  socket.write(
    `POST /owntracks HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n` +
      `Upgrade: ${offer}\r\nHTTP2-Settings: AAMAAABk\r\nContent-Length: 10\r\n\r\nfirst`,
  );
  await new Promise(setImmediate);
  socket.write("-half");
  await expect.poll(() => answers).toContain("first-half");
  socket.end(`GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  await once(socket, "close");
  return answers;
};

test.each(["h2c", "TLS/1.0", "something, else"])(
  "a request that offers %s is answered as if it did not",
  async (offer) => {
    const answers = await offerThenAsk(offer);
    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(["HTTP/1.1 202", "HTTP/1.1 200"]);
  },
);

const asPage = { accept: "text/html" };

test("the page answers for every path that it routes itself, and is never cached", async () => {
  for (const path of ["/", "/vehicles/7?tab=routes"]) {
    const answer = await fetch(dashboard.url + path, { headers: asPage });
    expect(await answer.text()).toBe("<title>Roadledger</title>");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self';");
  }
});

test("hashed assets are cached for ever, and a missing one is not the page", async () => {
  const asset = await fetch(`${dashboard.url}/assets/main-1a2b3c.js`);
  expect(asset.headers.get("cache-control")).toContain("immutable");
  const missing = await fetch(`${dashboard.url}/assets/main-old.js`, { headers: asPage });
  expect(missing.status).toBe(404);
});

test("an unknown path of the API is a problem, not the page", async () => {
  const answer = await fetch(`${dashboard.url}/api/unicorns`, { headers: asPage });
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
});

test.each(["/api/vehicles/%E0%A4%A", "/%"])(
  "the malformed address %j is a problem like any other",
  async (path) => {
    const answer = await fetch(dashboard.url + path);
    expect(answer.headers.get("content-type")).toMatch("application/problem+json");
    expect(Problem.parse(await answer.json())).toMatchObject({ status: 400 });
  },
);

test("the API's documentation needs nothing from outside and no inline script", async () => {
  const page = await (await fetch(`${dashboard.url}/api/docs/`)).text();
  expect(page).not.toMatch(/(src|href)="https?:/);
  expect(page).not.toMatch(/<script(?![^>]*src=)/);
});

test("readiness names the broken part", async () => {
  const ready = await fetch(`${dashboard.url}/readyz`);
  expect(await ready.json()).toEqual({ status: "ok", checks: { database: "ok", nats: "ok" } });
  await dashboard.natsServer.kill();
  const broken = await fetch(`${dashboard.url}/readyz`);
  expect(broken.status).toBe(503);
  expect(await broken.json()).toMatchObject({ checks: { database: "ok" } });
  expect((await fetch(`${dashboard.url}/healthz`)).status).toBe(200);
  await dashboard.natsServer.restart();
});

test("metrics count requests by route, not by address", async () => {
  const metrics = await (await fetch(`${dashboard.url}/metrics`)).text();
  expect(metrics).toContain('route="/readyz"');
  expect(metrics).not.toContain("unicorns");
});
