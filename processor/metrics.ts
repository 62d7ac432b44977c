import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { BatchResult } from "./apply-batch.ts";
import type { TelemetryMessage } from "./telemetry-batch.ts";

/** What the processor counts, in Prometheus' terms. */
export type ProcessorMetrics = {
  readonly registry: Registry;
  countBatch(messages: readonly TelemetryMessage[], result: BatchResult, tookMs: number): void;
  /** Observations folded again because others came late. */
  countRefolded(observations: number): void;
  countFailure(): void;
  countDead(): void;
};

export const createMetrics = (probes: {
  readonly partitions: () => number;
  readonly vehicles: () => number;
  readonly rewinds: () => number;
  readonly faults: () => number;
}): ProcessorMetrics => {
  const registry = new Registry();
  const registers = [registry];
  const received = new Counter({
    name: "roadledger_processor_observations_total",
    help: "Observations read from the stream",
    registers,
  });
  const stored = new Counter({
    name: "roadledger_processor_stored_total",
    help: "Observations stored for the first time",
    registers,
  });
  const refiled = new Counter({
    name: "roadledger_processor_refiled_total",
    help: "Observations sent on to the car their tracker was in",
    registers,
  });
  const refolded = new Counter({
    name: "roadledger_processor_refolded_total",
    help: "Observations folded again because others of their vehicle came late",
    registers,
  });
  const failures = new Counter({
    name: "roadledger_processor_batch_failures_total",
    help: "Batches that had to be tried again",
    registers,
  });
  const dead = new Counter({
    name: "roadledger_processor_dead_total",
    help: "Messages set aside because nothing could process them",
    registers,
  });
  const seconds = new Histogram({
    name: "roadledger_processor_batch_seconds",
    help: "Time from reading a batch to its commit",
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("roadledger_processor_partitions", "Partitions owned", probes.partitions);
  gauge("roadledger_processor_vehicles", "Vehicles in memory", probes.vehicles);
  gauge("roadledger_processor_rewinds", "Vehicles waiting to be rewound", probes.rewinds);
  gauge("roadledger_processor_faults", "Vehicles that cannot be brought up to date", probes.faults);
  return {
    registry,
    countBatch(messages, result, tookMs) {
      received.inc(messages.reduce((sum, { observations }) => sum + observations.length, 0));
      stored.inc(result.stored);
      refiled.inc(result.refiled);
      seconds.observe(tookMs / 1_000);
    },
    countRefolded: (observations) => refolded.inc(observations),
    countFailure: () => failures.inc(),
    countDead: () => dead.inc(),
  };
};
