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

/** Notices of one alert each, or one of how many there are. */
const keyOf = (id: string): string => `alert ${id}`;
const COUNT_KEY = "critical alerts";

type Notice = {
  readonly key: string;
  readonly message: string;
  readonly page: string;
  readonly onClose: () => void;
};

const tell = (source: EventTarget, { key, message, page, onClose }: Notice): void =>
  showToast(source, {
    ...{ key, message, onClose, tone: "danger", isUrgent: true },
    action: { label: alertText().look, run: () => navigate(page) },
  });

/** Notices of critical alerts, each until somebody closes it or takes the alert up. */
const createNotices = (source: EventTarget) => {
  const told = new Set<string>();
  let isCount = false;
  const tellCount = (): void => {
    isCount = true;
    for (const id of told) endToast(source, keyOf(id));
    const message = alertText().criticalCount(told.size);
    const onClose = (): void => {
      told.clear();
      isCount = false;
    };
    tell(source, { key: COUNT_KEY, message, page: "/alerts", onClose });
  };
  const tellOne = (alert: Alert): void => {
    const { id } = alert;
    const onClose = (): unknown => told.delete(id);
    tell(source, { key: keyOf(id), message: alertTitle(alert), page: `/alerts/${id}`, onClose });
  };
  return {
    add(alerts: readonly Alert[]): void {
      for (const { id } of alerts) told.add(id);
      if (isCount || told.size > MOST_TOLD_APART) tellCount();
      else for (const alert of alerts) tellOne(alert);
    },
    /** Ends those of alerts that need nobody any more. */
    settle(isOpen: (id: string) => boolean): void {
      const settled = [...told].filter((id) => !isOpen(id));
      for (const id of settled) {
        told.delete(id);
        endToast(source, keyOf(id));
      }
      if (!isCount || settled.length === 0) return;
      if (told.size > 0) return tellCount();
      isCount = false;
      endToast(source, COUNT_KEY);
    },
  };
};

/**
 * Tells of alerts wherever one is: the navigation counts those that nobody has seen, and a critical
 * one that is not open anyway is said at once, with the way to it. Lasts as long as the inbox.
 */
export const watchAlerts = (
  source: EventTarget,
  inbox: AlertInbox,
  badges: NavigationBadges,
): void => {
  const notices = createNotices(source);
  const isOpen = (id: string): boolean => inbox.alerts.get(id)?.status === "open";
  inbox.subscribe(() => {
    badges.set("alerts", countUnseen(inbox.alerts));
    notices.settle(isOpen);
  });
  const tellOf = async (critical: readonly Alert[]): Promise<void> => {
    await alertText.load();
    const still = critical.filter(({ id }) => isOpen(id)); // while words were loading
    if (still.length > 0) notices.add(still);
  };
  inbox.onNews((alerts) => {
    const critical = alerts.filter(
      ({ id, severity }) => severity === "critical" && location.pathname !== `/alerts/${id}`,
    );
    if (critical.length > 0) void tellOf(critical);
  });
};
