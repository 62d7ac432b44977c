import { fault, type Fault } from "../../contracts/faults.ts";
/** A row's number, with what must be its alone. */
export type KeyedRow = { readonly row: number; readonly key: string };

/** Why the key of a row cannot be stored: it is that of an earlier row, or taken already. */
export const keyFaults = (
  rows: readonly KeyedRow[],
  taken: ReadonlySet<string>,
): ReadonlyMap<number, Fault> => {
  const firstRowOf = new Map<string, number>();
  const faults = new Map<number, Fault>();
  for (const { row, key } of rows) {
    const earlier = firstRowOf.get(key);
    if (taken.has(key)) faults.set(row, fault("key_taken"));
    else if (earlier !== undefined) faults.set(row, fault("key_repeated", { row: earlier }));
    else firstRowOf.set(key, row);
  }
  return faults;
};
