import { expect, test } from "vitest";
import { DeviceId, NewDevice } from "../../../contracts/device.ts";
import {
  type Endpoint,
  externalIdOf,
  GUIDED_KINDS,
  type GuidedKind,
  isLoopback,
  proposedId,
  sampleCommand,
  settingsOf,
  setUpLink,
} from "./device-settings.ts";

const IMEI = "350317170000001";
const SECRET = "s3cret_-";
const overTls: Endpoint = {
  host: "fleet.example",
  port: 8_883,
  isTls: true,
  httpOrigin: "https://fleet.example",
};
const plain: Endpoint = { ...overTls, port: 1_883, isTls: false };
const aDevice = (kind: GuidedKind) => ({
  id: "gbg123-7f",
  kind,
  externalId: externalIdOf(kind, "gbg123-7f", IMEI),
});
const valuesOf = (kind: GuidedKind, endpoint: Endpoint) =>
  Object.fromEntries(
    settingsOf(aDevice(kind), SECRET, endpoint).map(({ name, value }) => [name, value]),
  );

test.each(GUIDED_KINDS)("a new device of kind %s is one that the server takes", (kind) => {
  const vehicleId = crypto.randomUUID();
  expect(NewDevice.safeParse({ vehicleId, ...aDevice(kind) }).error).toBeUndefined();
});

test.each([
  ["GBG 123", "gbg-123-7f"],
  [`<img src=x onerror="harm()">`, "img-src-x-onerror-harm-7f"],
  ["שלום 🚗", "car-7f"],
  ["W".repeat(50), `${"w".repeat(40)}-7f`],
])("the plate %s becomes an id that fits a topic", (plate, id) => {
  expect(proposedId(plate, "7f")).toBe(id);
  expect(DeviceId.safeParse(id).success).toBe(true);
});

test("a device of one's own publishes to its telemetry topic, under its id", () => {
  expect(valuesOf("native", overTls)).toEqual({
    host: "fleet.example",
    port: "8883",
    encryption: "TLS",
    clientId: "gbg123-7f",
    username: "gbg123-7f",
    password: SECRET,
    topic: "devices/gbg123-7f/telemetry",
    quality: "1",
  });
});

test("a Teltonika gets both of its topics, under its IMEI", () => {
  expect(valuesOf("teltonika", plain)).toMatchObject({
    protocol: "Codec JSON",
    encryption: "–",
    topic: `${IMEI}/data`,
    commandTopic: `${IMEI}/commands`,
  });
});

test("OwnTracks is set up by a link that holds all of its settings", () => {
  const link = new URL(setUpLink(aDevice("owntracks"), SECRET, overTls) ?? "");
  expect(`${link.protocol}//${link.pathname}`).toBe("owntracks:///config");
  expect(JSON.parse(atob(link.searchParams.get("inline") ?? ""))).toMatchObject({
    _type: "configuration",
    mode: 0,
    host: "fleet.example",
    port: 8_883,
    tls: true,
    username: "gbg123-7f",
    password: SECRET,
    pubTopicBase: "owntracks/gbg123-7f/phone",
  });
});

test("Traccar Client is set up by its own scheme, which keeps the secret in the server's address", () => {
  const link = new URL(setUpLink(aDevice("osmand"), SECRET, overTls) ?? "");
  expect(link.protocol).toBe("org.traccar.client:");
  expect(link.host).toBe("config");
  expect(Object.fromEntries(link.searchParams)).toEqual({
    url: `https://fleet.example/osmand?secret=${SECRET}`,
    id: "gbg123-7f",
  });
});

test("devices without an app of ours have no link", () => {
  expect(setUpLink(aDevice("native"), SECRET, plain)).toBeUndefined();
  expect(setUpLink(aDevice("teltonika"), SECRET, plain)).toBeUndefined();
});

test("the line for the shell sends what the device would", () => {
  expect(sampleCommand(aDevice("native"), SECRET, overTls)).toBe(
    `mosquitto_pub -h fleet.example -p 8883 --tls-use-os-certs -u gbg123-7f -P 's3cret_-' -q 1 ` +
      `-t 'devices/gbg123-7f/telemetry' ` +
      `-m '{"ts":'"$(date +%s)"',"lat":57.7065,"lon":11.967,"speedKmh":32}'`,
  );
  expect(sampleCommand(aDevice("osmand"), SECRET, plain)).toBe(
    `curl "https://fleet.example/osmand?secret=s3cret_-&id=gbg123-7f` +
      `&timestamp=$(date +%s)&lat=57.7065&lon=11.967"`,
  );
});

test.each(["localhost", "127.0.0.1", "[::1]"])("%s is this computer alone", (host) => {
  expect(isLoopback(host)).toBe(true);
});

test("a host with a name may be reached", () => {
  expect(isLoopback("127.fleet.example")).toBe(false);
});
