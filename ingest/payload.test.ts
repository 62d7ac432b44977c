import { expect, test } from "vitest";
import { nothing, refused } from "./decoders/decoded.ts";
import { CLOCK, onlyRefusal } from "./decoders/testing.ts";
import { decodePayload } from "./payload.ts";

/** What the decoder is given. */
const seen = (payload: string | Buffer): unknown => {
  const given: unknown[] = [];
  const take = (json: unknown) => {
    given.push(json);
    return nothing;
  };
  decodePayload(payload, take, CLOCK);
  return given[0];
};
const refusalOf = (payload: string) =>
  onlyRefusal(decodePayload(payload, () => refused("decoder", "asked"), CLOCK));

test("bytes are read as UTF-8", () => {
  expect(seen(Buffer.from('{"name":"Göteborg 🚗"}'))).toEqual({ name: "Göteborg 🚗" });
});

test.each(["", "{", '{"ts":1', "ts=1", "{'ts':1}", "NaN", '{"ts":NaN}', "\u0000\u0001"])(
  "%j is no JSON, and the reason quotes its beginning",
  (payload) => {
    const { field, reason } = refusalOf(payload);
    expect(field).toBe("payload");
    expect(reason).toContain("not JSON");
    expect(reason).toContain(JSON.stringify(payload));
  },
);

test("of long broken input only the beginning is quoted", () => {
  expect(refusalOf("x".repeat(60_000)).reason.length).toBeLessThan(300);
});

const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;

test("32 levels are decoded, and 30,000 do not overflow anybody's stack", () => {
  expect(refusalOf(nested(32)).field).toBe("decoder");
  expect(refusalOf(nested(33)).reason).toMatch(/nested deeper than 32 levels/);
  expect(refusalOf(nested(30_000)).field).toBe("payload");
  expect(refusalOf(`{"ts":1,"x":${nested(30_000)}}`).field).toBe("payload");
});

test("what PostgreSQL cannot store as text is replaced, in keys and values at any depth", () => {
  const payload = String.raw`{"a\u0000b":["\ud83d","\ud83d\ude97",{"c":"\u0000"}]}`;
  expect(seen(payload)).toEqual({ "a\uFFFDb": ["\uFFFD", "🚗", { c: "\uFFFD" }] });
});
