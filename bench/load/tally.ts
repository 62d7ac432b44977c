import { latencyHistogram } from "./latency-histogram.ts";
import type { LoadPlan, LoadReport } from "./plan.ts";
import type { Publisher } from "./publisher.ts";

const US_PER_MS = 1_000;

type DeviceCount = LoadReport["devices"][number];

/** Counts what a generator sends and gets back. */
export const createTally = ({ devices, pace, qos }: LoadPlan) => {
  const keepsTimes = pace.kind === "fixed";
  const counts = devices.map((): DeviceCount => ({
    firstTsMs: 0,
    lastTsMs: 0,
    sent: 0,
    acknowledged: 0,
    measuredTsMs: [],
  }));
  const latency = latencyHistogram();
  let measuring = false;
  let acknowledged = 0;
  let lapStart = { atMs: 0, acknowledged: 0 };
  let openedAtMs = 0;
  let windowMs = 0;
  let cpuAtOpening = process.cpuUsage();
  let cpuMs = 0;
  const acknowledgedPerS: number[] = [];

  const lap = (): void => {
    const nowMs = performance.now();
    const seconds = (nowMs - lapStart.atMs) / 1_000;
    acknowledgedPerS.push(Math.round((acknowledged - lapStart.acknowledged) / seconds));
    lapStart = { atMs: nowMs, acknowledged };
  };

  return {
    sent: ({ car, tsMs }: Publisher, slot: number): void => {
      const count = counts[car];
      if (!count) return;
      count.sent++;
      if (count.sent === 1) count.firstTsMs = tsMs[slot] ?? 0;
      if (measuring && keepsTimes) count.measuredTsMs.push(tsMs[slot] ?? 0);
    },
    acknowledged: ({ car, sentAtMs, tsMs }: Publisher, slot: number, nowMs: number): void => {
      const count = counts[car];
      if (!count) return;
      count.acknowledged++;
      count.lastTsMs = Math.max(count.lastTsMs, tsMs[slot] ?? 0);
      if (!measuring) return;
      acknowledged++;
      if (qos > 0) latency.record(nowMs - (sentAtMs[slot] ?? nowMs));
    },
    /** The warm-up is over. */
    open: (): void => {
      measuring = true;
      latency.reset();
      cpuAtOpening = process.cpuUsage();
      openedAtMs = performance.now();
      lapStart = { atMs: openedAtMs, acknowledged };
    },
    /** A second is over. */
    lap,
    close: (): void => {
      windowMs = performance.now() - openedAtMs;
      measuring = false;
      const { user, system } = process.cpuUsage(cpuAtOpening);
      cpuMs = (user + system) / US_PER_MS;
    },
    report: (): LoadReport => ({
      acknowledged,
      windowMs,
      acknowledgedPerS,
      ackLatencyMs: latency.read(),
      cpuMs,
      devices: counts,
    }),
  };
};
