import { strToU8, zipSync } from "fflate";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

const relationship = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

const relationships = (...those: readonly string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${those.join("")}</Relationships>`;

/** Style 1 is the date format that spreadsheets number 14. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>
  <borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
  <cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0"/></cellXfs></styleSheet>`;

/**
 * A workbook with one sheet, whose rows are given as XML (ECMA-376 part 1, 18.3), and the texts that
 * its cells name by number.
 */
export const workbookOf = (sheetData: string, texts: readonly string[] = []): Uint8Array => {
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"/>`,
    "_rels/.rels": relationships(relationship("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": relationships(
      relationship("rId1", "worksheet", "worksheets/sheet1.xml"),
      relationship("rId2", "styles", "styles.xml"),
      relationship("rId3", "sharedStrings", "sharedStrings.xml"),
    ),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>
      <sheet name="Cars" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/styles.xml": STYLES,
    "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${texts.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, xml]) => [name, strToU8(DECLARATION + xml)]),
    ),
  );
};

const cellXml = (cell: string | number, place: string, texts: readonly string[]): string =>
  typeof cell === "number"
    ? `<c r="${place}"><v>${cell}</v></c>`
    : `<c r="${place}" t="s"><v>${texts.indexOf(cell)}</v></c>`;

/** A workbook of plain rows, up to column Z; an empty text is a cell that is not there. */
export const aWorkbook = (rows: readonly (readonly (string | number)[])[]): Uint8Array => {
  const texts = [...new Set(rows.flat().filter((cell) => typeof cell === "string"))];
  const rowsXml = rows.map((cells, index) => {
    const row = index + 1;
    const cellsXml = cells.map((cell, column) =>
      cell === "" ? "" : cellXml(cell, `${String.fromCharCode(65 + column)}${row}`, texts),
    );
    return `<row r="${row}">${cellsXml.join("")}</row>`;
  });
  return workbookOf(rowsXml.join(""), texts);
};

/** A CSV file in UTF-8. */
export const csvOf = (text: string): Uint8Array => new TextEncoder().encode(text);
