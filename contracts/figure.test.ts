import { expect, test } from "vitest";
import { figure, Kilometres } from "./figure.ts";

test("distances are told to the metre, without the noise of binary fractions", () => {
  expect(Kilometres.parse(9.366_000_000_009_08)).toBe(9.366);
  expect(Kilometres.encode(122_507.082_000_000_01)).toBe(122_507.082);
  expect(figure(2).encode(0.1 + 0.2)).toBe(0.3);
  expect(Kilometres.parse(5)).toBe(5);
});
