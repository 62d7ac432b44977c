import { Counter, Gauge, Registry } from "prom-client";
import type { Source } from "./intake.ts";

/** What ingest counts, in Prometheus' terms. */
export type IngestMetrics = {
  readonly registry: Registry;
  /** Observations accepted and refused from one payload. */
  readonly count: (source: Source, accepted: number, refused: number) => void;
  /** A device or stranger tried what it may not: `credentials`, `topic`, `protocol`. */
  readonly countDenied: (what: "credentials" | "topic" | "protocol") => void;
};

export const createMetrics = (probes: {
  readonly sessions: () => number;
  readonly pending: () => number;
}): IngestMetrics => {
  const registry = new Registry();
  const registers = [registry];
  const observations = new Counter({
    name: "roadledger_ingest_observations_total",
    help: "Observations received, by format and outcome",
    labelNames: ["transport", "format", "outcome"],
    registers,
  });
  const denied = new Counter({
    name: "roadledger_ingest_denied_total",
    help: "Attempts refused for what they were, not for what they said",
    labelNames: ["what"],
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
  gauge("roadledger_ingest_mqtt_sessions", "Open MQTT sessions", probes.sessions);
  gauge("roadledger_ingest_pending", "Observations waiting for JetStream's ack", probes.pending);

  // Labels are resolved once: `labels()` hashes its arguments, and this is the hot path.
  const children = new Map<string, { inc(by: number): void }>();
  const child = ({ transport, format }: Source, outcome: string) => {
    const key = `${transport}/${format}/${outcome}`;
    let counter = children.get(key);
    if (!counter) children.set(key, (counter = observations.labels(transport, format, outcome)));
    return counter;
  };
  return {
    registry,
    count: (source, accepted, refused) => {
      if (accepted > 0) child(source, "accepted").inc(accepted);
      if (refused > 0) child(source, "refused").inc(refused);
    },
    countDenied: (what) => denied.labels(what).inc(),
  };
};
