import { expect, test } from "vitest";
import { fuelHref, readFuelView, refuelHref } from "./fuel-address.ts";

const EVERYTHING = { carId: "", days: undefined, recordId: "", refuelId: "" };
const queryOf = (href: string): string => new URL(href, "https://fleet.example").search;

test("an address says again what it was made of", () => {
  const days = { from: "2026-03-01", to: "2026-04-01" };
  for (const view of [
    EVERYTHING,
    { ...EVERYTHING, carId: "car 1", days },
    { ...EVERYTHING, days, recordId: "r-1" },
    { ...EVERYTHING, carId: "c-1", refuelId: "d-1" },
  ])
    expect(readFuelView(queryOf(fuelHref(view)))).toEqual(view);
});

test("a detected refuel has an address of its own", () => {
  expect(refuelHref("d-1")).toBe("/fuel?refuel=d-1");
});

test("days that are none, or end before they begin, are as usual", () => {
  expect(readFuelView("?from=2026-03-01&to=soon").days).toBeUndefined();
  expect(readFuelView("?from=2026-03-02&to=2026-03-01").days).toBeUndefined();
});

test("a record and a refuel are not open together", () => {
  expect(readFuelView("?record=r-1&refuel=d-1")).toEqual({ ...EVERYTHING, recordId: "r-1" });
});
