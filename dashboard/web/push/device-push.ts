import { z } from "zod";
import type { Severity } from "../../../contracts/detection/detection.ts";
import { PushKey, PushSubscription, PushTest } from "../../../contracts/push.ts";
import { locale } from "../i18n/language.ts";
import { ApiError, deleteAt, getJson, postJson, putJson } from "../session/api.ts";

const PATH = "/api/me/push-subscriptions";

/** What a browser says of its subscription; it may know more. */
const BrowserSubscription = z.object({
  endpoint: z.string(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
});

/** How this device stands: whether it can be told at all, may be, and is. */
export type DevicePush =
  | { readonly kind: "unsupported" }
  | { readonly kind: "denied" }
  | { readonly kind: "off" }
  | { readonly kind: "on"; readonly subscription: PushSubscription };

const pushManager = async (): Promise<PushManager | undefined> => {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return undefined;
  return (await navigator.serviceWorker.getRegistration())?.pushManager;
};

/** Whether this device is notified by push, whatever page is open. */
export const isPushed = async (): Promise<boolean> =>
  Boolean(await (await pushManager())?.getSubscription());

/** The bytes behind base64url. */
const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (char) =>
    char.charCodeAt(0),
  );

/**
 * Binds this device to who is signed in now, and answers what it wants. One that was somebody else's
 * is taken off them. Throws `ApiError` when the server does not answer.
 */
const renew = async (existing: globalThis.PushSubscription): Promise<DevicePush> => {
  try {
    const { endpoint } = existing;
    return {
      kind: "on",
      subscription: await postJson(`${PATH}/renew`, { endpoint }, PushSubscription),
    };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
    await existing.unsubscribe();
    return { kind: "off" };
  }
};

/** How this device stands now. Throws `ApiError`. */
export const readDevicePush = async (): Promise<DevicePush> => {
  const manager = await pushManager();
  if (!manager) return { kind: "unsupported" };
  if (Notification.permission === "denied") return { kind: "denied" };
  const existing = await manager.getSubscription();
  return existing ? renew(existing) : { kind: "off" };
};

/**
 * Has this device told from a severity on; the browser asks the person first. Throws when its push
 * service cannot be reached, or the server refuses.
 */
export const switchPushOn = async (minSeverity: Severity): Promise<DevicePush> => {
  const manager = await pushManager();
  if (!manager) return { kind: "unsupported" };
  if ((await Notification.requestPermission()) === "denied") return { kind: "denied" };
  const { publicKey } = await getJson("/api/me/push", PushKey);
  const applicationServerKey = bytesOf(publicKey);
  const subscribed = await manager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint, keys } = BrowserSubscription.parse(subscribed.toJSON());
  const wanted = { endpoint, keys, minSeverity, language: locale().language };
  return { kind: "on", subscription: await putJson(PATH, wanted, PushSubscription) };
};

/** Tells this device no more. Throws `ApiError`. */
export const switchPushOff = async ({ id }: PushSubscription): Promise<DevicePush> => {
  await deleteAt(`${PATH}/${id}`);
  await (await (await pushManager())?.getSubscription())?.unsubscribe();
  return { kind: "off" };
};

/** Sends this device a test; answers what came of it. Throws `ApiError`. */
export const testPush = ({ id }: PushSubscription): Promise<z.infer<typeof PushTest>> =>
  postJson(`${PATH}/${id}/test`, {}, PushTest);
