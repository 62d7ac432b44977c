import { expect, test } from "vitest";
import { chosen } from "./choice.ts";

const benchmarks = { pipeline: "the pipeline", detectors: "the detectors" };

test("without a name every benchmark is run, with one that one", () => {
  expect(chosen(benchmarks, undefined)).toEqual(["the pipeline", "the detectors"]);
  expect(chosen(benchmarks, "detectors")).toEqual(["the detectors"]);
  expect(chosen(benchmarks, "picnic")).toEqual([]);
});
