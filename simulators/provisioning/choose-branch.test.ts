import { expect, test } from "vitest";
import { branchNotice, chooseBranch } from "./choose-branch.ts";
import type { FleetApi } from "./fleet-api.ts";

const branch = (name: string, status = "ACTIVE") => ({ id: `id of ${name}`, name, status });

/** An API that knows branches and nothing else. */
const knowing = (...branches: object[]): FleetApi => ({
  list: async (_path, item) => branches.map((one) => item.parse(one)),
  create: () => Promise.reject(new Error("nothing is to be created")),
  put: () => Promise.reject(new Error("nothing is to be changed")),
});

test("the only branch is taken without a word", async () => {
  const api = knowing(branch("Main"), branch("Alingsås", "INACTIVE"));
  expect(await chooseBranch(api, undefined)).toMatchObject({ id: "id of Main", guessed: false });
});

test("of several the first by name is taken, and that is said", async () => {
  const chosen = await chooseBranch(knowing(branch("Oslo"), branch("Malmö")), undefined);
  expect(chosen).toMatchObject({ id: "id of Malmö", guessed: true });
  expect(branchNotice(chosen)).toContain("Malmö");
});

test("a branch is named by its name or its id, and a wrong name is answered with the right ones", async () => {
  const api = knowing(branch("Oslo"), branch("Malmö"));
  expect(await chooseBranch(api, "Oslo")).toMatchObject({ id: "id of Oslo", guessed: false });
  expect(await chooseBranch(api, "id of Oslo")).toMatchObject({ name: "Oslo" });
  await expect(chooseBranch(api, "Bergen")).rejects.toThrow(
    "--branch: no branch is called Bergen; there are: Malmö, Oslo",
  );
});

test("without any branch it says so", async () => {
  await expect(chooseBranch(knowing(), undefined)).rejects.toThrow("no active branch");
});
