import type { ReactiveController } from "lit";
import { expect, test } from "vitest";
import { onLineReturn, tellLineReturn, whenLineReturns } from "./line-return.ts";

test("who waits for the line is told each time that it returns, until they stop waiting", () => {
  let tries = 0;
  const stop = onLineReturn(() => tries++);
  tellLineReturn();
  tellLineReturn();
  expect(tries).toBe(2);
  stop();
  tellLineReturn();
  expect(tries).toBe(2);
});

test("an element waits for the line only while it is on the page", () => {
  let tries = 0;
  const controllers: ReactiveController[] = [];
  const host = {
    addController: (each: ReactiveController) => void controllers.push(each),
    removeController: () => {},
    requestUpdate: () => {},
    updateComplete: Promise.resolve(true),
  };
  whenLineReturns(host, () => tries++);
  tellLineReturn();
  expect(tries).toBe(0);
  for (const each of controllers) each.hostConnected?.();
  tellLineReturn();
  for (const each of controllers) each.hostDisconnected?.();
  tellLineReturn();
  expect(tries).toBe(1);
});
