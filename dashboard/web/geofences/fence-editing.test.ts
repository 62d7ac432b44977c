import type { ReactiveControllerHost } from "lit";
import { expect, test } from "vitest";
import { FenceEditing } from "./fence-editing.ts";
import { BLOCK } from "./testing.ts";

const host: ReactiveControllerHost = {
  addController: () => {},
  removeController: () => {},
  requestUpdate: () => {},
  updateComplete: Promise.resolve(true),
};

/** A new fence whose corners have been clicked, not ended yet. */
const drawn = (): FenceEditing => {
  const editing = new FenceEditing(host);
  editing.begin(null);
  for (const place of BLOCK) editing.click(place);
  return editing;
};

test("a click on the first corner closes an outline, and adds no corner", () => {
  const editing = drawn();
  editing.clickVertex(0);
  expect(editing.isDrawing).toBe(false);
  expect(editing.sketch.vertices).toEqual(BLOCK);
});

test("the second click of a circle is its edge and ends it", () => {
  const editing = new FenceEditing(host);
  editing.draw("circle");
  editing.click([11.96, 57.7]);
  expect(editing.isDrawing).toBe(true);
  editing.click([11.96, 57.701]);
  expect([editing.isDrawing, editing.sketch.sizeM]).toEqual([false, 111]);
});

test("a centre that is typed makes a circle at once", () => {
  const editing = new FenceEditing(host);
  editing.draw("circle");
  editing.place([11.96, 57.7]);
  expect([editing.isDrawing, editing.sketch.sizeM]).toEqual([false, 100]);
});

test("Backspace takes the last corner away, and undo brings it back", () => {
  const editing = drawn();
  editing.removeLast();
  expect(editing.sketch.vertices).toHaveLength(3);
  editing.undo();
  expect(editing.sketch.vertices).toHaveLength(4);
});

test("the middle of a side that is dragged becomes a corner, in one step", () => {
  const editing = drawn();
  editing.finish();
  let held = editing.grab({ kind: "middle", index: 1 });
  for (const lon of [11.971, 11.972, 11.973]) held = editing.drag(held, [lon, 57.705]);
  editing.drop();
  expect(editing.sketch.vertices[2]).toEqual([11.973, 57.705]);
  editing.undo();
  expect(editing.sketch.vertices).toEqual(BLOCK);
});

test("a drawing that is given up leaves the shape there was", () => {
  const editing = drawn();
  editing.finish();
  editing.draw("corridor");
  editing.click([11.9, 57.6]);
  editing.cancel();
  expect([editing.sketch.kind, editing.sketch.vertices]).toEqual(["polygon", BLOCK]);
});

test("a form is only left with a question once something is in it", () => {
  const editing = new FenceEditing(host);
  editing.begin(null);
  editing.draw("circle");
  expect(editing.isDirty).toBe(false);
  editing.type({ name: "Yard" });
  expect(editing.isDirty).toBe(true);
  editing.type({ name: "" });
  expect(editing.isDirty).toBe(false);
});
