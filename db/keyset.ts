import { z } from "zod";
import type { Page, PageQuery } from "../contracts/paging.ts";

/** A caller's cursor that this query did not hand out. */
export class InvalidCursor extends Error {
  constructor() {
    super("cursor is not one that this list handed out");
    this.name = "InvalidCursor";
  }
}

const encode = (key: readonly (string | null)[]): string =>
  Buffer.from(JSON.stringify(key)).toString("base64url");

const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const CursorKey = {
  /** Lists sorted by one unique text. */
  text: z.tuple([z.string()]),
  /** Lists sorted by one unique time. */
  hour: z.tuple([z.string().refine(isTime)]),
  /** Lists sorted by one number that counts up. */
  number: z.tuple([z.string().regex(/^\d{1,15}$/)]),
  /** Lists sorted by a time and, within it, by id. */
  time: z.tuple([z.string().refine(isTime), z.string().regex(UUID)]),
  /** Lists sorted by a text that may repeat and, within it, by id. */
  named: z.tuple([z.string(), z.string().regex(UUID)]),
} as const;
type KeyKind = keyof typeof CursorKey;

/**
 * The position a page starts after, as statement parameters; all null on the first page.
 * Throws `InvalidCursor` for text that no page of this kind of list ended with.
 */
export const keyAfter = (cursor: string | undefined, kind: KeyKind): (string | null)[] => {
  if (cursor === undefined) return CursorKey[kind].def.items.map(() => null);
  try {
    const decoded: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return CursorKey[kind].parse(decoded);
  } catch {
    throw new InvalidCursor();
  }
};

/** Cuts the one row that was read too many, which shows that there is a next page. */
export const toPage = <Item>(
  rows: Item[],
  { limit }: PageQuery,
  keyOf: (last: Item) => readonly string[],
): Page<Item> => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encode(keyOf(last)) : null };
};
