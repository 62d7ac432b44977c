import { expect, test } from "vitest";
import { readCsvSheet } from "./csv-sheet.ts";
import { csvOf } from "./testing.ts";

const TWO_CARS = {
  headings: ["Plate", "Model", "Tank"],
  rows: [
    { row: 2, cells: ["ABC 123", "Volvo V60", "62,5"] },
    { row: 3, cells: ["DEF 456", "Kia", ""] },
  ],
};

test.each([
  ["commas", 'Plate,Model,Tank\nABC 123,Volvo V60,"62,5"\nDEF 456,Kia,\n'],
  ["semicolons", "Plate;Model;Tank\r\nABC 123;Volvo V60;62,5\r\nDEF 456;Kia;\r\n"],
  ["tabs", "Plate\tModel\tTank\nABC 123\tVolvo V60\t62,5\nDEF 456\tKia\t"],
  ["a byte order mark", "\uFEFFPlate;Model;Tank\nABC 123;Volvo V60;62,5\nDEF 456;Kia;\n"],
  ["spaces and quotes", 'Plate; "Model" ;Tank\n ABC 123 ;"Volvo V60";"62,5"\nDEF 456;Kia;\n'],
  ["no-break spaces", "Plate;Model;Tank\nABC 123\u00A0;Volvo V60;62,5\nDEF 456;Kia;\n"],
])("reads a file with %s", (_case, text) => {
  expect(readCsvSheet(csvOf(text))).toEqual(TWO_CARS);
});

test("a delimiter in a quoted heading does not count", () => {
  const sheet = readCsvSheet(csvOf('"Plate, as on the car, all of it";Model\nABC 123;Kia\n'));
  expect(sheet).toMatchObject({ headings: ["Plate, as on the car, all of it", "Model"] });
});

test("a quoted cell keeps its delimiter, its quotes and its line break", () => {
  const sheet = readCsvSheet(csvOf('Plate,Model\nA 1,"Kia ""EV6"", long\nrange"\nB 2,Kia\n'));
  expect(sheet).toMatchObject({
    rows: [
      { row: 2, cells: ["A 1", 'Kia "EV6", long\nrange'] },
      { row: 3, cells: ["B 2", "Kia"] },
    ],
  });
});

test("blank lines are no rows, and keep their numbers", () => {
  const sheet = readCsvSheet(csvOf("Plate;Model\n\nA 1;Kia\n;\nB 2;Kia\n\n"));
  expect(sheet).toMatchObject({ rows: [{ row: 3 }, { row: 5 }] });
});

test.each([
  ["is not UTF-8 text", Uint8Array.from([0x50, 0xe5, 0x0a])],
  ["has no headings", csvOf("")],
  ["has no headings", csvOf("\nPlate\nA 1\n")],
  ["has no rows below its headings", csvOf("Plate;Model\n;\n")],
  ["is not a CSV file", csvOf('Plate;Model\n"A 1;Kia\n')],
  ["has 5001 rows; an import takes 5000", csvOf(`Plate\n${"A 1\n".repeat(5_001)}`)],
])("refuses a file that %s", (message, bytes) => {
  expect(readCsvSheet(bytes)).toMatchObject({
    refused: "invalid",
    field: "file",
    message: expect.stringContaining(message),
  });
});
