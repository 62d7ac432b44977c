import type { Life } from "./life.ts";

/** When a tracker reports: often while the ignition is on or it is moved, else a heartbeat. */
export type Cadence = {
  readonly movingMs: number;
  readonly parkedMs: number;
  /** Shifts the grid, so that a fleet does not report in one breath. Less than `movingMs`. */
  readonly offsetMs: number;
};

/**
 * The instants in [fromMs, toMs) at which a tracker reports: a fixed grid in absolute time, and
 * every change of the ignition. The same for every process and every way of cutting the period.
 */
export function* reportInstants(
  life: Life,
  { movingMs, parkedMs, offsetMs }: Cadence,
  fromMs: number,
  toMs: number,
): Generator<number, void, undefined> {
  for (let atMs = fromMs; atMs < toMs;) {
    const stage = life.stageAt(atMs);
    const gridMs = stage.ignition || stage.step.kind === "drive" ? movingMs : parkedMs;
    const changed = stage.ignitionSinceMs === stage.startMs && stage.ignitionBeforeS > 0;
    if (atMs === stage.startMs && changed) yield atMs;
    const first = offsetMs + Math.ceil((atMs - offsetMs) / gridMs) * gridMs;
    const endMs = Math.min(stage.endMs, toMs);
    for (let gridAtMs = first; gridAtMs < endMs; gridAtMs += gridMs) {
      if (gridAtMs !== stage.startMs || !changed) yield gridAtMs;
    }
    atMs = endMs;
  }
}
