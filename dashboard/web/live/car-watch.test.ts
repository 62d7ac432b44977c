import { expect, test } from "vitest";
import { MAX_WATCHED } from "../../../contracts/live-protocol.ts";
import { createCarWatch } from "./car-watch.ts";

/** A watch, what the server was told, and whether there is a server. */
const watching = () => {
  const told: string[][] = [];
  const line = { isUp: true };
  const watch = createCarWatch((ids) => {
    if (line.isUp) told.push(ids);
    return line.isUp;
  });
  return { watch, told, line };
};
const soon = () => Promise.resolve();

test("what several want is told as one, and no car twice", async () => {
  const { watch, told } = watching();
  watch.watch(["a"]);
  const stop = watch.watch(["b", "a"]);
  await soon();
  stop();
  await soon();
  expect(told).toEqual([["a", "b"], ["a"]]);
});

test("the same wish anew, in whatever order, is not told again", async () => {
  const { watch, told } = watching();
  const stop = watch.watch(["a", "b"]);
  await soon();
  stop();
  watch.watch(["b", "a"]);
  await soon();
  expect(told).toEqual([["a", "b"]]);
});

test("a new connection is told what is wanted, also of wishes made while there was none", async () => {
  const { watch, told, line } = watching();
  watch.watch(["a"]);
  await soon();
  line.isUp = false;
  watch.watch(["b"]);
  await soon();
  line.isUp = true;
  watch.renew();
  await soon();
  expect(told).toEqual([["a"], ["a", "b"]]);
});

test("a new connection of a page that wants nothing is told nothing", async () => {
  const { watch, told } = watching();
  watch.renew();
  await soon();
  expect(told).toEqual([]);
});

test("no more is asked for than the server grants, the first wishes first", async () => {
  const { watch, told } = watching();
  watch.watch(["opened"]);
  watch.watch(Array.from({ length: MAX_WATCHED }, (_, index) => `row-${index}`));
  await soon();
  expect(told[0]).toHaveLength(MAX_WATCHED);
  expect(told[0]?.[0]).toBe("opened");
});
