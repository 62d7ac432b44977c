import type { Device, DeviceKind } from "../../../contracts/device.ts";
import { mqttTopics } from "../../../contracts/subjects.ts";

/** Kinds that a person sets up by hand, the most usual first. */
export const GUIDED_KINDS = [
  "owntracks",
  "osmand",
  "teltonika",
  "native",
] as const satisfies readonly DeviceKind[];
export type GuidedKind = (typeof GUIDED_KINDS)[number];

/** The device that the OwnTracks app says it is, below its user: the id is in the user's place. */
const OWNTRACKS_DEVICE = "phone";

/** How a server is reached by a device. */
export type Endpoint = {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  /** Where devices that speak HTTP send, `https://fleet.example`. */
  readonly httpOrigin: string;
};

export type ConnectedDevice = Pick<Device, "id" | "kind" | "externalId">;

/** What a field of the device's own set-up is called: names a word of the catalogue. */
export type SettingName =
  | "mode"
  | "serverUrl"
  | "host"
  | "port"
  | "encryption"
  | "deviceIdentifier"
  | "clientId"
  | "username"
  | "password"
  | "topic"
  | "commandTopic"
  | "protocol"
  | "quality";
export type Setting = { readonly name: SettingName; readonly value: string };

/** The external id of a new device; null where its own id is enough. */
export const externalIdOf = (kind: GuidedKind, id: string, imei: string): string | null => {
  if (kind === "owntracks") return `${id}/${OWNTRACKS_DEVICE}`;
  return kind === "teltonika" ? imei : null;
};

const DEVICE_ID_CHARS = 40;

/** An id that tells which car a device is in; `unique` keeps it apart from the car's other ones. */
export const proposedId = (licensePlate: string, unique: string): string => {
  const plate = licensePlate
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, DEVICE_ID_CHARS);
  return [plate || "car", unique].join("-");
};

/** Where the device publishes; undefined for one that sends by HTTP. */
export const topicOf = ({ id, kind, externalId }: ConnectedDevice): string | undefined => {
  if (kind === "owntracks") return mqttTopics.owntracks(externalId ?? "");
  if (kind === "teltonika") return mqttTopics.teltonikaData(externalId ?? "");
  return kind === "native" ? mqttTopics.telemetry(id) : undefined;
};

/** The address that Traccar Client sends to, which holds the secret: the app has no field for it. */
const osmandUrl = ({ httpOrigin }: Endpoint, secret: string): string =>
  `${httpOrigin}/osmand?secret=${encodeURIComponent(secret)}`;

/** Of a device that speaks MQTT, and what only some kinds have. */
const mqttSettings = (
  device: ConnectedDevice,
  secret: string,
  { host, port, isTls }: Endpoint,
): readonly Setting[] => {
  const { id, kind, externalId } = device;
  const only = (of: DeviceKind, name: SettingName, value: string): readonly Setting[] =>
    kind === of ? [{ name, value }] : [];
  return [
    ...only("owntracks", "mode", "MQTT"),
    ...only("teltonika", "protocol", "Codec JSON"),
    { name: "host", value: host },
    { name: "port", value: String(port) },
    { name: "encryption", value: isTls ? "TLS" : "–" },
    { name: "clientId", value: id },
    { name: "username", value: id },
    { name: "password", value: secret },
    ...only("owntracks", "deviceIdentifier", OWNTRACKS_DEVICE),
    { name: "topic", value: topicOf(device) ?? "" },
    ...only("teltonika", "commandTopic", mqttTopics.teltonikaCommands(externalId ?? "")),
    { name: "quality", value: "1" },
  ];
};

/**
 * What to type into the device, in the order in which one comes to it. `secret` is what stands in
 * the place of one that can no longer be read.
 */
export const settingsOf = (
  device: ConnectedDevice,
  secret: string,
  endpoint: Endpoint,
): readonly Setting[] => {
  if (device.kind !== "osmand") return mqttSettings(device, secret, endpoint);
  return [
    { name: "serverUrl", value: osmandUrl(endpoint, secret) },
    { name: "deviceIdentifier", value: device.externalId ?? device.id },
  ];
};

/** OwnTracks booklet, "URL config": the configuration as base64 of its JSON. */
const owntracksLink = (
  { id, externalId }: ConnectedDevice,
  secret: string,
  { host, port, isTls }: Endpoint,
): string => {
  const configuration = {
    _type: "configuration",
    // MQTT; HTTP is 3
    mode: 0,
    host,
    port,
    tls: isTls,
    auth: true,
    username: id,
    password: secret,
    clientId: id,
    deviceId: OWNTRACKS_DEVICE,
    pubTopicBase: mqttTopics.owntracks(externalId ?? ""),
    pubQos: 1,
    pubRetain: false,
  };
  return `owntracks:///config?inline=${encodeURIComponent(btoa(JSON.stringify(configuration)))}`;
};

/**
 * A link that an app sets itself up by, for a QR code that the phone's own camera opens. Undefined
 * for devices that know none.
 */
export const setUpLink = (
  device: ConnectedDevice,
  secret: string,
  endpoint: Endpoint,
): string | undefined => {
  if (device.kind === "owntracks") return owntracksLink(device, secret, endpoint);
  if (device.kind !== "osmand") return undefined;
  // the app's own scheme: from an https: address it would drop the query, and the secret with it
  const parameters = new URLSearchParams({
    url: osmandUrl(endpoint, secret),
    id: device.externalId ?? device.id,
  });
  return `org.traccar.client://config?${parameters}`;
};

/** A place to send from while there is no device at hand: the middle of Göteborg. */
const SAMPLE = { lat: 57.7065, lon: 11.967 };

const sampleOf = (kind: DeviceKind): string => {
  const { lat, lon } = SAMPLE;
  const now = `'"$(date +%s)"'`;
  if (kind === "owntracks") return `{"_type":"location","tst":${now},"lat":${lat},"lon":${lon}}`;
  if (kind === "teltonika") {
    return `{"state":{"reported":{"ts":${now}000,"latlng":"${lat},${lon}","sp":32}}}`;
  }
  return `{"ts":${now},"lat":${lat},"lon":${lon},"speedKmh":32}`;
};

/** A line for a shell that sends one message as this device does. */
export const sampleCommand = (
  device: ConnectedDevice,
  secret: string,
  endpoint: Endpoint,
): string => {
  const topic = topicOf(device);
  if (topic === undefined) {
    const { lat, lon } = SAMPLE;
    const id = encodeURIComponent(device.externalId ?? device.id);
    return `curl "${osmandUrl(endpoint, secret)}&id=${id}&timestamp=$(date +%s)&lat=${lat}&lon=${lon}"`;
  }
  const { host, port, isTls } = endpoint;
  const tls = isTls ? " --tls-use-os-certs" : "";
  const account = `-u ${device.id} -P '${secret}'`;
  return `mosquitto_pub -h ${host} -p ${port}${tls} ${account} -q 1 -t '${topic}' -m '${sampleOf(device.kind)}'`;
};

/** Whether a host is this computer itself, which no device but it can reach. */
export const isLoopback = (host: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
