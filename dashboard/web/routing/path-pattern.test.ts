import { expect, test } from "vitest";
import { matchPath } from "./path-pattern.ts";

test.each([
  ["/", "/", {}],
  ["/alerts", "/alerts", {}],
  ["/alerts", "/alerts/", {}],
  ["/alerts/:id", "/alerts/a-1", { id: "a-1" }],
  ["/alerts/:id", "/alerts/fuel%2Fdrain%20%C3%A5", { id: "fuel/drain å" }],
  ["/replay/:vehicle/:day", "/replay/car-1/2026-03-03", { vehicle: "car-1", day: "2026-03-03" }],
])("%s takes %s", (pattern, path, params) => {
  expect(matchPath(pattern, path)).toEqual(params);
});

test.each([
  ["/", "/alerts"],
  ["/alerts", "/"],
  ["/alerts", "/Alerts"],
  ["/alerts/:id", "/alerts"],
  ["/alerts/:id", "/alerts/a/b"],
  ["/alerts/:id", "/alerts/%E0%A4%A"],
])("%s does not take %s", (pattern, path) => {
  expect(matchPath(pattern, path)).toBeUndefined();
});
