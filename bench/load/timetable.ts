import type { LoadPlan } from "./plan.ts";
import type { Publisher } from "./publisher.ts";

/** Time between two looks at what is due, ms: the finest a timer can do. */
const TICK_MS = 1;

/** Says what is to be sent when. */
export type Timetable = {
  readonly start: (publishers: readonly Publisher[]) => void;
  readonly stop: () => void;
  readonly next: (publisher: Publisher, slot: number, nowMs: number) => boolean;
};

/** Every free slot is used at once; event times follow each other in equal steps. */
const closedLoop = (cars: number, firstTsMs: number, stepMs: number): Timetable => {
  const nextTsMs = new Float64Array(cars).fill(firstTsMs);
  let running = false;
  return {
    start: (publishers) => {
      running = true;
      const nowMs = performance.now();
      for (const publisher of publishers) publisher.pump(nowMs);
    },
    stop: () => {
      running = false;
    },
    next: ({ car, tsMs, sentAtMs }, slot, nowMs) => {
      if (!running) return false;
      const due = nextTsMs[car] ?? 0;
      nextTsMs[car] = due + stepMs;
      tsMs[slot] = due;
      sentAtMs[slot] = nowMs;
      return true;
    },
  };
};

/**
 * Message n is due n / `perS` seconds after the start, on each car in turn, whether or not the
 * broker keeps up: what waits for a slot is late from when it was due.
 */
const openLoop = (cars: number, perS: number): Timetable => {
  const due: number[][] = Array.from({ length: cars }, () => []);
  let offsetMs = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    start: (publishers) => {
      const startMs = performance.now();
      offsetMs = Date.now() - startMs;
      let planned = 0;
      timer = setInterval(() => {
        const nowMs = performance.now();
        for (;;) {
          const dueMs = startMs + (planned * 1_000) / perS;
          if (dueMs > nowMs) return;
          const car = planned++ % cars;
          due[car]?.push(dueMs);
          publishers[car]?.pump(nowMs);
        }
      }, TICK_MS);
    },
    stop: () => {
      clearInterval(timer);
      for (const queue of due) queue.length = 0;
    },
    next: ({ car, tsMs, sentAtMs }, slot) => {
      const dueMs = due[car]?.shift();
      if (dueMs === undefined) return false;
      tsMs[slot] = Math.round(offsetMs + dueMs);
      sentAtMs[slot] = dueMs;
      return true;
    },
  };
};

export const createTimetable = ({ devices, pace }: LoadPlan): Timetable =>
  pace.kind === "maximum"
    ? closedLoop(devices.length, pace.firstTsMs, pace.stepMs)
    : openLoop(devices.length, pace.perS);
