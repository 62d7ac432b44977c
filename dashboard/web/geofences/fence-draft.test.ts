import { expect, test } from "vitest";
import { NewGeofence } from "../../../contracts/geofence-api.ts";
import { bodyOf, faultsOf, fieldOfError, fieldsOf, newFields } from "./fence-draft.ts";
import { emptySketch, withSize } from "./sketch.ts";
import { aSketch } from "./testing.ts";

const filled = { ...newFields(null), name: " Yard ", purpose: "yard" };

test("a form is the body that the API takes", () => {
  const body = bodyOf(filled, aSketch("circle"));
  expect(NewGeofence.safeParse(body).success).toBe(true);
  expect(body).toMatchObject({ name: "Yard", purpose: "yard", vehicleGroup: null, branchId: null });
});

test("a fence in the form is saved as it was", () => {
  const body = bodyOf({ ...filled, name: "Yard", vehicleGroup: "vans" }, aSketch("corridor"));
  if (!body) throw new Error("the form is complete");
  const fence = {
    ...NewGeofence.parse(body),
    ...{
      id: "f-1",
      branchId: null,
      version: 1,
      validFrom: "2026-03-03T12:00:00Z",
      validUntil: null,
    },
  };
  expect(bodyOf(fieldsOf(fence), aSketch("corridor"))).toEqual(body);
});

test("what keeps a fence from being saved is told by field", () => {
  const faults = faultsOf(newFields(null), emptySketch("polygon"));
  expect([...faults]).toEqual([
    ["name", "missing"],
    ["purpose", "missing"],
    ["vertices", "tooFew"],
  ]);
  expect(bodyOf(newFields(null), aSketch("polygon"))).toBeUndefined();
});

test("lengths and speeds have bounds", () => {
  const circle = aSketch("circle");
  expect(faultsOf(filled, withSize(circle, null)).get("sizeM")).toBe("missing");
  expect(faultsOf(filled, withSize(circle, 2)).get("sizeM")).toBe("outOfBounds");
  expect(faultsOf({ ...filled, speedLimitKmh: 300 }, circle).get("speedLimitKmh")).toBe(
    "outOfBounds",
  );
  expect(faultsOf(filled, circle).size).toBe(0);
});

test.each([
  ["name", "name"],
  ["area.radiusM", "sizeM"],
  ["area.widthM", "sizeM"],
  ["area.geometry.coordinates.0", "vertices"],
  ["branchId", "branchId"],
  ["validUntil", undefined],
])("what the server says of %s is shown at %s", (field, shownAt) => {
  expect(fieldOfError({ field, message: "is wrong" })).toBe(shownAt);
});
