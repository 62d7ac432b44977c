import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCsvRecording } from "./csv-recording.ts";
import { readGpxRecording } from "./gpx-recording.ts";
import { readMessageLog } from "./message-log.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "replay-"));
});
afterAll(() => rm(folder, { recursive: true }));

const write = async (name: string, content: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
};

test("CSV columns become fields in the contract's units; the others stay attributes", async () => {
  const file = await write(
    "log.csv",
    "car;time;latitude;lon;knots;acc;door\nA;2026-03-01 12:00:00;57.7;11.9;10;on;open\nB;1772366405;57.8;12;;off;\n",
  );
  const messages = await readCsvRecording(file, {
    columns: { ts: "time", lat: "latitude", speedKmh: "knots", ignition: "acc" },
    units: { speedKmh: "knots" },
    delimiter: ";",
    carColumn: "car",
  });
  const tsMs = Date.UTC(2026, 2, 1, 12);
  expect(messages[0]).toMatchObject({ car: "A", kind: "native", tsMs });
  expect(messages[0]?.payload).toMatchObject({
    ts: tsMs,
    lat: 57.7,
    lon: 11.9,
    ignition: true,
    door: "open",
  });
  expect(messages[0]?.payload["speedKmh"]).toBeCloseTo(18.52);
  expect(messages[1]).toMatchObject({ car: "B", tsMs: tsMs + 5_000, payload: { ignition: false } });
  expect(messages[1]?.payload["speedKmh"]).toBeUndefined();
});

test("a column or unit that does not exist is an error that lists those that do", async () => {
  const file = await write("short.csv", "time,lat\n1772366400,57.7\n");
  const mapping = { columns: { ts: "when" }, units: {} };
  await expect(readCsvRecording(file, mapping)).rejects.toThrow(
    "no column when; there are: time, lat",
  );
  const furlongs = {
    columns: { ts: "time", odometerKm: "lat" },
    units: { odometerKm: "furlongs" },
  };
  await expect(readCsvRecording(file, furlongs)).rejects.toThrow("km, m, mi");
});

test("GPX track points become telemetry, speeds in extensions too", async () => {
  const file = await write(
    "walk.gpx",
    `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
      <trkpt lat="57.7" lon="11.9"><ele>12</ele><time>2026-03-01T12:00:00Z</time><sat>9</sat><hdop>0.9</hdop>
        <extensions><gpxtpx:TrackPointExtension><gpxtpx:speed>10</gpxtpx:speed><gpxtpx:course>90</gpxtpx:course>
        </gpxtpx:TrackPointExtension></extensions></trkpt>
      <trkpt lat="57.71" lon="11.91"/></trkseg></trk></gpx>`,
  );
  const messages = await readGpxRecording(file);
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({
    car: "walk",
    payload: {
      lat: 57.7,
      lon: 11.9,
      altitudeM: 12,
      satellites: 9,
      hdop: 0.9,
      speedKmh: 36,
      headingDeg: 90,
    },
  });
  await expect(readGpxRecording(await write("no.gpx", '<gpx version="1.1"/>'))).rejects.toThrow(
    "no track point",
  );
});

test("a mosquitto_sub log becomes the messages of its devices", async () => {
  const lines = [
    {
      tst: "2026-03-01T12:00:05Z",
      topic: "devices/car-1/telemetry",
      payload: '[{"ts":1772366400},{"ts":1772366401}]',
    },
    {
      tst: "2026-03-01T12:00:06Z",
      topic: "owntracks/anna/phone",
      payload: '{"_type":"location","tst":1772366402}',
    },
    { topic: "352093081452251/data", payload: { state: { reported: { ts: 1_772_366_403_000 } } } },
    { topic: "352093081452251/data", payload: { RSP: "ok" } },
    { topic: "somebody/else", payload: "not ours" },
  ];
  const file = await write("mqtt.jsonl", lines.map((line) => JSON.stringify(line)).join("\n"));
  const messages = await readMessageLog(file);
  expect(messages.map(({ car, kind }) => `${kind} ${car}`)).toEqual([
    "native car-1",
    "native car-1",
    "owntracks anna/phone",
    "teltonika 352093081452251",
  ]);
  expect(messages[1]).toMatchObject({
    tsMs: 1_772_366_401_000,
    sentAtMs: Date.UTC(2026, 2, 1, 12, 0, 5),
  });
  await expect(readMessageLog(await write("bad.log", "{"))).rejects.toThrow("line 1");
});
