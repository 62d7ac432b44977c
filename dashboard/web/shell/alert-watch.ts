import type { AlertInbox } from "../alerts/alert-inbox.ts";
import { countUnseen } from "../alerts/alert-view.ts";
import { alertTitle } from "../alerts/alert-words.ts";
import { alertText } from "../alerts/text.ts";
import type { LiveNews } from "../live/live-news.ts";
import { showToast } from "../kit/toast.ts";
import { navigate } from "../routing/router.ts";
import type { NavigationBadges } from "./navigation-badges.ts";

type Ports = { readonly news: LiveNews; readonly badges: NavigationBadges };

/**
 * Tells of alerts wherever one is: the navigation counts those that nobody has seen, and a critical
 * one that is not open anyway is said at once, with the way to it. Lasts as long as the inbox and the
 * news.
 */
export const watchAlerts = (
  source: EventTarget,
  inbox: AlertInbox,
  { news, badges }: Ports,
): void => {
  inbox.subscribe(() => badges.set("alerts", countUnseen(inbox.alerts)));
  news.on("alert", ({ kind, alert }) => {
    const page = `/alerts/${alert.id}`;
    if (kind !== "critical" || alert.status !== "open" || location.pathname === page) return;
    void alertText.load().then(() =>
      showToast(source, {
        key: `alert ${alert.id}`,
        tone: "danger",
        message: alertTitle(alert),
        action: {
          label: alertText().look,
          run: () => navigate(page),
        },
      }),
    );
  });
};
