import type { Alert } from "../../../contracts/alert.ts";
import { alertTitle } from "../alerts/alert-words.ts";
import { alertText } from "../alerts/text.ts";
import type { LiveNews } from "../live/live-news.ts";
import { playTone } from "../push/alert-tone.ts";
import { isPushed } from "../push/device-push.ts";
import { reaches, readPageSignals } from "../push/page-signals.ts";
import { createRinging } from "../push/ringing.ts";
import { navigate } from "../routing/router.ts";

/** Several alerts of one moment are one tone, ms. */
const ONE_TONE_MS = 2_000;

const notify = async (alert: Alert): Promise<void> => {
  if (Notification.permission !== "granted" || document.hasFocus() || (await isPushed())) return;
  await alertText.load();
  const notice = new Notification(alertTitle(alert), {
    body: alertText().severities[alert.severity],
    tag: `alert ${alert.id}`,
    // The tone is the page's own.
    silent: true,
    requireInteraction: alert.severity === "critical",
  });
  notice.addEventListener("click", () => {
    window.focus();
    navigate(`/alerts/${alert.id}`);
    notice.close();
  });
};

/** Calls back once this page is the one of all that are open that rings, until the signal ends that. */
const whenItRings = (signal: AbortSignal, ring: () => void): void => {
  const request = navigator.locks.request("roadledger.alert-signals", { signal }, () => {
    ring();
    return new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  });
  // Ended before its turn came.
  request.catch(() => undefined);
};

/**
 * Draws attention to alerts by a tone and, while nobody looks at the page, by a notification, from the
 * severities that were chosen. Of several pages one does so. Lasts until the signal ends it.
 */
export const signalAlerts = (news: LiveNews, ending: AbortSignal): void => {
  if (ending.aborted) return;
  const rings = createRinging();
  let isRinging = false;
  let silentUntilMs = 0;
  whenItRings(ending, () => (isRinging = true));
  const stop = news.on("alert", (each) => {
    if (!rings(each) || !isRinging) return;
    const { alert } = each;
    const { tone, notice } = readPageSignals();
    if (reaches(alert.severity, notice)) void notify(alert);
    if (!reaches(alert.severity, tone) || performance.now() < silentUntilMs) return;
    silentUntilMs = performance.now() + ONE_TONE_MS;
    void playTone(alert.severity);
  });
  ending.addEventListener("abort", stop, { once: true });
};
