import { setTimeout as wait } from "node:timers/promises";
import type { BenchSystem } from "./bench-system.ts";
import { startChild, type Child } from "./child.ts";
import { matchArrivals } from "./latency-match.ts";
import type { Latency } from "./load/plan.ts";
import { runLoad } from "./load/run-load.ts";
import { latencyHistogram } from "./load/latency-histogram.ts";
import { checkStored, type StoredCheck } from "./pipeline-round.ts";
import { ViewerReport, type ViewerPlan } from "./viewer-report.ts";

/** Messages a device may have on their way, as many clients allow; at this rate it has one. */
const IN_FLIGHT = 20;
/** How long after the last PUBACK the last position may come, ms. */
const LAST_ARRIVALS_MS = 3_000;

/** What a viewer and the devices see at a steady rate. */
export type LiveLatency = {
  readonly perS: number;
  /** From when an observation was due to be published until a viewer's socket had it. */
  readonly publishToSocketMs: Latency;
  readonly pubackMs: Latency;
  /** Observations that no viewer saw, not even through a newer one of the same car. */
  readonly unseen: number;
  readonly batchesPerS: number;
  readonly check: StoredCheck;
};

const askFor = async (viewer: Child): Promise<ViewerReport> => {
  const answer = new Promise<unknown>((resolve) => viewer.onMessage(resolve));
  viewer.send({ report: true });
  return ViewerReport.parse(await answer);
};

type LiveOptions = {
  readonly perS: number;
  readonly warmUpS: number;
  readonly seconds: number;
  readonly interrupted: AbortSignal;
};

/** Publishes at a steady rate over all cars while a viewer watches. */
export const measureLiveLatency = async (
  bench: BenchSystem,
  { perS, warmUpS, seconds, interrupted }: LiveOptions,
): Promise<LiveLatency> => {
  const { system, fleet } = bench;
  const viewerPlan: ViewerPlan = { url: system.httpUrl, token: fleet.token };
  const viewer = await startChild("viewer.js", [JSON.stringify(viewerPlan)]);
  try {
    const { hostname, port } = new URL(system.mqttUrl);
    const load = await runLoad(
      {
        host: hostname,
        port: Number(port),
        devices: fleet.cars.map(({ device }) => device),
        inFlight: IN_FLIGHT,
        qos: 1,
        pace: { kind: "fixed", perS },
        warmUpS,
        seconds,
      },
      { interrupted },
    );
    await wait(LAST_ARRIVALS_MS);
    const { arrivals, batches } = await askFor(viewer);
    const histogram = latencyHistogram();
    let unseen = 0;
    for (const [car, { measuredTsMs }] of load.devices.entries()) {
      const matched = matchArrivals(measuredTsMs, arrivals[fleet.cars[car]?.vehicleId ?? ""] ?? []);
      for (const latencyMs of matched.latenciesMs) histogram.record(latencyMs);
      unseen += matched.unseen;
    }
    return {
      perS,
      publishToSocketMs: histogram.read(),
      pubackMs: load.ackLatencyMs,
      unseen,
      batchesPerS: batches / (warmUpS + seconds),
      check: await checkStored(bench, load),
    };
  } finally {
    await viewer.stop();
  }
};
