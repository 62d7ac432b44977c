import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ToastTimers } from "./toast-timers.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const withEnded = (): { readonly timers: ToastTimers; readonly ended: number[] } => {
  const ended: number[] = [];
  return { ended, timers: new ToastTimers((id) => ended.push(id)) };
};

test("a notice goes after its time, unless it was taken off before", () => {
  const { timers, ended } = withEnded();
  timers.start(1, 1_000);
  timers.start(2, 1_000);
  timers.stop(2);
  vi.advanceTimersByTime(1_000);
  expect(ended).toEqual([1]);
});

test("one that is pointed at stays when only the keyboard has left it, and goes once after both", () => {
  const { timers, ended } = withEnded();
  timers.start(1, 1_000);
  timers.hold(1, "focus");
  timers.hold(1, "pointer");
  timers.release(1, "focus");
  vi.advanceTimersByTime(10_000);
  expect(ended).toEqual([]);
  timers.release(1, "pointer");
  timers.hold(1, "pointer"); // back again: nothing that ran before may take it off
  vi.advanceTimersByTime(10_000);
  expect(ended).toEqual([]);
  timers.release(1, "pointer");
  vi.advanceTimersByTime(10_000);
  expect(ended).toEqual([1]);
});
