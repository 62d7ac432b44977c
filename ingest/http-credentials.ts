import type { RegisteredDevice } from "../db/device-registry.ts";
import { isObject } from "./decoders/decoded.ts";
import type { DeviceRegistry } from "./device-registry.ts";

/** Who sent a request: a device that proved it, or why not. */
export type Sender =
  RegisteredDevice | { readonly status: 400 | 401 | 404; readonly title: string };

const WRONG: Sender = { status: 401, title: "unknown device or wrong secret" };

const parseBasic = (header: string | undefined): { user: string; secret: string } | undefined => {
  const match = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(header ?? "");
  if (!match?.[1]) return undefined;
  const text = Buffer.from(match[1], "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : { user: text.slice(0, colon), secret: text.slice(colon + 1) };
};

/** The device whose id and secret came as HTTP Basic (RFC 7617). */
export const readBasic = (registry: DeviceRegistry, header: string | undefined): Sender => {
  const credentials = parseBasic(header);
  if (!credentials) return { status: 401, title: "device id and secret needed as HTTP Basic" };
  return registry.authenticate(credentials.user, credentials.secret) ?? WRONG;
};

const parseObject = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : {};
  } catch {
    // The decoder says what is wrong with it, and keeps it.
    return {};
  }
};

/**
 * The device a Traccar Client speaks for. The app names it by `id`, `deviceid` or `device_id`: our
 * device id or its external id. It has no password field, so the secret may stand in the server
 * address as `?secret=…`, or come as HTTP Basic.
 */
export const osmandSender = (
  registry: DeviceRegistry,
  header: string | undefined,
  fields: Readonly<Record<string, unknown>>,
  json: string | undefined,
): Sender => {
  const named =
    json === undefined ? (fields["id"] ?? fields["deviceid"]) : parseObject(json)["device_id"];
  const basic = parseBasic(header);
  const name = named ?? basic?.user;
  if (name === undefined) return { status: 400, title: "id: missing" };
  const key = String(name);
  const device = registry.findExternal("osmand", key) ?? registry.find(key);
  // The app tells an unknown device by the status: 400 in the older form, 404 in the JSON form.
  if (!device) return { status: json === undefined ? 400 : 404, title: `id: unknown device` };
  const secret = basic?.secret ?? fields["secret"];
  if (typeof secret !== "string") return { status: 401, title: "secret: missing" };
  if (basic && basic.user !== device.id && basic.user !== device.externalId) return WRONG;
  return registry.authenticate(device.id, secret) ?? WRONG;
};

/**
 * The device a Traccar server forwards for (`device.uniqueId`). The server sends one header for all
 * its devices, so any device of kind `traccar` may vouch for any other of that kind: their secrets
 * are known to that server alone, the trackers themselves never see them.
 */
export const traccarSender = (
  registry: DeviceRegistry,
  header: string | undefined,
  text: string,
): Sender => {
  const forwarder = readBasic(registry, header);
  if (!("mountings" in forwarder)) return forwarder;
  if (forwarder.kind !== "traccar")
    return { status: 401, title: `${forwarder.id} is no traccar device` };
  const device = parseObject(text)["device"];
  const uniqueId = isObject(device) ? device["uniqueId"] : undefined;
  // Unreadable or nameless: kept in the reject log under the forwarder.
  if (uniqueId === undefined) return forwarder;
  const key = String(uniqueId);
  const named = registry.findExternal("traccar", key) ?? registry.find(key);
  return named?.kind === "traccar"
    ? named
    : { status: 404, title: `device.uniqueId: unknown device ${key}` };
};
