/**
 * One cell of RFC 4180. Spreadsheets run a cell that starts like a formula; a quote in front makes it
 * text. Numbers are written as they are, nothing known as nothing.
 */
export const csvCell = (value: string | number | boolean | null | undefined): string => {
  if (typeof value !== "string") return String(value ?? "");
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** What a CSV file begins with: without this mark Excel reads å, ü and ñ as something else. */
export const CSV_BEGINNING = "\uFEFF";

/** One line of RFC 4180. */
export const csvLine = (cells: readonly (string | number | boolean | null | undefined)[]): string =>
  `${cells.map(csvCell).join(",")}\r\n`;
