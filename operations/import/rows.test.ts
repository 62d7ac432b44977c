import { fault } from "../../contracts/faults.ts";
import { expect, test } from "vitest";
import { ImportedDriver, ImportedVehicle } from "../../contracts/fleet-import.ts";
import { readBranch } from "./branch-cells.ts";
import { DRIVER_COLUMNS, VEHICLE_COLUMNS } from "./columns.ts";
import { matchHeadings } from "./headings.ts";
import { missingColumns } from "./missing-columns.ts";
import { readRows, type RowRules } from "./rows.ts";
import type { Cell, Sheet } from "./sheet.ts";

const GOTEBORG = "0192f0c1-0000-7000-8000-000000000001";
const MALMO = "0192f0c1-0000-7000-8000-000000000002";
const BRANCHES = [
  { id: GOTEBORG, name: "Göteborg", status: "ACTIVE" },
  { id: MALMO, name: "Malmö", status: "ACTIVE" },
  { id: "0192f0c1-0000-7000-8000-000000000003", name: "Closed", status: "INACTIVE" },
  { id: "0192f0c1-0000-7000-8000-000000000004", name: "kiruna", status: "ACTIVE" },
  { id: "0192f0c1-0000-7000-8000-000000000005", name: "Kiruna", status: "ACTIVE" },
] as const;

const CARS: RowRules<ImportedVehicle> = {
  columns: VEHICLE_COLUMNS,
  schema: ImportedVehicle,
  readBranch: readBranch(BRANCHES, null),
  branchElse: { value: GOTEBORG },
};
const DRIVERS: RowRules<ImportedDriver> = {
  ...CARS,
  columns: DRIVER_COLUMNS,
  schema: ImportedDriver,
};

const sheetOf = (headings: readonly string[], ...rows: readonly (readonly Cell[])[]): Sheet => ({
  headings,
  rows: rows.map((cells, index) => ({ row: index + 2, cells })),
});

const read = <Values>(rules: RowRules<Values>, sheet: Sheet) =>
  readRows(rules, sheet, matchHeadings(sheet, rules.columns));

const HEADINGS = ["Plate", "Model", "Type", "Tank", "Status", "Branch"];
const readCar = (...cells: readonly Cell[]) => read(CARS, sheetOf(HEADINGS, cells))[0];

test("a row becomes what the route that adds one car takes; empty cells are as if absent", () => {
  expect(readCar("ABC 123", "Volvo V60", "CAR", "62,5", "", "")).toMatchObject({
    row: 2,
    faults: [],
    values: {
      licensePlate: "ABC 123",
      model: "Volvo V60",
      vehicleType: "CAR",
      tankLitres: 62.5,
      status: "ACTIVE",
      fuelType: null,
      group: null,
      branchId: GOTEBORG,
    },
  });
});

test.each<[Cell, number]>([
  ["62,5", 62.5],
  ["62.5", 62.5],
  ["60", 60],
  [1200, 1200],
  [62.125, 62.125],
  ["0,125", 0.125],
])("a tank of %j holds %d l", (cell, tankLitres) => {
  expect(readCar("A 1", "V60", "CAR", cell)?.values?.tankLitres).toBe(tankLitres);
});

test.each<[Cell, string]>([
  ["60 l", "must be a number without its unit"],
  ["1.200", "could be read in two ways: leave out the thousands separator"],
  ["-5", "is not valid (Too small: expected number to be >0)"],
  [6000, "is not valid (Too big: expected number to be <=5000)"],
])("a tank of %j is a fault of its cell, told once", (cell, message) => {
  expect(readCar("A 1", "V60", "CAR", cell)).toMatchObject({
    values: undefined,
    faults: [{ row: 2, column: "Tank", field: "tankLitres", message }],
  });
});

test("a plate of digits alone is text", () => {
  expect(readCar(123, "V60", "CAR")?.values?.licensePlate).toBe("123");
});

test.each([
  ["active", "ACTIVE"],
  ["INACTIVE", "INACTIVE"],
  ["Inaktiv", "INACTIVE"],
  ["Activo", "ACTIVE"],
])("the status %s is %s", (cell, status) => {
  expect(readCar("A 1", "V60", "CAR", "", cell)?.values?.status).toBe(status);
});

test("a status of another word is a fault", () => {
  const faults = readCar("A 1", "V60", "CAR", "", "sold")?.faults;
  expect(faults).toMatchObject([{ column: "Status", field: "status" }]);
});

test.each([
  ["Malmö", MALMO],
  ["malmö", MALMO],
  [MALMO.toUpperCase(), MALMO],
  ["Kiruna", BRANCHES[4].id],
])("an owner's car goes to the branch %s", (cell, branchId) => {
  expect(readCar("A 1", "V60", "CAR", "", "", cell)?.values?.branchId).toBe(branchId);
});

test.each([
  ["Atlantis", "names no branch"],
  ["Closed", "names an inactive branch"],
  ["KIRUNA", "names more than one branch: give its id"],
])("a car cannot go to the branch %s", (cell, message) => {
  expect(readCar("A 1", "V60", "CAR", "", "", cell)?.faults).toMatchObject([
    { row: 2, column: "Branch", field: "branchId", message },
  ]);
});

test.each([
  ["göteborg", undefined],
  ["Malmö", "must be your own branch"],
  ["Atlantis", "must be your own branch"],
])("of %s, a manager in Göteborg is told %s", (cell, message) => {
  const rules = { ...CARS, readBranch: readBranch(BRANCHES, GOTEBORG) };
  const [reading] = read(rules, sheetOf(HEADINGS, ["A 1", "V60", "CAR", "", "", cell]));
  expect(reading?.faults[0]?.message).toBe(message);
});

test("every fault of every row is told, under its heading", () => {
  const readings = read(
    DRIVERS,
    sheetOf(["Namn", "Körkort", "E-post"], ["", "L 1", "nobody"], ["Eva", "", "eva@example.com"]),
  );
  const told = readings.flatMap(({ faults }) => faults);
  expect(told.map(({ row, column, field }) => [row, column, field])).toEqual([
    [2, "Namn", "name"],
    [2, "E-post", "email"],
    [3, "Körkort", "licenseNumber"],
  ]);
  expect(told[0]?.message).toBe("is required");
});

test("cells beyond the headings are a fault: a decimal comma has moved what follows", () => {
  const [reading] = read(CARS, sheetOf(["Plate", "Model", "Type"], ["A 1", "V60", "CAR", "5"]));
  expect(reading).toMatchObject({
    values: undefined,
    faults: [{ row: 2, column: "D", message: "has more cells than there are headings" }],
  });
});

test("a field that rows need and no column gives is told once", () => {
  const rules = { ...CARS, branchElse: { fault: fault("branch_required") } };
  const match = matchHeadings(sheetOf(["Plate", "Colour"]), CARS.columns);
  expect(missingColumns(CARS, match).map(({ row, field }) => [row, field])).toEqual([
    [1, "model"],
    [1, "vehicleType"],
  ]);
  expect(missingColumns(rules, match).map(({ field }) => field)).toContain("branchId");
});
