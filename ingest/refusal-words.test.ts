import { expect, test } from "vitest";
import { faultOfReading } from "../contracts/worded-faults.ts";
import type { Decoded } from "./decoders/decoded.ts";
import { decodeNative } from "./decoders/native.ts";
import { decodeOsmandQuery } from "./decoders/osmand.ts";
import { decodeOwntracks } from "./decoders/owntracks.ts";
import { decodeTeltonika } from "./decoders/teltonika.ts";
import { clockWindow } from "./decoders/timestamp.ts";
import { decodeTraccar } from "./decoders/traccar.ts";
import { decodePayload } from "./payload.ts";

const NOW = Date.UTC(2026, 2, 1, 12);
const clock = clockWindow(NOW, 30 * 86_400_000);
const ts = new Date(NOW).toISOString();
const native = (payload: unknown): Decoded => decodeNative(payload, clock);

test.each<readonly [string, Decoded]>([
  ["reading_missing", native({ lat: 57, lon: 12 })],
  ["reading_half_position", native([{ ts, lat: 57 }])],
  ["reading_no_time", native({ ts: "yesterday" })],
  ["reading_too_large", native({ ts, lat: 157, lon: 12 })],
  ["reading_too_small", native({ ts, lat: 57, lon: -200 })],
  ["reading_wrong_kind", native({ ts, lat: "north", lon: 12 })],
  ["reading_ahead", native({ ts: NOW + 86_400_000 })],
  ["reading_too_old", native({ ts: NOW - 40 * 86_400_000 })],
  ["payload_no_object", native("hello")],
  ["payload_no_object", native(["hello"])],
  ["payload_too_many", native(Array.from({ length: 1_001 }, () => ({ ts })))],
  ["payload_no_json", decodePayload("{\n", decodeNative, clock)],
  ["payload_too_deep", decodePayload("[".repeat(99) + "]".repeat(99), decodeNative, clock)],
  ["owntracks_encrypted", decodeOwntracks({ _type: "encrypted" }, clock)],
  ["reading_missing", decodeOwntracks({}, clock)],
  ["reading_missing", decodeOsmandQuery({ lat: "57", lon: "12" }, clock)],
  ["reading_missing", decodeTeltonika({}, clock)],
  ["reading_missing", decodeTraccar({}, clock)],
])("pages can say %s in the reader's language", (code, { refusals }) => {
  expect(refusals.map(({ reason }) => [reason, faultOfReading(reason)?.code])).toEqual([
    [expect.any(String), code],
  ]);
});
