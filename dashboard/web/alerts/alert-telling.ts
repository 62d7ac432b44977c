import type { Alert } from "../../../contracts/alert.ts";
import type { Severity } from "../../../contracts/detection/detection.ts";
import type { AlertNews } from "../live/live-news.ts";
import { isWorse } from "../push/page-signals.ts";

/** Of so many alerts it is remembered how bad they were when they were told of. */
const MOST_REMEMBERED = 1_000;

/** Decides what people are told of: an alert that is raised or has become worse, each once. */
export type AlertTelling = {
  /** Whether there is something to tell in what the feed has just said. */
  hear(news: AlertNews): boolean;
  /** Notes how an alert stands: once somebody has taken it up, raised again it is news again. */
  note(alert: Alert): void;
  /** What of the alerts, loaded after a gap, was raised or became worse since they were `known`. */
  compare(known: ReadonlyMap<string, Alert>, loaded: readonly Alert[]): readonly Alert[];
};

/** Raised anew although somebody had taken it up: reopening it counts nothing. */
const isRaisedAgain = (before: Alert, now: Alert): boolean =>
  before.status !== "open" && (now.count > before.count || now.level !== before.level);

const isNewsSince = (before: Alert | undefined, now: Alert): boolean =>
  !now.late &&
  (before === undefined || isWorse(now.severity, before.severity) || isRaisedAgain(before, now));

/** Starts with nothing told. */
export const createAlertTelling = (): AlertTelling => {
  const told = new Map<string, Severity>();
  const tell = ({ id, status, severity }: Alert): boolean => {
    if (status !== "open" || !isWorse(severity, told.get(id))) return false;
    told.delete(id);
    told.set(id, severity);
    const [oldest] = told.keys();
    if (told.size > MOST_REMEMBERED && oldest !== undefined) told.delete(oldest);
    return true;
  };
  return {
    hear: ({ kind, alert }) => (kind === "created" || kind === "critical") && tell(alert),
    note({ id, status }) {
      if (status !== "open") told.delete(id);
    },
    compare: (known, loaded) =>
      loaded.filter((alert) => isNewsSince(known.get(alert.id), alert) && tell(alert)),
  };
};
