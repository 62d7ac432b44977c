import fc from "fast-check";
import { expect, test } from "vitest";
import { heldRows } from "./held-rows.ts";

const someIds = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"));

test("rows stay in their order, those that left are gone, new ones wait", () => {
  const now = [{ id: "new" }, { id: "c", count: 2 }, { id: "a" }];
  expect(heldRows(["a", "b", "c"], now)).toEqual({
    rows: [{ id: "a" }, { id: "c", count: 2 }],
    waiting: 1,
  });
});

test("no row is lost or shown twice", () => {
  fc.assert(
    fc.property(someIds, someIds, (held, ids) => {
      const now = ids.map((id) => ({ id }));
      const { rows, waiting } = heldRows(held, now);
      expect(rows.length + waiting).toBe(now.length);
      expect(rows.map(({ id }) => id)).toEqual(held.filter((id) => ids.includes(id)));
    }),
  );
});
