import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { MAX_PAYLOAD_BYTES } from "../contracts/telemetry.ts";
import type { RegisteredDevice } from "../db/device-registry.ts";
import type { DeviceRegistry } from "./device-registry.ts";
import { refused } from "./decoders/decoded.ts";
import {
  answerProblems,
  answerUnroutable,
  notAccepted,
  notStored,
  refuseSender,
} from "./http-answers.ts";
import type { Sender } from "./http-credentials.ts";
import { HTTP_FORMATS, type Delivery, type HttpFormat } from "./http-formats.ts";
import type { Intake, Receipt } from "./intake.ts";
import type { IngestMetrics } from "./metrics.ts";
import type { Pace } from "./pace.ts";
import type { BrokenPart } from "./readiness.ts";
import { EMPTY_BODY, isOversize, readBody, type RequestBody } from "./request-body.ts";

/** Longest an HTTP sender is kept waiting for durability before it is told to try again, ms. */
const STORE_TIMEOUT_MS = 10_000;

type Ports = {
  readonly registry: DeviceRegistry;
  readonly intake: Intake;
  readonly pace: Pace;
  readonly metrics: IngestMetrics;
  readonly log: FastifyBaseLogger;
  readonly brokenPart: () => Promise<BrokenPart | undefined>;
};

/** Resolves once all of a delivery is durable, refused parts included; undefined when it takes long. */
const store = (
  intake: Intake,
  device: RegisteredDevice,
  { format, url, decode, shown }: HttpFormat,
  delivery: Delivery,
): Promise<Receipt | undefined> =>
  new Promise((resolve) => {
    const { bytes } = delivery;
    const timer = setTimeout(resolve, STORE_TIMEOUT_MS, undefined);
    const receipt = intake.take(
      device,
      { transport: "http", format, address: url },
      { content: shown(delivery), bytes },
      isOversize(delivery)
        ? refused("payload", `${bytes} bytes, at most ${MAX_PAYLOAD_BYTES}`)
        : decode(delivery, intake.clock()),
      // Later, because there is no receipt yet when nothing has to be stored.
      () =>
        queueMicrotask(() => {
          clearTimeout(timer);
          resolve(receipt);
        }),
    );
  });

/** Who sent it: one who is not let in may have been registered a moment ago. Undefined = ask later. */
const identify = async (
  { registry, log }: Ports,
  format: HttpFormat,
  delivery: Delivery,
): Promise<Sender | undefined> => {
  const sender = format.sender(registry, delivery);
  if ("device" in sender) return sender;
  try {
    await registry.refresh();
  } catch (err) {
    log.error({ err }, "sender not decided");
    return undefined;
  }
  return format.sender(registry, delivery);
};

const receive = async (
  ports: Ports,
  format: HttpFormat,
  delivery: Delivery,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const { intake, pace, metrics } = ports;
  const sender = await identify(ports, format, delivery);
  if (!sender) return notStored(reply);
  if ("refusal" in sender) {
    metrics.countDenied("credentials");
    return refuseSender(reply, sender.refusal);
  }
  const waitMs = pace.delayMs(sender.device.id);
  if (waitMs > 0) await wait(waitMs);
  if (intake.standing() !== "open") return notStored(reply);
  const receipt = await store(intake, sender.device, format, delivery);
  if (!receipt) return notStored(reply);
  const nothingAccepted = receipt.accepted === 0 && receipt.refusals.length > 0;
  return nothingAccepted && !format.acknowledgesRefused
    ? notAccepted(reply, receipt, isOversize(delivery) ? 413 : 400)
    : reply.code(200).send(format.success(receipt));
};

/** Takes every body as text: the decoders parse it, know how to refuse it, and keep what came. */
const takeBodiesAsText = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request: FastifyRequest, body: IncomingMessage) =>
    readBody(body),
  );
};

const serveFormats = (app: FastifyInstance, ports: Ports): void => {
  for (const format of HTTP_FORMATS) {
    app.route<{ Querystring: Record<string, unknown>; Body: RequestBody | undefined }>({
      method: [...format.methods],
      url: format.url,
      handler: ({ headers: { authorization }, query, body }, reply) =>
        receive(ports, format, { authorization, query, ...(body ?? EMPTY_BODY) }, reply),
    });
  }
};

const serveHealth = (app: FastifyInstance, { brokenPart, metrics }: Ports): void => {
  app.get("/healthz", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const broken = await brokenPart();
    if (broken === undefined) return { status: "ok" };
    return reply.code(503).send({ status: "unavailable", broken });
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
};

/**
 * HTTP ingest: the same pipeline and durability as MQTT. The answer comes once everything is
 * stored, refused parts included; 503 when that takes too long, and the sender shall repeat.
 */
export const buildHttpIngest = (ports: Ports): FastifyInstance => {
  const app = fastify({
    loggerInstance: ports.log,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerUnroutable,
  });
  takeBodiesAsText(app);
  answerProblems(app);
  serveFormats(app, ports);
  serveHealth(app, ports);
  return app;
};
