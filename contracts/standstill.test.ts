import { expect, test } from "vitest";
import { standstillFaults, type Witness } from "./standstill.ts";

const NOW_MS = Date.UTC(2026, 2, 1, 12);

const seen = (agoS: number, overrides: Partial<Witness> = {}): Witness => ({
  atMs: NOW_MS - agoS * 1_000,
  isOwn: true,
  hasFix: true,
  speedKmh: 0,
  ignition: false,
  rpm: null,
  ...overrides,
});
const faults = (...witnesses: Witness[]) => standstillFaults(witnesses, NOW_MS);
const fields = (...witnesses: Witness[]) => faults(...witnesses).map(({ field }) => field);

test("a car that has stood for two minutes with its engine off may be kept there", () => {
  expect(faults(seen(5), seen(65), seen(125))).toEqual([]);
  expect(faults(seen(29), seen(121), seen(200, { speedKmh: 30 }))).toEqual([]);
});

test.each<readonly [string, readonly string[], readonly Witness[]]>([
  ["nothing is known", ["position", "speedKmh", "ignition"], []],
  ["the fix is 30 s old", ["position", "ignition"], [seen(30), seen(150)]],
  ["the clock is ahead", ["position"], [seen(-5), seen(150)]],
  ["it drives", ["speedKmh"], [seen(5, { speedKmh: 4 }), seen(150)]],
  ["it drove two minutes ago", ["speedKmh"], [seen(5), seen(119, { speedKmh: 4 }), seen(150)]],
  ["it has only just been heard", ["speedKmh"], [seen(5)]],
  ["it drove when it was last heard", ["speedKmh"], [seen(5), seen(150, { speedKmh: 30 })]],
  ["it was heard too long ago before", ["speedKmh"], [seen(5), seen(301)]],
  ["its speed is not told", ["speedKmh"], [seen(5, { speedKmh: null }), seen(150)]],
  [
    "another tracker in it moves",
    ["speedKmh"],
    [seen(3, { isOwn: false, speedKmh: 20 }), seen(5), seen(150)],
  ],
  [
    "only another tracker is heard",
    ["position", "speedKmh", "ignition"],
    [seen(5, { isOwn: false }), seen(150, { isOwn: false })],
  ],
  ["the ignition is on", ["ignition"], [seen(5, { ignition: true }), seen(150)]],
  [
    "the ignition is not told",
    ["ignition"],
    [seen(5, { ignition: null }), seen(150, { ignition: null })],
  ],
  ["the engine turns", ["ignition"], [seen(5, { rpm: 800 }), seen(150)]],
])("not when %s", (_case, expected, witnesses) => {
  expect(fields(...witnesses)).toEqual(expected);
});

test("what is missing is said in words", () => {
  expect(
    faults(seen(45, { speedKmh: 52 }), seen(20, { hasFix: false, ignition: true })),
  ).toMatchObject([
    { field: "position", message: "is 45 s old: less than 30 s is needed" },
    { field: "speedKmh", message: "was 52 45 s ago: 0 for 120 s is needed" },
    { field: "ignition", message: "is on: it must be off" },
  ]);
});
