import { expect, test } from "vitest";
import type { Branch } from "../../../contracts/branch.ts";
import { hereZone } from "../i18n/dates.ts";
import { branchesOf } from "./branches.ts";

const aBranch = (named: Pick<Branch, "id" | "timeZone">): Branch => ({
  ...{ name: named.id, currency: "EUR", latitude: null, longitude: null, status: "ACTIVE" },
  ...{ createdAt: "2026-03-01T12:00:00.000Z", updatedAt: "2026-03-01T12:00:00.000Z", ...named },
});
const auckland = aBranch({ id: "auckland", timeZone: "Pacific/Auckland" });
const dunedin = aBranch({ id: "dunedin", timeZone: "Pacific/Auckland" });
const perth = aBranch({ id: "perth", timeZone: "Australia/Perth" });

test("times of a branch are told by its own clocks", () => {
  expect(branchesOf([auckland, perth]).zoneOf("perth")).toBe("Australia/Perth");
});

test("who belongs to every branch goes by the clocks that they share", () => {
  expect(branchesOf([auckland, dunedin]).zoneOf(null)).toBe("Pacific/Auckland");
});

test("branches that share no clocks, or are not known yet, leave those of the browser", () => {
  expect(branchesOf([auckland, perth]).zoneOf(null)).toBe(hereZone());
  expect(branchesOf([]).zoneOf(null)).toBe(hereZone());
});
