import { expect, test } from "vitest";
import type { Page } from "../../../contracts/paging.ts";
import { PagedLoading } from "./paged-loading.ts";

const NUMBERS = Array.from({ length: 7 }, (_, index) => index + 1);

/** The numbers up to seven, as a server hands them out; `query` names the first one. */
const pageOfNumbers = async (query: URLSearchParams): Promise<Page<number>> => {
  const from = Number(query.get("cursor") ?? query.get("from") ?? 1);
  const items = NUMBERS.filter((each) => each >= from).slice(0, Number(query.get("limit")));
  const next = (items.at(-1) ?? 7) + 1;
  return { items, nextCursor: next > 7 ? null : String(next) };
};

const host = {
  addController: () => {},
  removeController: () => {},
  requestUpdate: () => {},
  updateComplete: Promise.resolve(true),
};

/** A list by threes; every query it was asked for is noted. */
const aList = (load = pageOfNumbers) => {
  const asked: string[] = [];
  const list = new PagedLoading<number>(host, {
    pageSize: 3,
    load: (query) => {
      asked.push(query.toString());
      return load(query);
    },
  });
  return { list, asked };
};

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("a list grows page by page, and as much of it as is shown is read again", async () => {
  const { list, asked } = aList();
  list.ask(new URLSearchParams());
  expect(list.state).toBe("loading");
  await settled();
  await list.more();
  expect(list.rows).toEqual([1, 2, 3, 4, 5, 6]);
  expect(list.hasMore).toBe(true);
  await list.reload();
  expect(list.rows).toEqual([1, 2, 3, 4, 5, 6]);
  await list.more();
  await list.more();
  expect(list.rows).toEqual(NUMBERS);
  expect(asked).toEqual(["limit=3", "limit=3&cursor=4", "limit=6", "limit=3&cursor=7"]);
});

test("another list takes the place of the one before, which is not shown as if it were that", async () => {
  const { list, asked } = aList();
  list.ask(new URLSearchParams());
  await settled();
  list.ask(new URLSearchParams({ from: "6" }));
  expect(list.rows).toEqual([]);
  await settled();
  expect(list.rows).toEqual([6, 7]);
  list.ask(new URLSearchParams({ from: "6" }));
  expect(asked).toHaveLength(2);
});

test("rows that cannot be read again stay, and are told to be old", async () => {
  let isDown = false;
  const { list } = aList((query) =>
    isDown ? Promise.reject(new Error("unreachable")) : pageOfNumbers(query),
  );
  list.ask(new URLSearchParams());
  await settled();
  expect(list.staleSinceMs).toBeUndefined();
  isDown = true;
  await list.reload();
  expect(list.rows).toEqual([1, 2, 3]);
  expect(list.state).toBe("ready");
  expect(list.staleSinceMs).toBeDefined();
  isDown = false;
  await list.reload();
  expect(list.staleSinceMs).toBeUndefined();
});

test("what could never be read has failed", async () => {
  const { list } = aList(() => Promise.reject(new Error("unreachable")));
  list.ask(new URLSearchParams());
  await settled();
  expect(list.state).toBe("failed");
});
