import { expect, test } from "vitest";
import { createLiveNews } from "./live-news.ts";

test("news reach those who listen for them, until they stop", () => {
  const { news, emit } = createLiveNews();
  const heard: string[] = [];
  const stop = news.on("resumed", () => heard.push("first"));
  news.on("resumed", () => heard.push("second"));
  news.on("route", () => heard.push("another kind"));
  emit("resumed", undefined);
  stop();
  emit("resumed", undefined);
  expect(heard).toEqual(["first", "second", "second"]);
});
