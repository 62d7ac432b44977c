import fc from "fast-check";
import { expect, test } from "vitest";
import { heldRows } from "./held-rows.ts";

const idOf = ({ id }: { readonly id: string }): string => id;
const someIds = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"));

test("rows stay in their order, those that left are gone, new ones wait", () => {
  const now = [{ id: "new" }, { id: "c", count: 2 }, { id: "a" }];
  expect(heldRows(["a", "b", "c"], now, idOf)).toEqual({
    rows: [{ id: "a" }, { id: "c", count: 2 }],
    waiting: 1,
  });
});

test("a row that has gone over to another list stays, and waits there", () => {
  const [a, b] = [{ id: "a" }, { id: "b" }];
  expect(heldRows(["a", "b"], [a], idOf, [a, b])).toEqual({ rows: [a, b], waiting: 0 });
  expect(heldRows([], [b], idOf, [a, b])).toEqual({ rows: [], waiting: 1 });
});

test("no row is lost or shown twice", () => {
  fc.assert(
    fc.property(someIds, someIds, (held, ids) => {
      const now = ids.map((id) => ({ id }));
      const { rows, waiting } = heldRows(held, now, idOf);
      expect(rows.length + waiting).toBe(now.length);
      expect(rows.map(({ id }) => id)).toEqual(held.filter((id) => ids.includes(id)));
    }),
  );
});
