import { strFromU8, unzipSync, zipSync } from "fflate";
import { isRefusal, type Refusal } from "../refusal.ts";
import { refuseFile } from "./sheet.ts";

/** Most that a workbook may unpack to, bytes: 5,000 rows are some 4 MB, and 2 MB of zip can be 2 GB. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;

/** Furthest place of a cell. A reader lays out every cell before it, so one far off costs gigabytes. */
const MAX_CELL_ROW = 10_000;
const MAX_COLUMN_LETTERS = 2;
/** Rows without cells reach to the end of the sheet in files of LibreOffice (ECMA-376, 18.3.1.73). */
const MAX_ROW = 1_048_576;

/** What tells of cells; pictures, themes and macros are not looked at. */
const PARTS_READ =
  /^(?:\[Content_Types\]\.xml|_rels\/.*|xl\/(?:_rels\/.*|workbook\.xml|sharedStrings\.xml|styles\.xml|worksheets\/[^/]*\.xml))$/i;

/**
 * Each `r="…"`, with a prefix or without: the place of a cell (`B12`) or the number of a row. In
 * whichever element it is, so that nobody hides one; no other element of these parts has such.
 */
const PLACES = /[\s"':]r\s*=\s*["']([^"']*)["']/g;
/** What `xmlns:r` declares, transitional or strict; nobody can read a place into it. */
const RELATIONSHIPS: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  "http://purl.oclc.org/ooxml/officeDocument/relationships",
]);

const isNear = (place: string): boolean => {
  if (RELATIONSHIPS.has(place)) return true;
  const [, letters = "", digits] = /^([A-Z]*)(\d{1,7})$/.exec(place) ?? [];
  const furthest = letters === "" ? MAX_ROW : MAX_CELL_ROW;
  return letters.length <= MAX_COLUMN_LETTERS && Number(digits) <= furthest;
};

const reachesFar = (part: Uint8Array): boolean => {
  for (const [, place = ""] of strFromU8(part).matchAll(PLACES)) if (!isNear(place)) return true;
  return false;
};

const unpack = (bytes: Uint8Array): Record<string, Uint8Array> | Refusal => {
  let unpackedBytes = 0;
  try {
    // A part that is larger than it says it is is an error of its own.
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const isRead = PARTS_READ.test(name);
        if (isRead) unpackedBytes += originalSize;
        return isRead && unpackedBytes <= MAX_UNPACKED_BYTES;
      },
    });
    return unpackedBytes > MAX_UNPACKED_BYTES ? refuseFile("unpacks_to_too_much") : parts;
  } catch {
    return refuseFile("not_xlsx");
  }
};

/**
 * The workbook with those parts alone that tell of cells, which a reader can open whatever the file
 * was meant to do to it: refused when it unpacks to too much, or has cells too far off.
 */
export const boundedWorkbook = (bytes: Uint8Array): Uint8Array | Refusal => {
  const parts = unpack(bytes);
  if (isRefusal(parts)) return parts;
  if (Object.values(parts).some(reachesFar)) {
    return refuseFile("cells_too_far", { row: MAX_CELL_ROW, column: "ZZ" });
  }
  return zipSync(parts, { level: 0 });
};
