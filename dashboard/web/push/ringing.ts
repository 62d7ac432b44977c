import type { Severity } from "../../../contracts/detection/detection.ts";
import type { AlertNews } from "../live/live-news.ts";
import { isWorse } from "./page-signals.ts";

/** Of so many alerts it is remembered how bad they were when they rang. */
const MOST_REMEMBERED = 1_000;

/** Alerts as they are raised or become worse, each once: what has rung does not ring again. */
export const createRinging = (): ((news: AlertNews) => boolean) => {
  const rung = new Map<string, Severity>();
  return ({ kind, alert }) => {
    if (kind !== "created" && kind !== "critical") return false;
    if (alert.status !== "open" || !isWorse(alert.severity, rung.get(alert.id))) return false;
    rung.delete(alert.id);
    rung.set(alert.id, alert.severity);
    const [oldest] = rung.keys();
    if (rung.size > MOST_REMEMBERED && oldest !== undefined) rung.delete(oldest);
    return true;
  };
};
