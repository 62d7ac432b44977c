import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { startNatsServer, type TestNatsServer } from "../db/testing-nats.ts";
import { eventually } from "./eventually.ts";
import type { RunningIngest } from "./ingest.ts";
import {
  addDevice,
  addVehicle,
  readMetric,
  readStored,
  signIn,
  startTestIngest,
  type TestDevice,
} from "./testing.ts";

let database: TestDatabase;
let nats: TestNatsServer;
let ingest: RunningIngest;
let car: TestDevice;
let app: TestDevice;
let server: TestDevice;
/** Event time of a test's messages, ms; each test has its own, so that none is a duplicate. */
let tsMs = Date.now() - 60_000;

beforeAll(async () => {
  [database, nats] = await Promise.all([freshDatabase(), startNatsServer()]);
  const vehicleId = await addVehicle(database.pool);
  car = await addDevice(database.pool, vehicleId, "car");
  app = await addDevice(database.pool, vehicleId, "app", "osmand", "4711");
  server = await addDevice(database.pool, vehicleId, "server", "traccar");
  await addDevice(database.pool, vehicleId, "behind", "traccar", "123456");
  ingest = await startTestIngest(database, nats);
});
afterAll(async () => {
  nats?.resume();
  await ingest?.stop();
  await Promise.all([database?.close(), nats?.close()]);
});
beforeEach(() => {
  tsMs += 1_000;
});

type Answer = { status: number; type: string | undefined; json: unknown };
type Request = { method?: string; headers?: Record<string, string>; body?: string };

const send = async (
  path: string,
  { id, secret }: Partial<TestDevice> = {},
  init: Request = {},
): Promise<Answer> => {
  const basic = Buffer.from(`${id}:${secret}`).toString("base64");
  const answer = await fetch(`http://127.0.0.1:${ingest.httpPort}${path}`, {
    ...init,
    headers: { ...(id !== undefined && { authorization: `Basic ${basic}` }), ...init.headers },
  });
  const text = await answer.text();
  const type = answer.headers.get("content-type")?.split(";")[0];
  return { status: answer.status, type, json: text === "" ? "" : (JSON.parse(text) as unknown) };
};
const post = (path: string, device: Partial<TestDevice> | undefined, body: unknown) =>
  send(path, device, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const latest = async (deviceId: string) =>
  (await readStored(nats, deviceId)).observations.filter((each) => each.tsMs === tsMs);
const problemWith = (status: number, title: string, more: object = {}) => ({
  status,
  type: "application/problem+json",
  json: { type: "about:blank", status, title, ...more },
});

describe("native", () => {
  const path = "/api/gps-locations";
  const observation = (extra: object = {}) => ({ ts: tsMs, lat: 57.7, lon: 11.9, ...extra });

  test("an observation is stored before it is answered", async () => {
    expect(await post(path, car, observation({ speedKmh: 50 }))).toMatchObject({
      status: 200,
      json: { accepted: 1, errors: [] },
    });
    expect(await latest("car")).toMatchObject([{ lat: 57.7, lon: 11.9, speedKmh: 50 }]);
  });

  test("the same message by MQTT and by HTTP is the same observation", async () => {
    await post(path, car, `{"lon": 11.9, "lat": 57.7, "ts": ${tsMs}, "x": {"b": 1, "a": 2}}`);
    const client = await signIn(ingest, car);
    const message = `{"ts":${tsMs},"x":{"a":2,"b":1},"lat":57.7,"lon":11.9}`;
    await client.publishAsync("devices/car/telemetry", message, { qos: 1 });
    await client.endAsync();
    const [first, second] = await latest("car");
    expect(second).toEqual(first);
  });

  test("of an array with a bad element the others are stored and the answer tells", async () => {
    const array = [observation(), observation({ lat: 95 }), observation({ event: "sos" })];
    expect(await post(path, car, array)).toMatchObject({
      status: 200,
      json: { accepted: 2, errors: [{ field: "[1].lat" }] },
    });
    expect(await latest("car")).toHaveLength(2);
  });

  test.each([
    ["lat", () => observation({ lat: 95 })],
    ["ts", () => ({ lat: 1, lon: 2 })],
    ["ts", () => observation({ ts: Date.UTC(2004, 0, 1) })],
    ["payload", () => '{"ts":'],
    ["payload", () => ""],
  ])("a bad %s is a problem that names it, and kept in the reject log", async (field, body) => {
    const answer = await post(path, car, body());
    expect(answer).toMatchObject({
      ...problemWith(400, "not accepted"),
      json: {
        detail: expect.stringContaining(`${field}: `) as string,
        errors: [{ field, message: expect.stringContaining(`${field}: `) as string }],
      },
    });
    const { rejects } = await readStored(nats, "car");
    expect(rejects.at(-1)).toMatchObject({ transport: "http", address: path, field });
  });

  test.each([
    ["no credentials", {}],
    ["a wrong secret", { id: "car", secret: "wrong" }],
    ["an unknown device", { id: "stranger", secret: "x" }],
  ])("with %s the answer is 401 and the attempt is counted", async (_case, device) => {
    const denied = 'roadledger_ingest_denied_total{what="credentials"}';
    const before = await readMetric(ingest, denied);
    expect(await post(path, device, observation())).toMatchObject({ status: 401 });
    expect(await readMetric(ingest, denied)).toBe(before + 1);
    expect(await latest("car")).toEqual([]);
  });

  test("JSON is JSON whatever type a script gave it", async () => {
    const body = JSON.stringify(observation());
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "application/cbor"]) {
      const init = { method: "POST", body, headers: { "content-type": type } };
      expect(await send(path, car, init)).toMatchObject({ status: 200, json: { accepted: 1 } });
    }
  });

  test("a body over 64 KiB is a problem, and kept in the reject log by its beginning", async () => {
    for (const size of [70_000, 3_000_000]) {
      const body = JSON.stringify(observation({ x: "x".repeat(size) }));
      expect(await post(path, car, body)).toMatchObject({
        ...problemWith(413, "not accepted"),
        json: { errors: [{ field: "payload" }] },
      });
      const { rejects } = await readStored(nats, "car");
      expect(rejects.at(-1)).toMatchObject({
        ...{ field: "payload", address: path, payloadBytes: body.length },
        reason: `payload: ${body.length} bytes, at most 65536`,
        excerpt: body.slice(0, 1_024),
      });
    }
  });
});

describe("OwnTracks", () => {
  const location = () => ({ _type: "location", tst: Math.floor(tsMs / 1_000), lat: 1, lon: 2 });

  test("a location is stored and answered with no commands", async () => {
    tsMs = Math.ceil(tsMs / 1_000) * 1_000;
    expect(await post("/owntracks", car, { ...location(), vel: 36 })).toMatchObject({
      status: 200,
      json: [],
    });
    expect(await latest("car")).toMatchObject([{ lat: 1, lon: 2, speedKmh: 36 }]);
  });

  test.each(["", "  \n", '{"_type":"waypoint"}'])(
    "%j carries nothing and is answered at once",
    async (body) => {
      expect(await post("/owntracks", car, body)).toMatchObject({ status: 200, json: [] });
    },
  );

  test.each([
    ["vel", () => ({ ...location(), vel: 900 })],
    ["payload", () => "{"],
    ["payload", () => ({ ...location(), x: "x".repeat(70_000) })],
  ])("a bad %s is acknowledged, or the app sends it for ever, and kept", async (field, body) => {
    expect(await post("/owntracks", car, body())).toMatchObject({ status: 200, json: [] });
    const { rejects } = await readStored(nats, "car");
    expect(rejects.at(-1)).toMatchObject({ format: "owntracks", field });
  });

  test("without credentials the answer is 401", async () => {
    expect(await post("/owntracks", undefined, location())).toMatchObject({ status: 401 });
  });
});

describe("OsmAnd", () => {
  const query = (extra: Record<string, string> = {}): string =>
    new URLSearchParams({
      id: "4711",
      secret: app.secret,
      timestamp: String(tsMs),
      lat: "57.7",
      lon: "11.9",
      speed: "10",
      ...extra,
    }).toString();
  const json = (extra: object = {}) => ({
    device_id: "4711",
    location: {
      timestamp: new Date(tsMs).toISOString(),
      coords: { latitude: 57.7, longitude: 11.9, speed: 10 },
    },
    ...extra,
  });
  const form = { "content-type": "application/x-www-form-urlencoded" };

  test.each([
    ["GET with a query", () => send(`/osmand?${query()}`)],
    ["POST with a query and no body", () => send(`/osmand?${query()}`, {}, { method: "POST" })],
    [
      "POST with a form",
      () => send("/osmand", {}, { method: "POST", body: query(), headers: form }),
    ],
    ["our own device id as the name", () => send(`/osmand?${query({ id: "app" })}`)],
    [
      "HTTP Basic instead of the secret in the address",
      () => send(`/osmand?${query({ secret: "" })}`, app),
    ],
    ["an empty body that claims to be JSON", () => post(`/osmand?${query()}`, undefined, "")],
  ])("%s is stored, knots and all", async (_case, request) => {
    expect(await request()).toMatchObject({ status: 200, json: "" });
    expect(await latest("app")).toMatchObject([{ lat: 57.7, lon: 11.9, speedKmh: 18.52 }]);
    expect(JSON.stringify(await latest("app"))).not.toContain(app.secret);
  });

  test("a name that PostgreSQL cannot store is kept in a form that it can", async () => {
    await send(`/osmand?${query()}&a%00b=1`);
    expect(await latest("app")).toMatchObject([{ attributes: { "a\uFFFDb": "1" } }]);
  });

  test("the JSON form is stored, metres per second and all", async () => {
    const answer = await post(`/osmand?secret=${app.secret}`, undefined, json());
    expect(answer).toMatchObject({ status: 200 });
    expect(await latest("app")).toMatchObject([{ lat: 57.7, lon: 11.9, speedKmh: 36 }]);
  });

  test.each([
    [401, "a wrong secret", () => send(`/osmand?${query({ secret: "wrong" })}`)],
    [401, "another device's HTTP Basic", () => send(`/osmand?${query()}`, car)],
    [401, "no secret", () => post("/osmand", undefined, json())],
    [400, "no id", () => send("/osmand?lat=1&lon=2")],
    [400, "an unknown id in the query form", () => send(`/osmand?${query({ id: "stranger" })}`)],
    [
      404,
      "an unknown id in the JSON form",
      () => post("/osmand?secret=x", undefined, json({ device_id: "stranger" })),
    ],
    [
      400,
      "an id that is no text",
      () => post("/osmand?secret=x", undefined, json({ device_id: {} })),
    ],
  ])("the answer is %i to %s", async (status, _case, request) => {
    expect(await request()).toMatchObject({ status, type: "application/problem+json" });
    expect(await latest("app")).toEqual([]);
  });

  test("what is refused is acknowledged and named, and kept without the secret", async () => {
    const answer = await send(`/osmand?${query({ lat: "95" })}`);
    expect(answer).toMatchObject({
      status: 200,
      json: { accepted: 0, errors: [{ field: "lat" }] },
    });
    const { rejects } = await readStored(nats, "app");
    expect(rejects.at(-1)?.excerpt).toContain("lat=95");
    expect(JSON.stringify(rejects)).not.toContain(app.secret);
  });
});

describe("Traccar", () => {
  const forwarded = (extra: object = {}) => ({
    device: { uniqueId: "123456" },
    position: { fixTime: new Date(tsMs).toISOString(), latitude: 57.7, longitude: 11.9, speed: 10 },
    ...extra,
  });

  test("a position is booked on the device it is about, not on the one that vouches", async () => {
    expect(await post("/traccar", server, forwarded())).toMatchObject({
      status: 200,
      json: { accepted: 1 },
    });
    expect(await latest("behind")).toMatchObject([{ lat: 57.7, speedKmh: 18.52 }]);
    expect(await latest("server")).toEqual([]);
  });

  test.each([
    [401, "no credentials", () => post("/traccar", undefined, forwarded())],
    [401, "a device that is no Traccar server", () => post("/traccar", car, forwarded())],
    [
      404,
      "an unknown device",
      () => post("/traccar", server, forwarded({ device: { uniqueId: "9" } })),
    ],
    [
      404,
      "a device of another kind",
      () => post("/traccar", server, forwarded({ device: { uniqueId: "car" } })),
    ],
  ])("the answer is %i to %s", async (status, _case, request) => {
    expect(await request()).toMatchObject({ status, type: "application/problem+json" });
    for (const device of ["server", "behind", "car"]) expect(await latest(device)).toEqual([]);
  });

  test("one whose secret staff hold speaks for the devices of their branch, and for no others", async () => {
    const { pool } = database;
    const [here, elsewhere] = [await addVehicle(pool), await addVehicle(pool)];
    const { rows } = await pool.query<{ branch_id: string }>(
      "select branch_id from vehicles where id = $1",
      [here],
    );
    const branchId = rows[0]?.branch_id ?? null;
    const staff = await addDevice(pool, here, "staff", "traccar", null, branchId);
    await addDevice(pool, here, "neighbour", "traccar", "500", branchId);
    await addDevice(pool, elsewhere, "stranger", "traccar", "600");
    const about = (uniqueId: string) => forwarded({ device: { uniqueId } });

    expect(await post("/traccar", staff, about("500"))).toMatchObject({ status: 200 });
    expect(await post("/traccar", staff, about("staff"))).toMatchObject({ status: 200 });
    expect(await post("/traccar", staff, about("600"))).toEqual(
      problemWith(404, "device.uniqueId: unknown device 600"),
    );
    expect(await latest("stranger")).toEqual([]);
    expect(await post("/traccar", server, about("600"))).toMatchObject({ status: 200 });
  });

  test.each([
    ["server", "device.uniqueId", () => forwarded({ device: {} })],
    ["server", "payload", () => "{"],
    ["behind", "position", () => forwarded({ position: 7 })],
  ])("on %s a bad %s is acknowledged, named and kept", async (device, field, body) => {
    expect(await post("/traccar", server, body())).toMatchObject({
      status: 200,
      json: { accepted: 0, errors: [{ field }] },
    });
    const { rejects } = await readStored(nats, device);
    expect(rejects.at(-1)).toMatchObject({ format: "traccar", field });
  });
});

test("an unknown address is a problem", async () => {
  expect(await send("/nowhere")).toEqual(problemWith(404, "no such address"));
});

test("a malformed address is a problem", async () => {
  const title = "'/osmand/%E0%A4%A' is not a valid url component";
  expect(await send("/osmand/%E0%A4%A")).toEqual(problemWith(400, title));
});

test("nobody is answered before the stream has it", async () => {
  nats.pause();
  const answer = post("/api/gps-locations", car, { ts: tsMs, event: "withheld" });
  await eventually(
    "ingest has it",
    async () => (await readMetric(ingest, "roadledger_ingest_pending")) === 1,
  );
  nats.resume();
  expect(await answer).toMatchObject({ status: 200 });
  expect(await latest("car")).toMatchObject([{ event: "withheld" }]);
});
