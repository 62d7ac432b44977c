import { expect, test } from "vitest";
import { advance } from "./playback.ts";
import { atS } from "./testing.ts";

const quiet = [{ fromMs: atS(100), toMs: atS(800) }];
const course = { endMs: atS(1_000), rate: 10, quiet: [] };

test("time runs as many times faster as was chosen, and ends where the recording does", () => {
  expect(advance(atS(0), 2_000, course)).toBe(atS(20));
  expect(advance(atS(990), 2_000, course)).toBe(atS(1_000));
});

test("a stand that is skipped is over within a second, and costs nothing before or behind it", () => {
  const skipping = { ...course, quiet };
  expect(advance(atS(0), 10_000, skipping)).toBe(atS(100));
  expect(advance(atS(100), 350, skipping)).toBe(atS(450));
  expect(advance(atS(100), 700, skipping)).toBe(atS(800));
  expect(advance(atS(90), 1_000 + 700 + 1_000, skipping)).toBe(atS(810));
});

test("one that would be over sooner at the chosen rate is not slowed down", () => {
  expect(advance(atS(100), 100, { ...course, rate: 3_000, quiet })).toBe(atS(400));
});

test("a late frame reaches the same moment as many small ones", () => {
  const skipping = { ...course, quiet };
  let at = atS(50);
  for (let frame = 0; frame < 100; frame++) at = advance(at, 80, skipping);
  expect(at).toBeCloseTo(advance(atS(50), 8_000, skipping), 3);
});
