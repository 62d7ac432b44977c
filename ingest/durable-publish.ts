import type { NatsConnection } from "@nats-io/transport-node";
import { createInbox } from "@nats-io/transport-node";
import type { Logger } from "pino";
import { z } from "zod";
import type { DurablePublish } from "./batcher.ts";

/** How long an ack may take before the message is published again, ms. */
const ACK_TIMEOUT_MS = 5_000;
/** Pause before the next try after an error or a time-out, ms: first, and longest. */
const RETRY_FIRST_MS = 100;
const RETRY_LONGEST_MS = 2_000;
/** Code of a NATS reply that says nobody listens on the subject: the stream does not exist. */
const NO_RESPONDERS = 503;

/** A refusal carries a stream and a sequence too, 0: whatever has an error is one. */
const PubAck = z.union([
  z.object({ error: z.object({ description: z.string() }) }),
  z.object({ stream: z.string(), seq: z.int().positive() }),
]);

/** What became of one publish: stored, or why not. */
type Outcome = { readonly stored: true } | { readonly stored: false; readonly problem: string };

const failed = (problem: string): Outcome => ({ stored: false, problem });

/** Publishing to the telemetry stream. */
export type DurablePublisher = {
  readonly publish: DurablePublish;
  /** Whether the stream stored what was published last. */
  readonly isStoring: () => boolean;
};

const parseJson = (data: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(data));
  } catch {
    return undefined;
  }
};

const readAck = (data: Uint8Array, code: number | undefined): Outcome => {
  if (code === NO_RESPONDERS) return failed("no stream listens on the subject");
  const ack = PubAck.safeParse(parseJson(data));
  if (!ack.success) return failed("unreadable ack");
  return "error" in ack.data ? failed(ack.data.error.description) : { stored: true };
};

/** Runs `onReconnect` whenever the connection has been lost and is back, until it closes. */
const watchReconnects = async (nats: NatsConnection, onReconnect: () => void): Promise<void> => {
  for await (const { type } of nats.status()) if (type === "reconnect") onReconnect();
};

/** One try: publishes, and resolves with the server's ack or with why there was none. */
const createPublishOnce = (nats: NatsConnection) => {
  const inbox = createInbox();
  const waiting = new Map<string, (outcome: Outcome) => void>();
  let next = 0;
  nats.subscribe(`${inbox}.*`, {
    callback: (error, message) => {
      if (error) return; // no subject to tell whose; the time-out decides
      const token = message.subject.slice(inbox.length + 1);
      waiting.get(token)?.(readAck(message.data, message.headers?.code));
    },
  });
  // What was on its way when the connection broke is never answered.
  void watchReconnects(nats, () => {
    for (const settle of waiting.values()) settle(failed("connection lost"));
  });
  return (subject: string, body: Uint8Array): Promise<Outcome> =>
    new Promise((resolve) => {
      const token = String(next++);
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer);
        waiting.delete(token);
        resolve(outcome);
      };
      const timer = setTimeout(settle, ACK_TIMEOUT_MS, failed("no ack in time"));
      waiting.set(token, settle);
      try {
        nats.publish(subject, body, { reply: `${inbox}.${token}` });
      } catch (error) {
        settle(failed((error as Error).message));
      }
    });
};

/**
 * Publishing to JetStream without the client's per-call overhead: one wildcard inbox for all acks,
 * 6–9 µs a message where `js.publish` takes 62–84. A message is published until the server says it
 * is stored, so an ack may stand for a repeat: the observation's own id makes that harmless.
 */
export const createDurablePublisher = (nats: NatsConnection, log: Logger): DurablePublisher => {
  const publishOnce = createPublishOnce(nats);
  let storing = true;

  const report = (outcome: Outcome, subject: string): void => {
    if (outcome.stored === storing) return;
    storing = outcome.stored;
    if (outcome.stored) log.info("telemetry stream stores again");
    else {
      const { problem } = outcome;
      log.error({ subject, problem }, "telemetry stream does not store; devices wait");
    }
  };

  const publish: DurablePublish = async (subject, body) => {
    let pauseMs = RETRY_FIRST_MS;
    while (!nats.isClosed()) {
      const outcome = await publishOnce(subject, body);
      report(outcome, subject);
      if (outcome.stored) return;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      pauseMs = Math.min(pauseMs * 2, RETRY_LONGEST_MS);
    }
    // Not stored, and nobody may be told that it was: the process is ending.
    await new Promise(() => {});
  };
  return { publish, isStoring: () => storing };
};
