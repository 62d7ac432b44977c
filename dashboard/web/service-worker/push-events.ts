import { z } from "zod";
import { Language } from "../../../contracts/language.ts";
import { PushMessage } from "../../../contracts/push.ts";
import { notDone, type NotificationData, notificationOf, type Shown } from "./notifications.ts";

// The content security policy forbids compiling code at run time, which is how zod is fastest.
z.config({ jitless: true });

const Data = z.object({
  path: z.string(),
  language: Language,
  requests: z.record(z.string(), z.string()).optional(),
});

/** Somebody has done it already, or it is over: nothing is left to do. */
const CONFLICT = 409;

const show = async (
  { registration }: ServiceWorkerGlobalScope,
  { title, options }: Shown,
): Promise<void> => registration.showNotification(title, options);

/**
 * Shows what was sent. Browsers want something seen for every push, so what only brings up to date is
 * shown without a sound, and taken away if it is over or the person had put it away.
 */
const receive = async (worker: ServiceWorkerGlobalScope, data: unknown): Promise<void> => {
  const message = PushMessage.parse(data);
  const shown = notificationOf(message);
  const ofTag = { tag: shown.options.tag };
  const wasThere = (await worker.registration.getNotifications(ofTag)).length > 0;
  await show(worker, shown);
  const isNews = message.kind === "test" || message.rings;
  if (!shown.isSettled && (isNews || wasThere)) return;
  for (const each of await worker.registration.getNotifications(ofTag)) each.close();
};

/** Shows an address of the page: in a window that is open, else in a new one. */
const open = async ({ clients }: ServiceWorkerGlobalScope, path: string): Promise<void> => {
  const [page] = await clients.matchAll({ type: "window" });
  if (!page) {
    await clients.openWindow(path);
    return;
  }
  page.postMessage({ open: path }, []); // between a worker and its own pages, no origin to name
  await page.focus();
};

/** Asks for what was chosen as the page would: by the cookie of who is signed in, from this server's own origin. */
const ask = async (
  worker: ServiceWorkerGlobalScope,
  { title, tag }: Notification,
  { data, path }: { readonly data: NotificationData; readonly path: string },
): Promise<void> => {
  const answer = await fetch(path, {
    ...{ method: "POST", headers: { "content-type": "application/json" }, body: "{}" },
  }).catch(() => undefined);
  if (answer?.ok || answer?.status === CONFLICT) return;
  await show(worker, notDone(title, tag, data));
};

/** Has a worker receive pushes, and do what is chosen on their notifications. */
export const followPushes = (worker: ServiceWorkerGlobalScope): void => {
  worker.addEventListener("push", (event) => event.waitUntil(receive(worker, event.data?.json())));
  worker.addEventListener("notificationclick", (event) => {
    const { notification, action } = event;
    notification.close();
    const data = Data.parse(notification.data);
    const path = data.requests?.[action];
    event.waitUntil(
      path === undefined ? open(worker, data.path) : ask(worker, notification, { data, path }),
    );
  });
};
