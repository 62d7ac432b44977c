import type { Insets } from "../map/base-map.ts";
import { sheetHeight, type SheetStop } from "./sheet-stops.ts";

/** What floats over the map. */
export type Floating = {
  readonly isPhone: boolean;
  readonly hasPanel: boolean;
  readonly sheet: SheetStop;
};

/** The list's card and the panel's card with the gaps beside them, CSS pixels. */
const LIST_PX = 364;
const PANEL_PX = 384;

/** What a map of height `roomPx` must keep clear. A full sheet hides the map, so it counts as a half one. */
export const insetsOf = ({ isPhone, hasPanel, sheet }: Floating, roomPx: number): Insets => {
  if (isPhone) {
    const stop = sheet === "full" ? "half" : sheet;
    return { top: 0, right: 0, bottom: sheetHeight(stop, roomPx), left: 0 };
  }
  return { top: 0, right: hasPanel ? PANEL_PX : 0, bottom: 0, left: LIST_PX };
};
