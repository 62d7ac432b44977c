import type { z } from "zod";
import { MAX_PAGE_SIZE, type Page, pageOf } from "../../../contracts/paging.ts";
import { getJson } from "./api.ts";

/** Every item of a list, page after page; `query` narrows it. Throws `ApiError`. */
export const getAll = async <Item extends z.ZodType>(
  path: string,
  item: Item,
  query: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<z.output<Item>[]> => {
  const parameters = new URLSearchParams({ limit: String(MAX_PAGE_SIZE) });
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) parameters.append(name, value);
  }
  const all: z.output<Item>[] = [];
  for (;;) {
    const page: Page<z.output<Item>> = await getJson(`${path}?${parameters}`, pageOf(item));
    all.push(...page.items);
    if (page.nextCursor === null) return all;
    parameters.set("cursor", page.nextCursor);
  }
};
