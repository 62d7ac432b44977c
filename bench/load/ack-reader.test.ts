import fc from "fast-check";
import { expect, test } from "vitest";
import { CONNACK, createAckReader, PUBACK } from "./ack-reader.ts";

const aPuback = fc.integer({ min: 1, max: 65_535 });

test("every PUBACK counts once, wherever the chunks break", () => {
  fc.assert(
    fc.property(
      fc.array(aPuback),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      (ids, cuts) => {
        const bytes = Buffer.from(ids.flatMap((id) => [PUBACK, 2, id >> 8, id & 0xff]));
        const seen: number[] = [];
        const read = createAckReader((type, id) => {
          expect(type).toBe(PUBACK);
          seen.push(id);
        });
        for (let at = 0; at < bytes.length;) {
          const chunk = bytes.subarray(at, at + (cuts.next().value ?? 1));
          read(chunk, chunk.length);
          at += chunk.length;
        }
        expect(seen).toEqual(ids);
      },
    ),
  );
});

test("a CONNACK passes its return code on, and anything else is an error", () => {
  const seen: number[] = [];
  const read = createAckReader((type, code) => seen.push(type, code));
  read(Buffer.from([CONNACK, 2, 0, 5]), 4);
  expect(seen).toEqual([CONNACK, 5]);
  expect(() => read(Buffer.from([0x30, 2, 0, 0]), 4)).toThrow(/unexpected packet 0x30/);
});
