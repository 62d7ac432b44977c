import { expect, test } from "vitest";
import { parseLayers, USUAL_LAYERS, writtenLayers } from "./layer-choice.ts";

test("a choice of layers is written in one order, and read as it was written", () => {
  const layers = new Set(["labels", "zones"] as const);
  expect(writtenLayers(layers)).toBe("zones,labels");
  expect(parseLayers("zones,labels")).toEqual(layers);
  expect(parseLayers(writtenLayers(USUAL_LAYERS))).toEqual(USUAL_LAYERS);
});

test("no layer is a choice as well, and a name that there is not is none", () => {
  expect(writtenLayers(new Set())).toBe("none");
  expect(parseLayers("none")).toEqual(new Set());
  expect(parseLayers("zones,traffic")).toEqual(new Set(["zones"]));
});
