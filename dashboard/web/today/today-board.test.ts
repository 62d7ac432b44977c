import { expect, test, vi } from "vitest";
import type { Activity } from "../../../contracts/activity.ts";
import type { Page } from "../../../contracts/paging.ts";
import { aBooking, aCarOut, anActivity } from "../../../contracts/testing-live.ts";
import type { Today } from "../../../contracts/today.ts";
import { createLiveNews } from "../live/live-news.ts";
import { openTodayBoard } from "./today-board.ts";
import { byDay, joinLatest } from "./told.ts";

const told = (...ids: number[]): Activity[] => ids.map((id) => anActivity({ id }));
const idsOf = (activities: readonly Activity[]): number[] => activities.map(({ id }) => id);

/** A server that remembers what was read, as far as a board knows it. */
const aServer = (ids: readonly number[]) => {
  const server = { ids: [...ids], markedAt: 0, asked: 0, isAway: false };
  const answer = async <T>(value: T): Promise<T> => {
    if (server.isAway) throw new Error("nobody answers");
    return value;
  };
  const api = {
    loadToday: (): Promise<Today> => {
      server.asked++;
      const lastSeen = { activityId: server.markedAt, markedAt: "2026-03-01T12:00:00.000Z" };
      const serverTime = "2026-03-01T12:00:00.000Z";
      return answer({ serverTime, carsOut: [aCarOut()], moreOut: 0, lastSeen });
    },
    loadActivities: (cursor?: string): Promise<Page<Activity>> => {
      const rest = server.ids.filter((id) => cursor === undefined || id < Number(cursor));
      const items = told(...rest.slice(0, 3));
      return answer({ items, nextCursor: rest.length > 3 ? String(items.at(-1)?.id) : null });
    },
    markRead: (id: number) => {
      server.markedAt = id;
      return answer(undefined);
    },
  };
  return { server, api };
};
const aBoard = (ids: readonly number[]) => {
  const { news, emit } = createLiveNews();
  const { server, api } = aServer(ids);
  return { board: openTodayBoard(news, api), emit, server };
};

test("nothing is asked for until somebody looks", async () => {
  const { board, emit, server } = aBoard([1]);
  emit("booking", { kind: "created", event: { booking: aBooking() } });
  emit("activity", anActivity({ id: 2 }));
  expect([server.asked, board.activities.length]).toEqual([0, 0]);
  board.look();
  await vi.waitFor(() => expect(board.load).toBe("ready"));
  expect(idsOf(board.activities)).toEqual([1]);
});

test("what happens while one looks comes in once, in the order of its number", async () => {
  const { board, emit } = aBoard([3, 2, 1]);
  board.look();
  emit("activity", anActivity({ id: 5 }));
  await vi.waitFor(() => expect(board.load).toBe("ready"));
  for (const id of [4, 5, 3]) emit("activity", anActivity({ id }));
  expect(idsOf(board.activities)).toEqual([5, 4, 3, 2, 1]);
});

test("what was new at a look stays new until the next one, though it counts as read at once", async () => {
  const { board, server } = aBoard([4, 3, 2, 1]);
  server.markedAt = 2;
  board.look();
  await vi.waitFor(() => expect(board.readBefore).toBe(2));
  board.markRead(4);
  expect(server.markedAt).toBe(4);
  board.reload();
  await vi.waitFor(() => expect(server.asked).toBe(2));
  expect(board.readBefore).toBe(2);
  board.look();
  await vi.waitFor(() => expect(board.readBefore).toBe(4));
});

test("a server that does not answer leaves what was known, with its time", async () => {
  const { board, server } = aBoard([1]);
  board.look();
  await vi.waitFor(() => expect(board.load).toBe("ready"));
  const { atMs } = board;
  server.isAway = true;
  board.reload();
  await vi.waitFor(() => expect(board.load).toBe("failed"));
  expect([board.atMs, board.today?.carsOut.length, board.activities.length]).toEqual([atMs, 1, 1]);
});

test("earlier pages join the later ones", async () => {
  const { board, emit, server } = aBoard([7, 6, 5, 4, 3, 2, 1]);
  board.look();
  await vi.waitFor(() => expect(board.load).toBe("ready"));
  await board.loadEarlier();
  expect(idsOf(board.activities)).toEqual([7, 6, 5, 4, 3, 2]);
  server.ids.unshift(8);
  emit("resumed", undefined);
  await vi.waitFor(() => expect(idsOf(board.activities)).toEqual([8, 7, 6, 5, 4, 3, 2]));
  await board.loadEarlier();
  expect([idsOf(board.activities).at(-1), board.hasEarlier]).toEqual([1, false]);
});

test("after a long gap all is fetched anew, and what was taken back goes", () => {
  const known = { activities: told(4, 3, 2, 1), cursor: null };
  const gap = joinLatest(known, { items: told(9, 8, 7), nextCursor: "7" }, []);
  expect([idsOf(gap.activities), gap.cursor]).toEqual([[9, 8, 7], "7"]);
  const taken = joinLatest(known, { items: told(4, 2), nextCursor: "2" }, told(5));
  expect([idsOf(taken.activities), taken.cursor]).toEqual([[5, 4, 2, 1], null]);
});

test("days follow each other as they come", () => {
  const at = (id: number, day: string) => anActivity({ id, recordedAt: `2026-03-0${day}T12:00Z` });
  const days = byDay([at(3, "2"), at(2, "2"), at(1, "1")], ({ recordedAt }) =>
    recordedAt.slice(0, 10),
  );
  expect(days.map(({ day, activities }) => [day, idsOf(activities)])).toEqual([
    ["2026-03-02", [3, 2]],
    ["2026-03-01", [1]],
  ]);
});
