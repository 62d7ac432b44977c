import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { aWorkbook, csvOf, workbookOf } from "./testing.ts";
import { readXlsxSheet } from "./xlsx-sheet.ts";

const HEADINGS = '<row r="1"><c r="A1" t="inlineStr"><is><t>Plate</t></is></c></row>';

test("reads the first sheet, with numbers as numbers", async () => {
  const rows = [
    ["Kennzeichen", "Modell", "Tank"],
    ["M-AB 123", "VW Golf", 62.5],
    [123, "Kia", ""],
  ];
  expect(await readXlsxSheet(aWorkbook(rows))).toEqual({
    headings: ["Kennzeichen", "Modell", "Tank"],
    rows: [
      { row: 2, cells: ["M-AB 123", "VW Golf", 62.5] },
      { row: 3, cells: [123, "Kia", ""] },
    ],
  });
});

test("dates are days, formulas what they came to, errors nothing", async () => {
  const cells = [
    '<c r="A2" s="1"><v>46053</v></c>',
    '<c r="B2" t="str"><f>CONCATENATE("A"," 1")</f><v>A 1</v></c>',
    '<c r="C2"><f>60.1+0.2</f><v>60.300000000000004</v></c>',
    '<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    '<c r="E2" t="b"><v>1</v></c>',
  ];
  const sheet = await readXlsxSheet(workbookOf(`${HEADINGS}<row r="2">${cells.join("")}</row>`));
  expect(sheet).toMatchObject({
    rows: [{ row: 2, cells: ["2026-01-31", "A 1", 60.3, "", "true"] }],
  });
});

test("rows left out keep their numbers, and those below the list are none", async () => {
  const data = `${HEADINGS}<row r="4"><c r="A4"><v>7</v></c></row><row r="1048576"/>`;
  expect(await readXlsxSheet(workbookOf(data))).toMatchObject({ rows: [{ row: 4, cells: [7] }] });
});

test.each([
  ["is not an XLSX file", csvOf("Plate;Model\nA 1;Kia\n")],
  ["is not an XLSX file", new Uint8Array()],
  ["is not an XLSX file", zipSync({ "word/document.xml": csvOf("<document/>") })],
  ["has no headings", workbookOf("")],
  ["has no rows below its headings", workbookOf(HEADINGS)],
  ["has cells below row 10000", workbookOf('<row r="10001"><c r="A10001"><v>1</v></c></row>')],
  ["right of column ZZ", workbookOf('<row r="1"><c s="0"r="AAA1"><v>1</v></c></row>')],
  ["has cells below row 10000", workbookOf('<row r="99999999"/>')],
  ["has cells below row 10000", workbookOf('<row r="1"><c x:r="A999999"><v>1</v></c></row>')],
  ["has cells below row 10000", workbookOf('<row r="1"><c r="&#65;1048576"><v>1</v></c></row>')],
  ["is not an XLSX file", workbookOf('<row r="2"></c></row><row r="1">')],
  ["unpacks to too much", zipSync({ "xl/workbook.xml": new Uint8Array(20 * 1024 * 1024) })],
])("refuses a file that %s", async (message, bytes) => {
  expect(await readXlsxSheet(bytes)).toMatchObject({
    refused: "invalid",
    field: "file",
    message: expect.stringContaining(message),
  });
});
