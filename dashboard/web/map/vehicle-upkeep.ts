import { hearingMs, serverNowMs } from "../page/clock.ts";
import { markConnections } from "./vehicle-marks.ts";
import type { VehicleScene } from "./vehicle-painter.ts";

/** Time between two looks for cars that have become overdue, ms. */
const LOOK_EVERY_MS = 1_000;

/**
 * Redraws vehicles that nothing was heard of: when they become late or are given up, and when the page can be seen
 * again; until the returned function is called.
 */
export const keepDrawn = ({ instances }: VehicleScene, redraw: () => void): (() => void) => {
  const timer = setInterval(() => {
    if (markConnections(instances, hearingMs(serverNowMs()))) redraw();
  }, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", redraw);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", redraw);
  };
};
