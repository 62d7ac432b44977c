import { z } from "zod";

/** Most items one page may hold. */
export const MAX_PAGE_SIZE = 1_000;

/** `cursor` is opaque: the `nextCursor` of the page before, and only of the same query. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(100),
  cursor: z.string().max(500).optional(),
});
export type PageQuery = z.output<typeof PageQuery>;

/** The answer of every list: `nextCursor` is null on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export type Page<Item> = { items: Item[]; nextCursor: string | null };
