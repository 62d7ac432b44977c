import { z } from "zod";

/** How fast, and what the observations' times are. */
const Pace = z.discriminatedUnion("kind", [
  /** Closed loop: a new message for every acknowledgement. Each is `stepMs` after the one before. */
  z.object({ kind: z.literal("maximum"), firstTsMs: z.number(), stepMs: z.number().positive() }),
  /** Open loop: this many a second whatever the broker does. Its time is when it was due. */
  z.object({ kind: z.literal("fixed"), perS: z.number().positive() }),
]);

/** What a load generator is to do, as it is passed to its process. */
export const LoadPlan = z.object({
  host: z.string(),
  port: z.number(),
  /** One connection each. */
  devices: z.array(z.object({ id: z.string(), secret: z.string() })).min(1),
  /** Messages a connection may have on their way at once. */
  inFlight: z.number().int().min(1).max(60_000),
  qos: z.literal([0, 1]),
  pace: Pace,
  /** Sent before anything is measured, s. */
  warmUpS: z.number(),
  seconds: z.number().int().positive(),
});
export type LoadPlan = z.infer<typeof LoadPlan>;

/** Percentiles of a latency, ms. */
export const Latency = z.object({
  count: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
});
export type Latency = z.infer<typeof Latency>;

/** What one device sent over the whole run, warm-up included. */
export const DeviceReport = z.object({
  /** Event times of what was acknowledged, first and last, ms; equal steps apart at `maximum`. */
  firstTsMs: z.number(),
  lastTsMs: z.number(),
  sent: z.number(),
  acknowledged: z.number(),
  /** At a fixed pace, the times of everything sent while measuring. */
  measuredTsMs: z.array(z.number()),
});

/** What a load generator saw. Counts and times are of the measuring window. */
export const LoadReport = z.object({
  acknowledged: z.number(),
  windowMs: z.number(),
  /** By second of the window. */
  acknowledgedPerS: z.array(z.number()),
  /** PUBACK latency, at a fixed pace from when the message was due. Empty at QoS 0. */
  ackLatencyMs: Latency,
  /** CPU time of the generator itself, ms. */
  cpuMs: z.number(),
  devices: z.array(DeviceReport),
});
export type LoadReport = z.infer<typeof LoadReport>;

/** What a load generator tells its parent. */
export const LoadMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("window-opens") }),
  z.object({ kind: z.literal("window-closes") }),
  z.object({ kind: z.literal("report"), report: LoadReport }),
]);
export type LoadMessage = z.infer<typeof LoadMessage>;
