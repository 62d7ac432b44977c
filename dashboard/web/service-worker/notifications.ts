import type { Language } from "../../../contracts/language.ts";
import type { PushMessage } from "../../../contracts/push.ts";
import { formatMinor, moneyFormat } from "../i18n/money.ts";
import { text as alertsDe } from "../alerts/text/de.ts";
import { text as alertsEn } from "../alerts/text/en.ts";
import { text as alertsEs } from "../alerts/text/es.ts";
import { text as alertsSv } from "../alerts/text/sv.ts";
import { text as pushDe } from "../push/text/de.ts";
import { text as pushEn } from "../push/text/en.ts";
import { text as pushEs } from "../push/text/es.ts";
import { text as pushSv } from "../push/text/sv.ts";

/** A worker has no page to load words for it, and must speak at once: it has them all. */
const WORDS = {
  en: { ...pushEn, alerts: alertsEn },
  sv: { ...pushSv, alerts: alertsSv },
  de: { ...pushDe, alerts: alertsDe },
  es: { ...pushEs, alerts: alertsEs },
} as const satisfies Record<Language, object>;

/** What a notification leads to and speaks. */
export type NotificationData = {
  readonly path: string;
  readonly language: Language;
  /** What is asked of the server by each of its actions; the others open the page. */
  readonly requests?: Readonly<Record<string, string>> | undefined;
};

/** What browsers know and TypeScript does not yet. */
type Options = NotificationOptions & {
  readonly tag: string;
  readonly data: NotificationData;
  readonly renotify?: boolean;
  readonly timestamp?: number;
  readonly actions?: readonly { readonly action: string; readonly title: string }[];
};

export type Shown = {
  readonly title: string;
  readonly options: Options;
  /** Nothing is left to do: it need not stay. */
  readonly isSettled: boolean;
};

const ICON = "/icons/icon-192.png";

type AlertMessage = Extract<PushMessage, { kind: "alert" }>;

/** When it began, by the clocks of the car's branch: with the day, unless that is the day it is told on. */
const startOf = ({ language, startedAt, lastAt, timeZone }: AlertMessage): string => {
  const [start, last] = [new Date(startedAt), new Date(lastAt)];
  const dayOf = (date: Date) =>
    date.toLocaleDateString(language, { day: "numeric", month: "short", timeZone });
  const time = start.toLocaleTimeString(language, {
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone },
  });
  return dayOf(start) === dayOf(last) ? time : `${dayOf(start)}, ${time}`;
};

const bodyOf = (message: AlertMessage): string => {
  const { language, severity, status, level } = message;
  const { alerts, levels, since } = WORDS[language];
  const time = startOf(message);
  const standing = status === "open" ? undefined : alerts.statuses[status];
  const parts = [standing, alerts.severities[severity], level && levels[level], since(time)];
  return parts.filter(Boolean).join(" · ");
};

const alertNotification = (message: AlertMessage): Shown => {
  const { language, type, licensePlate, alertId, rings, severity, status, lastAt } = message;
  const { raised, alerts, acknowledge, open } = WORDS[language];
  const isOpen = status === "open";
  const requests = { acknowledge: `/api/alerts/${alertId}/acknowledge` };
  return {
    title: raised(alerts.types[type], licensePlate),
    options: {
      ...{ body: bodyOf(message), icon: ICON, lang: language, tag: `alert ${alertId}` },
      ...{
        data: { path: `/alerts/${alertId}`, language, requests },
        timestamp: Date.parse(lastAt),
      },
      ...{ renotify: rings, silent: !rings, requireInteraction: isOpen && severity === "critical" },
      actions: [
        ...(isOpen ? [{ action: "acknowledge", title: acknowledge }] : []),
        { action: "open", title: open },
      ],
    },
    isSettled: !isOpen,
  };
};

type ApprovalMessage = Extract<PushMessage, { kind: "approval" }>;

const approvalNotification = (message: ApprovalMessage): Shown => {
  const { language, commandId, vehicleId, licensePlate, requestedByName, rings, isWaiting } =
    message;
  const { approval, approvalBody, approvalSettled, decide } = WORDS[language];
  const data = { path: `/?vehicle=${vehicleId}&part=commands`, language };
  return {
    title: approval(licensePlate),
    options: {
      ...{ body: isWaiting ? approvalBody(requestedByName) : approvalSettled },
      ...{ icon: ICON, lang: language, tag: `approval ${commandId}`, data },
      ...{ renotify: rings, silent: !rings, requireInteraction: isWaiting },
      actions: [{ action: "open", title: decide }],
    },
    isSettled: !isWaiting,
  };
};

type ExtensionMessage = Extract<PushMessage, { kind: "extension" }>;

const wishOf = (message: ExtensionMessage): string => {
  const { language, customerName, dueAt, timeZone, price, requestedByName } = message;
  const { wanted, days, askedBy } = WORDS[language];
  const until = new Date(dueAt).toLocaleString(language, {
    ...{ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
    ...{ hourCycle: "h23", timeZone },
  });
  const cost = price && [
    days(price.days),
    formatMinor(moneyFormat(language, price.currency), price.amountMinor),
  ];
  const parts = [
    wanted(customerName, until),
    ...(cost ?? []),
    requestedByName && askedBy(requestedByName),
  ];
  return parts.filter(Boolean).join(" · ");
};

const extensionNotification = (message: ExtensionMessage): Shown => {
  const { language, extensionId, vehicleId, licensePlate, rings, status } = message;
  const { extension, extensionStatuses, approve, deny } = WORDS[language];
  const isWaiting = status === "PENDING";
  const of = `/api/extensions/${extensionId}`;
  const requests = { approve: `${of}/approve`, deny: `${of}/deny` };
  return {
    title: extension(licensePlate),
    options: {
      ...{ body: isWaiting ? wishOf(message) : extensionStatuses[status] },
      ...{ icon: ICON, lang: language, tag: `extension ${extensionId}` },
      ...{ data: { path: `/?vehicle=${vehicleId}&part=rental`, language, requests } },
      ...{ renotify: rings, silent: !rings, requireInteraction: isWaiting },
      actions: isWaiting
        ? [
            { action: "approve", title: approve },
            { action: "deny", title: deny },
          ]
        : [],
    },
    isSettled: !isWaiting,
  };
};

/** What a message looks like on the device: one notification an alert, however often it is told of. */
export const notificationOf = (message: PushMessage): Shown => {
  if (message.kind === "alert") return alertNotification(message);
  if (message.kind === "approval") return approvalNotification(message);
  if (message.kind === "extension") return extensionNotification(message);
  const { language } = message;
  const { testTitle, testBody } = WORDS[language];
  const data = { path: "/", language };
  return {
    title: testTitle,
    options: { body: testBody, icon: ICON, lang: language, tag: "test", renotify: true, data },
    isSettled: false,
  };
};

/** Says that what was chosen on a notification could not be done, and leads to its page. */
export const notDone = (title: string, tag: string, data: NotificationData): Shown => {
  const { actionNotDone: said, actionNotDoneHint: body, open } = WORDS[data.language];
  const actions = [{ action: "open", title: open }];
  return {
    title: `${said} · ${title}`,
    options: { body, icon: ICON, lang: data.language, tag, renotify: true, data, actions },
    isSettled: false,
  };
};
