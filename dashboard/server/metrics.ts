import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** What this process counts, for Prometheus. */
export type Metrics = ReturnType<typeof createMetrics>;

/** Buckets of request times, s. */
const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10];

export const createMetrics = () => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requestSeconds: new Histogram({
      name: "roadledger_http_request_seconds",
      help: "Time to answer an HTTP request",
      labelNames: ["method", "route", "status"],
      buckets: SECONDS,
      registers,
    }),
    sockets: new Gauge({
      name: "roadledger_sockets",
      help: "Live connections of dashboards",
      registers,
    }),
    sharedSockets: new Gauge({
      name: "roadledger_shared_sockets",
      help: "Connections of pages that show a shared link",
      registers,
    }),
    livePositions: new Counter({
      name: "roadledger_live_positions_total",
      help: "Vehicle states received from the processors",
      registers,
    }),
    sentPositions: new Counter({
      name: "roadledger_sent_positions_total",
      help: "Vehicle states sent to rooms of viewers, after coalescing",
      registers,
    }),
    unreadableAnnouncements: new Counter({
      name: "roadledger_unreadable_announcements_total",
      help: "NATS messages that did not match their schema",
      labelNames: ["subject"],
      registers,
    }),
    droppedSockets: new Counter({
      name: "roadledger_dropped_sockets_total",
      help: "Connections closed by the server",
      labelNames: ["reason"],
      registers,
    }),
  };
};

/** Times every request and serves `/metrics`. */
export const serveMetrics = (app: FastifyInstance, metrics: Metrics): void => {
  app.addHook("onResponse", async (request, reply) => {
    metrics.requestSeconds.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? "unknown",
        status: reply.statusCode,
      },
      reply.elapsedTime / 1_000,
    );
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
};
