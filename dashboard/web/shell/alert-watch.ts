import type { Alert } from "../../../contracts/alert.ts";
import type { AlertInbox } from "../alerts/alert-inbox.ts";
import { countUnseen } from "../alerts/alert-view.ts";
import { alertTitle } from "../alerts/alert-words.ts";
import { alertText } from "../alerts/text.ts";
import { endToast, showToast } from "../kit/toast.ts";
import { navigate } from "../routing/router.ts";
import type { NavigationBadges } from "./navigation-badges.ts";

/** So many alerts of one moment are told of one by one; more are a count. */
export const MOST_TOLD_APART = 3;

const keyOf = (id: string): string => `alert ${id}`;

const tellOf = (source: EventTarget, alert: Alert): void =>
  showToast(source, {
    key: keyOf(alert.id),
    tone: "danger",
    isUrgent: true,
    message: alertTitle(alert),
    action: { label: alertText().look, run: () => navigate(`/alerts/${alert.id}`) },
  });

const tellCount = (source: EventTarget, count: number): void =>
  showToast(source, {
    key: "alerts of a gap",
    tone: "danger",
    isUrgent: true,
    message: alertText().criticalMeanwhile(count),
    action: { label: alertText().look, run: () => navigate("/alerts") },
  });

/**
 * Tells of alerts wherever one is: the navigation counts those that nobody has seen, and a critical
 * one that is not open anyway is said at once, with the way to it, until somebody takes it up. Lasts
 * as long as the inbox.
 */
export const watchAlerts = (
  source: EventTarget,
  inbox: AlertInbox,
  badges: NavigationBadges,
): void => {
  const told = new Set<string>();
  inbox.subscribe(() => {
    badges.set("alerts", countUnseen(inbox.alerts));
    for (const id of told) {
      if (inbox.alerts.get(id)?.status === "open") continue;
      told.delete(id);
      endToast(source, keyOf(id));
    }
  });
  inbox.onNews((alerts) => {
    const critical = alerts.filter(
      ({ id, severity }) => severity === "critical" && location.pathname !== `/alerts/${id}`,
    );
    if (critical.length === 0) return;
    void alertText.load().then(() => {
      if (critical.length > MOST_TOLD_APART) return tellCount(source, critical.length);
      for (const alert of critical) {
        if (inbox.alerts.get(alert.id)?.status !== "open") continue; // while words were loading
        told.add(alert.id);
        tellOf(source, alert);
      }
    });
  });
};
