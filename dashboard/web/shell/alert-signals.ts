import type { Alert } from "../../../contracts/alert.ts";
import type { Severity } from "../../../contracts/detection/detection.ts";
import type { AlertInbox } from "../alerts/alert-inbox.ts";
import { alertTitle } from "../alerts/alert-words.ts";
import { alertText } from "../alerts/text.ts";
import { playTone } from "../push/alert-tone.ts";
import { isPushed } from "../push/device-push.ts";
import { isWorse, reaches, readPageSignals } from "../push/page-signals.ts";
import { navigate } from "../routing/router.ts";
import { MOST_TOLD_APART } from "./alert-watch.ts";

/** Several alerts of one moment are one tone, ms. */
const ONE_TONE_MS = 2_000;

type Notice = {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly page: string;
  readonly isUrgent: boolean;
};

const noticeOf = (alert: Alert): Notice => ({
  title: alertTitle(alert),
  body: alertText().severities[alert.severity],
  tag: `alert ${alert.id}`,
  page: `/alerts/${alert.id}`,
  isUrgent: alert.severity === "critical",
});

const countNotice = (alerts: readonly Alert[]): Notice => ({
  title: alertText().raisedMeanwhile(alerts.length),
  body: alertText().severities[worstOf(alerts)],
  tag: "alerts of a gap",
  page: "/alerts",
  isUrgent: worstOf(alerts) === "critical",
});

const show = ({ title, body, tag, page, isUrgent }: Notice): void => {
  // The tone is the page's own.
  const notice = new Notification(title, { body, tag, silent: true, requireInteraction: isUrgent });
  notice.addEventListener("click", () => {
    window.focus();
    navigate(page);
    notice.close();
  });
};

const notify = async (alerts: readonly Alert[]): Promise<void> => {
  if (Notification.permission !== "granted" || document.hasFocus() || (await isPushed())) return;
  await alertText.load();
  if (alerts.length > MOST_TOLD_APART) show(countNotice(alerts));
  else for (const alert of alerts) show(noticeOf(alert));
};

const worstOf = (alerts: readonly Alert[]): Severity =>
  alerts.reduce<Severity>(
    (worst, { severity }) => (isWorse(severity, worst) ? severity : worst),
    "info",
  );

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
export const signalAlerts = (inbox: AlertInbox, ending: AbortSignal): void => {
  if (ending.aborted) return;
  let isRinging = false;
  let silentUntilMs = 0;
  whenItRings(ending, () => (isRinging = true));
  const stop = inbox.onNews((alerts) => {
    if (!isRinging) return;
    const { tone, notice } = readPageSignals();
    const noticed = alerts.filter(({ severity }) => reaches(severity, notice));
    if (noticed.length > 0) void notify(noticed);
    const worst = worstOf(alerts);
    if (!reaches(worst, tone) || performance.now() < silentUntilMs) return;
    silentUntilMs = performance.now() + ONE_TONE_MS;
    void playTone(worst);
  });
  ending.addEventListener("abort", stop, { once: true });
};
