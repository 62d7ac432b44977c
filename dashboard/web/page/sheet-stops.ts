/** Heights a bottom sheet rests at: a peek at what is in it, half the screen, nearly all of it. */
export const SHEET_STOPS = ["peek", "half", "full"] as const;
export type SheetStop = (typeof SHEET_STOPS)[number];

/** Enough for the grip and one line of what is in the sheet, CSS pixels. */
const PEEK_PX = 88;
/** So much of the map stays in sight above a full sheet, CSS pixels. */
const GAP_PX = 12;

/** Height of a stop in CSS pixels in a box of that height. */
export const sheetHeight = (stop: SheetStop, roomPx: number): number =>
  ({
    peek: PEEK_PX,
    half: Math.max(PEEK_PX, Math.round(roomPx * 0.48)),
    full: Math.max(PEEK_PX, roomPx - GAP_PX),
  })[stop];

/** The stop a sheet let go of at some height settles at. */
export const nearestStop = (heightPx: number, roomPx: number): SheetStop =>
  SHEET_STOPS.toSorted(
    (a, b) =>
      Math.abs(sheetHeight(a, roomPx) - heightPx) - Math.abs(sheetHeight(b, roomPx) - heightPx),
  )[0] ?? "half";
