import { expect, test, vi } from "vitest";
import type { Alert } from "../../../contracts/alert.ts";
import { anAlert } from "../../../contracts/testing-live.ts";
import { createLiveNews } from "../live/live-news.ts";
import { openAlertInbox } from "./alert-inbox.ts";

const resolved = (at: number, revision = 1): Alert =>
  anAlert({ id: `r${at}`, status: "resolved", revision });
const RESOLVED = Array.from({ length: 7 }, (_, at) => resolved(at));

/**
 * A server that hands out what is resolved by threes, the latest first, and an inbox that has loaded the
 * first three. A cursor is the id of the last one, as more may be resolved before it.
 */
const anInbox = async () => {
  const server = { resolved: RESOLVED };
  const loadPage = vi.fn(async (cursor: string | undefined) => {
    const from = server.resolved.findIndex(({ id }) => id === cursor) + 1;
    const items = server.resolved.slice(from, from + 3);
    const isLast = from + 3 >= server.resolved.length;
    return { items, nextCursor: isLast ? null : (items.at(-1)?.id ?? null) };
  });
  const { news, emit } = createLiveNews();
  const loadAll = () => loadPage(undefined);
  const inbox = openAlertInbox({ news, loadAll, loadPage, isLive: () => true });
  await vi.waitFor(() => expect(inbox.load).toBe("ready"));
  const idsOf = (): string[] => [...inbox.alerts.keys()].toSorted();
  loadPage.mockClear();
  return { server, inbox, loadPage, emit, idsOf };
};

test("older alerts come page by page until all are there", async () => {
  const { inbox, loadPage, idsOf } = await anInbox();
  await inbox.loadOlder();
  expect(idsOf()).toEqual(["r0", "r1", "r2", "r3", "r4", "r5"]);
  await inbox.loadOlder();
  await inbox.loadOlder();
  expect(idsOf()).toEqual(RESOLVED.map(({ id }) => id));
  expect(loadPage).toHaveBeenCalledTimes(2);
  inbox.close();
});

test("whether more are left is known from the first page on", async () => {
  const { inbox } = await anInbox();
  expect(inbox.hasOlder).toBe(true);
  await inbox.loadOlder();
  expect(inbox.hasOlder).toBe(true);
  await inbox.loadOlder();
  expect(inbox.hasOlder).toBe(false);
  inbox.close();
});

test("what was resolved in a gap is found between the latest and what was held before", async () => {
  const { server, inbox, idsOf } = await anInbox();
  await inbox.loadOlder();
  await inbox.loadOlder();
  const inGap = Array.from({ length: 5 }, (_, at) => resolved(90 + at));
  server.resolved = [...inGap, ...RESOLVED];
  await inbox.reload();
  expect(idsOf()).not.toContain("r94");
  while (inbox.hasOlder) await inbox.loadOlder();
  expect(idsOf()).toEqual(server.resolved.map(({ id }) => id).toSorted());
  inbox.close();
});

test("a list that is scrolled on while a page is under way asks for it once", async () => {
  const { inbox, loadPage, idsOf } = await anInbox();
  await Promise.all([inbox.loadOlder(), inbox.loadOlder(), inbox.loadOlder()]);
  expect(idsOf()).toHaveLength(6);
  expect(loadPage).toHaveBeenCalledTimes(1);
  inbox.close();
});

test("what was fetched stays when the inbox loads anew, as it was last told of", async () => {
  const { inbox, emit, idsOf } = await anInbox();
  await inbox.loadOlder();
  emit("alert", { kind: "updated", alert: resolved(4, 2) });
  await inbox.reload();
  expect(idsOf()).toHaveLength(6);
  expect(inbox.alerts.get("r4")?.revision).toBe(2);
  inbox.close();
});

test("a page that could not be loaded is asked for again", async () => {
  const { inbox, loadPage, idsOf } = await anInbox();
  loadPage.mockRejectedValueOnce(new Error("502"));
  await expect(inbox.loadOlder()).rejects.toThrow("502");
  await inbox.loadOlder();
  expect(idsOf()).toHaveLength(6);
  inbox.close();
});
