import { expect, test } from "vitest";
import { originOf } from "./location-row.ts";
import { mountingAt } from "./mountings.ts";

const OLD = "00000000-0000-4000-8000-00000000000a";
const NEW = "00000000-0000-4000-8000-00000000000b";

test("an observation belongs to the car the tracker sat in at that instant", () => {
  const moved = [
    { origin: originOf("car", OLD), fromMs: 100, untilMs: 200 },
    { origin: originOf("car", NEW), fromMs: 300, untilMs: Number.POSITIVE_INFINITY },
  ];
  const at = (tsMs: number) => mountingAt(moved, tsMs)?.origin.vehicleId;
  expect([99, 100, 199, 200, 299, 300, 9e12].map(at)).toEqual([
    undefined,
    OLD,
    OLD,
    undefined,
    undefined,
    NEW,
    NEW,
  ]);
});
