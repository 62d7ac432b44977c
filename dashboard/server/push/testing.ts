import { jetstreamManager } from "@nats-io/jetstream";
import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { pino } from "pino";
import { vi } from "vitest";
import type { Role } from "../../../contracts/permissions.ts";
import { PushMessage } from "../../../contracts/push.ts";
import { EVENT_STREAM, EVENT_SUBJECTS } from "../../../contracts/subjects.ts";
import { startTestDashboard, type TestDashboard } from "../testing.ts";
import type { NewsParts } from "./push-news.ts";
import { startPushQueue } from "./push-queue.ts";
import { createPushSender } from "./push-sender.ts";

/** A message as it reached a push service, and what the device read in it. */
export type ReceivedPush = { readonly headers: IncomingHttpHeaders; readonly message: PushMessage };

/** A browser's side of a subscription: its own keys, and what came. */
export type TestDevice = {
  /** What the browser gives the page. */
  readonly subscription: {
    readonly endpoint: string;
    readonly keys: { readonly p256dh: string; readonly auth: string };
  };
  readonly received: ReceivedPush[];
  /** Answers with this status from now on. */
  status: number;
  /** How often it was asked, whatever it answered. */
  asked: number;
};

/** A push service on this machine with the browsers that subscribe to it. */
export type TestPushService = {
  readonly subscribe: () => TestDevice;
  readonly close: () => Promise<void>;
};

const derive = (secret: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, bytes));

/** Decrypts a body of one record as a browser does (RFC 8188 and 8291). */
const decrypt = (body: Buffer, keys: ECDH, auth: Buffer): string => {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + (body[20] ?? 0));
  const sealed = body.subarray(21 + senderKey.length);
  const keyInfo = Buffer.concat([Buffer.from("WebPush: info\0"), keys.getPublicKey(), senderKey]);
  const secret = derive(keys.computeSecret(senderKey), auth, keyInfo, 32);
  const key = derive(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const cipher = createDecipheriv("aes-128-gcm", key, nonce);
  cipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  // the last record's content ends before a 2 and zeros
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
};

/** Starts one on a free port. */
export const startPushService = async (): Promise<TestPushService> => {
  const devices = new Map<string, { device: TestDevice; keys: ECDH; auth: Buffer }>();
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const known = devices.get(request.url ?? "");
      if (!known) return response.writeHead(404).end();
      const { device, keys, auth } = known;
      device.asked++;
      if (device.status === 201) {
        const message = PushMessage.parse(JSON.parse(decrypt(body, keys, auth)));
        device.received.push({ headers: request.headers, message });
      }
      return response.writeHead(device.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    subscribe: () => {
      const [keys, auth, path] = [
        createECDH("prime256v1"),
        randomBytes(16),
        `/${randomBytes(9).toString("hex")}`,
      ];
      keys.generateKeys();
      const device: TestDevice = {
        subscription: {
          endpoint: `http://127.0.0.1:${port}${path}`,
          keys: { p256dh: keys.getPublicKey("base64url"), auth: auth.toString("base64url") },
        },
        ...{ received: [], status: 201, asked: 0 },
      };
      devices.set(path, { device, keys, auth });
      return device;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

/** A test dashboard that delivers pushes. */
export type PushingDashboard = {
  readonly dashboard: TestDashboard;
  /** A device of somebody that speaks Swedish and wants to hear of critical alerts alone. */
  readonly subscribe: (role: Role) => Promise<TestDevice>;
  readonly close: () => Promise<void>;
};

/**
 * Starts one that delivers what one kind of news tells; resolves once it would hear of an event.
 * `durable` is the name of that news' place in the stream.
 */
export const startPushing = async (
  follow: (parts: NewsParts) => () => Promise<void>,
  durable: string,
): Promise<PushingDashboard> => {
  const [dashboard, service] = await Promise.all([startTestDashboard(), startPushService()]);
  const { nats, database } = dashboard;
  const { pool } = database;
  const log = pino({ level: "fatal" });
  const { streams, consumers } = await jetstreamManager(nats);
  await streams.add({ name: EVENT_STREAM, subjects: [EVENT_SUBJECTS] });
  const sender = createPushSender({ pool, contact: "mailto:a@b.example", allowsLoopback: true });
  const queue = startPushQueue({ pool, sender, log });
  const stopNews = follow({ pool, nats, log });
  await vi.waitFor(
    async () => {
      const { num_waiting: waiting } = await consumers.info(EVENT_STREAM, durable);
      if (waiting === 0) throw new Error(`nobody follows ${durable} yet`);
    },
    { timeout: 20_000, interval: 50 },
  );
  return {
    dashboard,
    subscribe: async (role) => {
      const device = service.subscribe();
      const body = { ...device.subscription, minSeverity: "critical", language: "sv" };
      await dashboard.call(role, "PUT", "/api/me/push-subscriptions", body);
      return device;
    },
    close: async () => {
      await Promise.all([queue.stop(), stopNews()]);
      await dashboard.close();
      await service.close();
    },
  };
};
