/** A box on the screen, CSS pixels from the top left of the window. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};
type Size = Pick<Box, "width" | "height">;

/** Between a popover and what it belongs to, and between it and the window's edge, CSS pixels. */
const GAP = 6;
const MARGIN = 8;

export type Alignment = "start" | "end" | "center";

const alignedLeft = (anchor: Box, width: number, alignment: Alignment): number =>
  ({
    start: anchor.left,
    end: anchor.left + anchor.width - width,
    center: anchor.left + (anchor.width - width) / 2,
  })[alignment];

/**
 * Where a popover of that size goes: below its anchor, above where there is more room above and not
 * enough below; never past the window's edges.
 */
export const popoverPlace = (
  anchor: Box,
  popover: Size,
  screen: Size,
  alignment: Alignment,
): { readonly left: number; readonly top: number; readonly maxHeight: number } => {
  const above = anchor.top - GAP - MARGIN;
  const below = screen.height - anchor.top - anchor.height - GAP - MARGIN;
  const goesUp = popover.height > below && above > below;
  const maxHeight = Math.max(0, goesUp ? above : below);
  const height = Math.min(popover.height, maxHeight);
  const left = alignedLeft(anchor, popover.width, alignment);
  return {
    left: Math.max(MARGIN, Math.min(left, screen.width - popover.width - MARGIN)),
    top: goesUp ? anchor.top - GAP - height : anchor.top + anchor.height + GAP,
    maxHeight,
  };
};
