import { Counter, Gauge, Registry } from "prom-client";
import type { Source } from "./intake.ts";

/** What ingest counts, in Prometheus' terms. */
export type IngestMetrics = {
  readonly registry: Registry;
  /** Observations accepted and refused from one payload. */
  readonly count: (source: Source, accepted: number, refused: number) => void;
  /** A device or stranger tried what it may not, or too often at once. */
  readonly countDenied: (what: Denied) => void;
};

/** Wrong credentials, a foreign topic, a broken protocol, too many connections or sessions. */
export type Denied = "credentials" | "topic" | "protocol" | "connections" | "sessions";

type Tally = Pick<Source, "transport" | "format"> & { accepted: number; refused: number };

/** Counts in plain numbers: a counter with labels hashes them, and this is the hot path. */
const createTallies = () => {
  const byTransport = { mqtt: new Map<string, Tally>(), http: new Map<string, Tally>() };
  return {
    count: ({ transport, format }: Source, accepted: number, refused: number): void => {
      let tally = byTransport[transport].get(format);
      if (!tally) {
        tally = { transport, format, accepted: 0, refused: 0 };
        byTransport[transport].set(format, tally);
      }
      tally.accepted += accepted;
      tally.refused += refused;
    },
    all: (): Tally[] => [...byTransport.mqtt.values(), ...byTransport.http.values()],
  };
};

/** Shows the tallies as one counter whenever somebody reads it. */
const countObservations = (registry: Registry, tallies: ReturnType<typeof createTallies>) =>
  new Counter({
    name: "roadledger_ingest_observations_total",
    help: "Observations received, by format and outcome",
    labelNames: ["transport", "format", "outcome"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { transport, format, accepted, refused } of tallies.all()) {
        if (accepted > 0) this.inc({ transport, format, outcome: "accepted" }, accepted);
        if (refused > 0) this.inc({ transport, format, outcome: "refused" }, refused);
      }
    },
  });

export const createMetrics = (probes: {
  readonly sessions: () => number;
  readonly pending: () => number;
}): IngestMetrics => {
  const registry = new Registry();
  const tallies = createTallies();
  const registers = [registry];
  countObservations(registry, tallies);
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

  return {
    registry,
    count: tallies.count,
    countDenied: (what) => denied.labels(what).inc(),
  };
};
