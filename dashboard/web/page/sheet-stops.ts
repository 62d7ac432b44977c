/** Heights a bottom sheet rests at: a peek at what is in it, half the screen, nearly all of it. */
export const SHEET_STOPS = ["peek", "half", "full"] as const;
export type SheetStop = (typeof SHEET_STOPS)[number];

/** Enough for the grip and one line of what is in the sheet, CSS pixels. */
const PEEK_PX = 88;
/** The header stays in sight above a full sheet, CSS pixels. */
const HEADER_PX = 64;

/** Height of a stop in CSS pixels on a screen of that height. */
export const sheetHeight = (stop: SheetStop, screenPx: number): number =>
  ({
    peek: PEEK_PX,
    half: Math.max(PEEK_PX, Math.round(screenPx * 0.46)),
    full: Math.max(PEEK_PX, screenPx - HEADER_PX),
  })[stop];

/** The stop a sheet let go of at some height settles at. */
export const nearestStop = (heightPx: number, screenPx: number): SheetStop =>
  SHEET_STOPS.toSorted(
    (a, b) =>
      Math.abs(sheetHeight(a, screenPx) - heightPx) - Math.abs(sheetHeight(b, screenPx) - heightPx),
  )[0] ?? "half";
