import { expect, test } from "vitest";
import { landingFor } from "./landing.ts";

const at = (pathname: string, search = "") => ({ pathname, search });
const owner = { role: "OWNER", isPhone: true, hasSignedIn: true } as const;

test("who runs the business lands on today, on a phone", () => {
  expect(landingFor(at("/"), owner)).toBe("/today");
  expect(landingFor(at("/"), { ...owner, role: "MANAGER" })).toBe("/today");
  expect(landingFor(at("/"), { ...owner, isPhone: false })).toBe("/");
  expect(landingFor(at("/"), { ...owner, role: "FIELD" })).toBe("/");
});

test("the installed app opens there too, whoever signed in when", () => {
  expect(landingFor(at("/", "?app"), { ...owner, hasSignedIn: false })).toBe("/today");
});

test.each([
  ["a link to a page", at("/alerts/1"), owner],
  ["a link to a car", at("/", "?vehicle=1"), owner],
  ["a reload of the map", at("/"), { ...owner, hasSignedIn: false }],
])("%s leads where it says", (_case, address, arrival) => {
  expect(landingFor(address, arrival)).toBeUndefined();
});
