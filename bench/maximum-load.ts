import type { BenchFleet } from "./fleet.ts";
import type { LoadReport } from "./load/plan.ts";
import { runLoad, type RunOptions } from "./load/run-load.ts";

/** Cars of the fleet, each with a connection of its own. */
export const CONNECTIONS = 50;
/** Messages a connection has on their way at once. */
export const IN_FLIGHT = 20;
/** Between two observations of a car, ms of event time. */
export const STEP_MS = 1_000;
/** Event times begin so long ago, so that they stay behind the clock; ingest takes 30 days. */
const FIRST_AGE_MS = 29 * 24 * 3_600_000;

/** Event time of the first observation of a load that nothing was sent before, ms. */
export const firstTsMsOfAll = (): number => Date.now() - FIRST_AGE_MS;

export type MaximumLoad = {
  /** Must lie after every event time sent before. */
  readonly firstTsMs: number;
  readonly warmUpS: number;
  readonly seconds: number;
};

/** Sends to a broker as fast as it acknowledges, from every car of the fleet. */
export const runMaximumLoad = (
  brokerUrl: string,
  { cars }: BenchFleet,
  { firstTsMs, warmUpS, seconds }: MaximumLoad,
  options: RunOptions,
): Promise<LoadReport> => {
  const { hostname, port } = new URL(brokerUrl);
  return runLoad(
    {
      host: hostname,
      port: Number(port),
      devices: cars.map(({ device }) => device),
      inFlight: IN_FLIGHT,
      qos: 1,
      pace: { kind: "maximum", firstTsMs, stepMs: STEP_MS },
      warmUpS,
      seconds,
    },
    options,
  );
};

/** Messages that were sent, warm-up included. */
export const sentIn = ({ devices }: LoadReport): number =>
  devices.reduce((sum, { sent }) => sum + sent, 0);

/** Event time at which the next load may begin, ms. */
export const nextTsMs = ({ devices }: LoadReport): number =>
  Math.max(...devices.map(({ lastTsMs }) => lastTsMs)) + STEP_MS;
