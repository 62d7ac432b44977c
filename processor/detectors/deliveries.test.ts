import { expect, test } from "vitest";
import { type Deliveries, learnDelivery, usuallyLateMs } from "./deliveries.ts";

const NOON = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;

/** What was measured in `[from, until)`, minutes, every 30 s, and received at `at`. */
const deliver = (into: Deliveries, from: number, until: number, at: number): void => {
  for (let minute = from; minute < until; minute += 0.5)
    learnDelivery(into, NOON + minute * MINUTE, NOON + at * MINUTE);
};
const live = (into: Deliveries, from: number, until: number, lateMin = 0): void => {
  for (let minute = from; minute < until; minute += 0.5)
    deliver(into, minute, minute + 0.5, minute + lateMin);
};
const usuallyLateMin = (deliveries: Deliveries): number => usuallyLateMs(deliveries) / MINUTE;

test.each([5, 10, 15, 60, 24 * 60])(
  "a tracker that sends every %i min is late by that from its second batch on",
  (every) => {
    const deliveries: Deliveries = [];
    deliver(deliveries, 0, every, every);
    expect(usuallyLateMin(deliveries)).toBe(0);
    deliver(deliveries, every, every + 1, 2 * every);
    expect(usuallyLateMin(deliveries)).toBe(every);
    for (let batch = 2; batch < 6; batch++)
      deliver(deliveries, batch * every, (batch + 1) * every, (batch + 1) * every);
    expect(usuallyLateMin(deliveries)).toBe(every);
  },
);

test("a clock that is eight minutes slow is known after a few minutes", () => {
  const deliveries: Deliveries = [];
  live(deliveries, 0, 3, 8);
  expect(usuallyLateMin(deliveries)).toBe(8);
});

test("a backlog of two hours is no habit, in however many pieces it comes", () => {
  const deliveries: Deliveries = [];
  deliver(deliveries, 0, 60, 120);
  deliver(deliveries, 60, 100, 120.5);
  deliver(deliveries, 100, 120, 121.5);
  live(deliveries, 122, 140);
  expect(usuallyLateMin(deliveries)).toBe(0);
});

test("a backlog that comes between what is live counts once", () => {
  const deliveries: Deliveries = [];
  for (let minute = 0; minute < 30; minute++) {
    deliver(deliveries, minute, minute + 0.5, minute);
    deliver(deliveries, minute + 0.5, minute + 1, 40);
  }
  expect(usuallyLateMin(deliveries)).toBe(0);
});

test("two tunnels in a row are forgotten a quarter of an hour after them", () => {
  const deliveries: Deliveries = [];
  deliver(deliveries, 0, 20, 20);
  live(deliveries, 20, 23);
  deliver(deliveries, 23, 43, 43);
  live(deliveries, 43, 58);
  expect(usuallyLateMin(deliveries)).toBe(0);
});

test("nothing is kept of a tracker that delivers within a minute", () => {
  const deliveries: Deliveries = [];
  live(deliveries, 0, 60, 0.9);
  expect(deliveries).toEqual([]);
});

test("a habit that has ended leaves nothing behind", () => {
  const deliveries: Deliveries = [];
  for (let batch = 0; batch < 5; batch++)
    deliver(deliveries, batch * 10, batch * 10 + 10, 10 * (batch + 1));
  live(deliveries, 60, 75);
  expect(deliveries).toEqual([]);
});

test("no more than five deliveries are kept", () => {
  const deliveries: Deliveries = [];
  for (let batch = 0; batch < 100; batch++)
    deliver(deliveries, batch * 10, batch * 10 + 1, 10 * (batch + 1));
  expect(deliveries).toHaveLength(5);
});

test("a history that is loaded days later is no habit", () => {
  const deliveries: Deliveries = [];
  for (let day = 0; day < 5; day++) deliver(deliveries, day, day + 1, 3 * 24 * 60 + day * 10);
  expect(deliveries).toEqual([]);
});
