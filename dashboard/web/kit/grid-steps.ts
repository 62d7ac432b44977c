/** A cell of a table; row -1 is the head. */
export type Cell = { readonly row: number; readonly column: number };

/** Rows a Page key goes by. */
const PAGE = 8;

const within = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, value));

/**
 * The cell a navigation key leads to, by the grid pattern of ARIA: arrows by one, Page keys by eight
 * rows, Home and End to the ends of the row, never past the edges. Undefined for other keys.
 */
export const stepInGrid = (
  { row, column }: Cell,
  key: string,
  size: { readonly rows: number; readonly columns: number },
): Cell | undefined => {
  const targets: Readonly<Record<string, Cell>> = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    PageDown: { row: row + PAGE, column },
    PageUp: { row: row - PAGE, column },
    Home: { row, column: 0 },
    End: { row, column: size.columns - 1 },
  };
  const target = targets[key];
  return (
    target && {
      row: within(target.row, -1, size.rows - 1),
      column: within(target.column, 0, size.columns - 1),
    }
  );
};
