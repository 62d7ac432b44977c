import formbody from "@fastify/formbody";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { MAX_PAYLOAD_BYTES } from "../contracts/telemetry.ts";
import type { RegisteredDevice } from "../db/device-registry.ts";
import type { Decoded } from "./decoders/decoded.ts";
import { decodeNative } from "./decoders/native.ts";
import { decodeOsmandJson, decodeOsmandQuery } from "./decoders/osmand.ts";
import { decodeOwntracks } from "./decoders/owntracks.ts";
import type { ClockWindow } from "./decoders/timestamp.ts";
import { decodeTraccar } from "./decoders/traccar.ts";
import type { DeviceRegistry } from "./device-registry.ts";
import { osmandSender, readBasic, traccarSender, type Sender } from "./http-credentials.ts";
import type { Intake, Receipt, Source } from "./intake.ts";
import type { IngestMetrics } from "./metrics.ts";
import { decodePayload, storable } from "./payload.ts";

/** Longest an HTTP sender is kept waiting for durability before it is told to try again, ms. */
const STORE_TIMEOUT_MS = 10_000;

type Ports = {
  readonly registry: DeviceRegistry;
  readonly intake: Intake;
  readonly metrics: IngestMetrics;
  readonly log: FastifyBaseLogger;
  /** Which part is not ready, or undefined when all are. */
  readonly brokenPart: () => Promise<string | undefined>;
};

const problem = (
  reply: FastifyReply,
  status: number,
  title: string,
  more: object = {},
): FastifyReply =>
  reply
    .code(status)
    .type("application/problem+json")
    .send({ type: "about:blank", title, status, ...more });

const refuseSender = (
  reply: FastifyReply,
  sender: Exclude<Sender, RegisteredDevice>,
): FastifyReply => {
  if (sender.status === 401) void reply.header("www-authenticate", 'Basic realm="devices"');
  return problem(reply, sender.status, sender.title);
};

const isDevice = (sender: Sender): sender is RegisteredDevice => "mountings" in sender;

/** 2xx when something was stored; 400 naming the fields when everything was refused. */
const answer = (reply: FastifyReply, receipt: Receipt, success: unknown): FastifyReply => {
  const errors = receipt.refusals.map(({ field, reason }) => ({ field, message: reason }));
  if (receipt.accepted === 0 && errors.length > 0) {
    return problem(reply, 400, "not accepted", { detail: errors[0]?.message, errors });
  }
  return reply.code(200).send(success);
};

/**
 * HTTP ingest: the same pipeline and durability as MQTT. The answer comes once everything is
 * stored, refused parts included; 503 when that takes too long, and the sender shall repeat.
 */
export const buildHttpIngest = async (ports: Ports): Promise<FastifyInstance> => {
  const { registry, intake, metrics, log } = ports;
  const app = fastify({
    bodyLimit: MAX_PAYLOAD_BYTES,
    loggerInstance: log,
    disableRequestLogging: true,
  });
  await app.register(formbody);
  // Parsed by the decoders, which know how to refuse it and keep what came.
  for (const type of ["application/json", "text/plain", "application/octet-stream"]) {
    app.removeContentTypeParser(type);
    app.addContentTypeParser(type, { parseAs: "string" }, (_request, body, done) =>
      done(null, body),
    );
  }

  const store = async (
    reply: FastifyReply,
    device: RegisteredDevice,
    source: Source,
    text: string,
    decode: (clock: ClockWindow) => Decoded,
    success: (receipt: Receipt) => unknown,
  ): Promise<FastifyReply> => {
    let receipt: Receipt | undefined;
    let timer: NodeJS.Timeout | undefined;
    const stored = await new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, STORE_TIMEOUT_MS, false);
      const payload = { text: () => text, bytes: Buffer.byteLength(text) };
      receipt = intake.take(device, source, payload, decode, () => resolve(true));
    });
    clearTimeout(timer);
    if (!stored || !receipt) return problem(reply, 503, "not stored yet; send it again");
    return answer(reply, receipt, success(receipt));
  };

  const bodyText = (request: FastifyRequest): string =>
    typeof request.body === "string" ? request.body : "";

  app.post("/api/gps-locations", async (request, reply) => {
    const sender = readBasic(registry, request.headers.authorization);
    if (!isDevice(sender)) return refuseSender(reply, sender);
    const text = bodyText(request);
    const decode = (clock: ClockWindow) => decodePayload(text, (json) => decodeNative(json, clock));
    const source = { transport: "http", format: "native", address: "/api/gps-locations" } as const;
    return store(reply, sender, source, text, decode, ({ accepted, refusals }) => ({
      accepted,
      errors: refusals.map(({ field, reason }) => ({ field, message: reason })),
    }));
  });

  app.post("/owntracks", async (request, reply) => {
    const sender = readBasic(registry, request.headers.authorization);
    if (!isDevice(sender)) return refuseSender(reply, sender);
    const text = bodyText(request);
    // The app probes its server with an empty body.
    if (text.trim() === "") return reply.send([]);
    const decode = (clock: ClockWindow) =>
      decodePayload(text, (json) => decodeOwntracks(json, clock));
    const source = { transport: "http", format: "owntracks", address: "/owntracks" } as const;
    return store(reply, sender, source, text, decode, () => []);
  });

  app.post("/traccar", async (request, reply) => {
    const text = bodyText(request);
    const sender = traccarSender(registry, request.headers.authorization, text);
    if (!isDevice(sender)) return refuseSender(reply, sender);
    const decode = (clock: ClockWindow) =>
      decodePayload(text, (json) => decodeTraccar(json, clock));
    const source = { transport: "http", format: "traccar", address: "/traccar" } as const;
    return store(reply, sender, source, text, decode, ({ accepted }) => ({ accepted }));
  });

  app.route({
    method: ["GET", "POST"],
    url: "/osmand",
    handler: async (request, reply) => {
      const query = request.query as Readonly<Record<string, unknown>>;
      const isJson = typeof request.body === "string";
      const form = isJson ? {} : ((request.body ?? {}) as Readonly<Record<string, unknown>>);
      const fields = { ...query, ...form };
      const { secret: _secret, ...shown } = fields;
      // What the reject log may keep: everything but the secret.
      const text = isJson
        ? bodyText(request)
        : new URLSearchParams(shown as Record<string, string>).toString();
      const sender = osmandSender(
        registry,
        request.headers.authorization,
        fields,
        isJson ? text : undefined,
      );
      if (!isDevice(sender)) return refuseSender(reply, sender);
      const decode = (clock: ClockWindow) =>
        isJson
          ? decodePayload(text, (json) => decodeOsmandJson(json, clock))
          : decodeOsmandQuery(storable(fields) as typeof fields, clock);
      const source = { transport: "http", format: "osmand", address: "/osmand" } as const;
      return store(reply, sender, source, text, decode, () => "");
    },
  });

  app.get("/healthz", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const broken = await ports.brokenPart();
    return broken === undefined
      ? { status: "ok" }
      : reply.code(503).send({ status: "unavailable", broken });
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  return app;
};
