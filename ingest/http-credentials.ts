import type { RegisteredDevice } from "../db/device-registry.ts";
import { idText, isObject } from "./decoders/decoded.ts";
import type { DeviceRegistry } from "./device-registry.ts";

/** Why a sender is not let in; 400 and 404 as the Traccar Client tells an unknown device by. */
export type SenderRefusal = { readonly status: 400 | 401 | 404; readonly title: string };

/** Who sent a request: a device that proved it, or why not. */
export type Sender = { readonly device: RegisteredDevice } | { readonly refusal: SenderRefusal };

const refuse = (status: SenderRefusal["status"], title: string): Sender => ({
  refusal: { status, title },
});

const signIn = (registry: DeviceRegistry, id: string, secret: string): Sender => {
  const device = registry.authenticate(id, secret);
  return device ? { device } : refuse(401, "unknown device or wrong secret");
};

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
  if (!credentials) return refuse(401, "device id and secret needed as HTTP Basic");
  return signIn(registry, credentials.user, credentials.secret);
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
 * The device a Traccar Client speaks for. The app names it by `id`, `deviceid` or, in the JSON
 * form, `device_id`: our device id or its external id. It has no password field, so the secret may
 * stand in the server address as `?secret=…`, or come as HTTP Basic.
 */
export const osmandSender = (
  registry: DeviceRegistry,
  header: string | undefined,
  fields: Readonly<Record<string, unknown>>,
  json: string | undefined,
): Sender => {
  const basic = parseBasic(header);
  const named =
    json === undefined ? (fields["id"] ?? fields["deviceid"]) : parseObject(json)["device_id"];
  const name = idText(named ?? basic?.user);
  if (name === undefined) return refuse(400, "id: missing");
  const device = registry.findExternal("osmand", name) ?? registry.find(name);
  if (!device) return refuse(json === undefined ? 400 : 404, "id: unknown device");
  const secret = basic?.secret ?? fields["secret"];
  if (typeof secret !== "string") return refuse(401, "secret: missing");
  const isOwn = !basic || basic.user === device.id || basic.user === device.externalId;
  return signIn(registry, isOwn ? device.id : "", secret);
};

/** A forwarder speaks for itself, and for what whoever holds its secret may see. */
const speaksFor = ({ id, secretBranchId }: RegisteredDevice, device: RegisteredDevice): boolean =>
  device.kind === "traccar" &&
  (device.id === id || secretBranchId === null || device.branchId === secretBranchId);

/**
 * The device a Traccar server forwards for (`device.uniqueId`). The server sends one header for all
 * its devices, so a device of kind `traccar` may vouch for others of that kind: their secrets are
 * known to that server alone, the trackers themselves never see them. One whose secret was given to
 * a branch's staff vouches for that branch only; about others it hears no more than of unknown ones.
 */
export const traccarSender = (
  registry: DeviceRegistry,
  header: string | undefined,
  text: string,
): Sender => {
  const forwarder = readBasic(registry, header);
  if ("refusal" in forwarder) return forwarder;
  if (forwarder.device.kind !== "traccar") {
    return refuse(401, `${forwarder.device.id} is no traccar device`);
  }
  const about = parseObject(text)["device"];
  const uniqueId = isObject(about) ? idText(about["uniqueId"]) : undefined;
  // The decoder refuses it, and the reject log keeps it under the forwarder.
  if (uniqueId === undefined) return forwarder;
  const device = registry.findExternal("traccar", uniqueId) ?? registry.find(uniqueId);
  return device && speaksFor(forwarder.device, device)
    ? { device }
    : refuse(404, `device.uniqueId: unknown device ${uniqueId}`);
};
