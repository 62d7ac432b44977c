import { expect, test } from "vitest";
import type { Assignee } from "../../../contracts/alert.ts";
import { onEveryList } from "./assignees.ts";

const person = (id: string, role: Assignee["role"]): Assignee => ({ id, name: id, role });
const owner = person("olga", "OWNER");
const north = person("nora", "MANAGER");
const south = person("saul", "MANAGER");

test("alerts of several branches go only to who sees the cars of all of them", () => {
  expect(
    onEveryList([
      [north, owner],
      [owner, south],
    ]),
  ).toEqual([owner]);
  expect(onEveryList([[north, owner]])).toEqual([north, owner]);
  expect(onEveryList([[north], [south]])).toEqual([]);
  expect(onEveryList([])).toEqual([]);
});
