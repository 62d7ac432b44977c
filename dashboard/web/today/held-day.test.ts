import { expect, test } from "vitest";
import { anActivity, aCarOut } from "../../../contracts/testing-live.ts";
import { type Day, heldDay } from "./held-day.ts";

const cars = (...ids: string[]) => ids.map((bookingId) => aCarOut({ bookingId }));
const aDay = (parts: Partial<Day["cars"]>, activityIds: readonly number[] = []): Day => ({
  cars: { overdue: [], today: [], later: [], ...parts },
  alerts: [],
  activities: activityIds.map((id) => anActivity({ id })),
});
const bookingsOf = ({ rows }: { readonly rows: Day["cars"]["today"] }): string[] =>
  rows.map(({ bookingId }) => bookingId);

test("a car that has become late while the day is read stays in sight, once, and waits among the late ones", () => {
  const kept = aDay({ overdue: cars("late"), today: cars("due", "due later") });
  const now = aDay({ overdue: cars("due", "late"), today: cars("due later") });
  const shown = heldDay(kept, now).cars;
  expect(bookingsOf(shown.overdue)).toEqual(["late"]);
  expect(bookingsOf(shown.today)).toEqual(["due", "due later"]);
  expect([shown.overdue.waiting, shown.today.waiting]).toEqual([1, 0]);
});

test("a car that was put back is where it was; one that has just gone out waits", () => {
  const kept = aDay({ later: cars("a", "b") });
  expect(bookingsOf(heldDay(kept, aDay({ later: cars("b") })).cars.later)).toEqual(["b"]);
  const { later } = heldDay(kept, aDay({ later: cars("new", "b", "a") })).cars;
  expect([bookingsOf(later), later.waiting]).toEqual([["a", "b"], 1]);
});

test("what has happened since waits; what was fetched of an earlier time joins the rest at once", () => {
  const { activities } = heldDay(aDay({}, [5, 4]), aDay({}, [7, 6, 5, 4, 3, 2]));
  expect(activities.rows.map(({ id }) => id)).toEqual([5, 4, 3, 2]);
  expect(activities.waiting).toBe(2);
});

test("the first that happens at all does not wait: there is nothing to keep in its place", () => {
  expect(heldDay(aDay({}), aDay({}, [1])).activities.waiting).toBe(0);
});
