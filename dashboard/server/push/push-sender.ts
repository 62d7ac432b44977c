import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type pg from "pg";
import webPush from "web-push";
import type { PushMessage } from "../../../contracts/push.ts";
import {
  findOwnerEmail,
  keepPushKeys,
  type PushKeys,
  type PushTarget,
} from "../../../db/push-subscriptions.ts";
import { endpointFault, lookupPublic } from "./push-endpoint.ts";

/** A push service that does not answer in this time is tried again later, ms. */
const ANSWERS_WITHIN_MS = 10_000;
/** As much of what a push service says as is worth keeping, characters. */
const MAX_WORDS = 200;

/** How a push service is to treat a message (RFC 8030, 5.2 to 5.4). */
export type PushManner = {
  /** How long it keeps it for a device that is away, s. */
  readonly ttlS: number;
  readonly urgency: "low" | "normal" | "high";
  /** Of the same topic it keeps the latest alone; up to 32 characters of base64url. */
  readonly topic?: string;
};

/** What came of a message: taken, not wanted there any more, refused for good, or worth another try. */
export type PushOutcome = {
  readonly kind: "taken" | "gone" | "refused" | "later";
  readonly words: string;
  /** When the push service wishes to be asked again, ms. */
  readonly retryAfterMs?: number;
};

/** What knows push services, and is known to them. */
export type PushSender = {
  /** The key that browsers subscribe with. */
  readonly loadPublicKey: () => Promise<string>;
  /** Why nothing is sent to an endpoint; undefined when it may be. */
  readonly endpointFault: (endpoint: string) => string | undefined;
  readonly send: (
    target: PushTarget,
    message: PushMessage,
    manner: PushManner,
  ) => Promise<PushOutcome>;
};

type Answer = { readonly status: number; readonly retryAfterS: number; readonly words: string };

const readAnswer = async (response: IncomingMessage): Promise<Answer> => {
  let words = "";
  for await (const chunk of response) {
    words += String(chunk);
    if (words.length > MAX_WORDS) break;
  }
  const { statusCode: status = 0, headers } = response;
  return { status, retryAfterS: Number(headers["retry-after"] ?? 0), words };
};

const post = (
  endpoint: string,
  { headers, body }: { readonly headers: webPush.Headers; readonly body: Buffer },
): Promise<Answer> => {
  const url = new URL(endpoint);
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
  const options = { method: "POST", headers, signal };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === "https:"
        ? requestHttps(url, { ...options, lookup: lookupPublic })
        : requestHttp(url, options);
    request.on("error", reject);
    request.on("response", (response) => readAnswer(response).then(resolve, reject));
    request.end(body);
  });
};

const outcomeOf = ({ status, retryAfterS, words }: Answer): PushOutcome => {
  const said = `${status} ${words}`.trim().slice(0, MAX_WORDS);
  if (status >= 200 && status < 300) return { kind: "taken", words: said };
  if (status === 404 || status === 410) return { kind: "gone", words: said };
  if (status !== 429 && status < 500) return { kind: "refused", words: said };
  return {
    kind: "later",
    words: said,
    ...(retryAfterS > 0 && { retryAfterMs: retryAfterS * 1_000 }),
  };
};

type SenderParts = {
  readonly pool: pg.Pool;
  /** Whom a push service may write to, `mailto:` or `https:`; the first owner where it is not set. */
  readonly contact: string | undefined;
  /** For tests: a stand-in for a push service on this machine. */
  readonly allowsLoopback: boolean;
};

/** Sends by the keys that the database keeps; they are made when they are needed first. */
export const createPushSender = ({ pool, contact, allowsLoopback }: SenderParts): PushSender => {
  let known: PushKeys | undefined;
  const keys = async (): Promise<PushKeys> =>
    (known ??= await keepPushKeys(pool, webPush.generateVAPIDKeys()));
  const subject = async (): Promise<string> =>
    contact ?? `mailto:${(await findOwnerEmail(pool)) ?? "nobody@example.com"}`;
  return {
    loadPublicKey: async () => (await keys()).publicKey,
    endpointFault: (endpoint) => endpointFault(endpoint, allowsLoopback),
    async send({ endpoint, p256dh, auth }, message, { ttlS, urgency, topic }) {
      const fault = endpointFault(endpoint, allowsLoopback);
      if (fault !== undefined) return { kind: "refused", words: `endpoint ${fault}` };
      const vapidDetails = { subject: await subject(), ...(await keys()) };
      const details = webPush.generateRequestDetails(
        { endpoint, keys: { p256dh, auth } },
        JSON.stringify(message),
        { vapidDetails, TTL: ttlS, urgency, ...(topic !== undefined && { topic }) },
      );
      return post(endpoint, details).then(outcomeOf, (error: unknown) => ({
        kind: "later",
        words: String(error),
      }));
    },
  };
};
