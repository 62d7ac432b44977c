import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChainRow } from "../db/audit.ts";
import { chainHash, verifyChain } from "./audit-chain.ts";

const chainOf = (texts: readonly string[]): ChainRow[] => {
  const rows: ChainRow[] = [];
  for (const text of texts) {
    const seq = rows.length + 1;
    const entry = JSON.stringify({ seq, text });
    rows.push({ seq, entry, hash: chainHash(rows.at(-1)?.hash ?? "00".repeat(32), entry) });
  }
  return rows;
};

const inPieces = async function* (rows: readonly ChainRow[]) {
  for (let from = 0; from < rows.length; from += 3) yield rows.slice(from, from + 3);
};

const FIVE = chainOf(["a", "b", "c", "d", "e"]);
const altered = (seq: number, part: Partial<ChainRow>): ChainRow[] =>
  FIVE.map((row) => (row.seq === seq ? { ...row, ...part } : row));

describe("a log", () => {
  test("that is as it was written verifies, empty or not", async () => {
    const head = { seq: 5, hash: FIVE[4]?.hash };
    expect(await verifyChain(inPieces(FIVE))).toEqual({
      ...{ verified: true, entries: 5, head, faults: [] },
    });
    expect(await verifyChain(inPieces([]))).toMatchObject({ verified: true, head: null });
  });

  test("names the row of which any byte was changed, and no other", async () => {
    const places = fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.nat(),
      fc.integer({ min: 1, max: 127 }),
    );
    await fc.assert(
      fc.asyncProperty(places, async ([seq, place, change]) => {
        const bytes = Buffer.from(FIVE[seq - 1]?.entry ?? "");
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const { faults } = await verifyChain(inPieces(altered(seq, { entry: bytes.toString() })));
        expect(faults).toEqual([{ seq, fault: "altered" }]);
      }),
    );
  });

  test("names the row whose hash was changed", async () => {
    const { faults } = await verifyChain(inPieces(altered(2, { hash: "ab".repeat(32) })));
    expect(faults).toEqual([{ seq: 2, fault: "altered" }]);
  });

  test("names the row that is missing", async () => {
    const { faults } = await verifyChain(inPieces(FIVE.filter(({ seq }) => seq !== 3)));
    expect(faults).toEqual([{ seq: 3, fault: "missing" }]);
  });

  test("does not let two rows change places", async () => {
    const [one, two, ...rest] = FIVE;
    if (!one || !two) throw new Error("there are five");
    const swapped = [{ ...two, seq: 1 }, { ...one, seq: 2 }, ...rest];
    const { faults } = await verifyChain(inPieces(swapped));
    expect(faults.slice(0, 2)).toEqual([
      { seq: 1, fault: "altered" },
      { seq: 2, fault: "altered" },
    ]);
  });

  test("that ends before what it was known to hold is beheaded", async () => {
    const knownHead = { seq: 5, hash: FIVE[4]?.hash ?? "" };
    const { faults } = await verifyChain(inPieces(FIVE.slice(0, 3)), knownHead);
    expect(faults).toEqual([{ seq: 4, fault: "beheaded" }]);
  });

  test("that was written anew does not end as it was known to", async () => {
    const knownHead = { seq: 5, hash: FIVE[4]?.hash ?? "" };
    const { faults } = await verifyChain(inPieces(chainOf(["a", "B", "c", "d", "e"])), knownHead);
    expect(faults).toEqual([{ seq: 5, fault: "altered" }]);
  });
});
