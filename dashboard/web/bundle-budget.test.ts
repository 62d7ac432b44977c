import { expect, test } from "vitest";
import { type BuiltFile, measureBundle, overBudget } from "./bundle-budget.ts";

const file = (name: string, bytes: number, part: Partial<BuiltFile> = {}): BuiltFile => ({
  name,
  bytes,
  facade: undefined,
  isEntry: false,
  imports: [],
  ...part,
});

const BUILT = [
  file("index.js", 1, { isEntry: true, imports: ["lit.js"] }),
  file("lit.js", 10),
  file("live-page.js", 100, { facade: "/w/web/pages/live/live-page.ts", imports: ["lit.js"] }),
  file("fleet-map.js", 1_000, {
    facade: "/w/web/elements/fleet-map.ts",
    imports: ["lit.js", "maplibre.js"],
  }),
  file("maplibre.js", 5_000),
  file("maplibre-worker-1.js", 70),
  file("index.css", 7),
  file("sv.js", 20, { facade: "/w/web/shell/text/sv.ts" }),
  file("sv2.js", 30, { facade: "/w/web/pages/live/text/sv.ts" }),
  file("sv3.js", 40, { facade: "/w/web/pages/alerts/text/sv.ts" }),
  file("en.js", 15, { facade: "/w/web/shell/text/en.ts" }),
];

test("what several things need is counted once, for the one that fetches it first", () => {
  expect(measureBundle(BUILT)).toEqual({
    shell: 111,
    map: 6_000,
    worker: 70,
    charts: 0,
    css: 7,
    locale: 60,
  });
});

test("a budget that is exceeded is named with both figures", () => {
  const measured = { ...measureBundle(BUILT), charts: 26_040 };
  expect(overBudget(measured)).toEqual(["charts: 26.0 of 25 kB"]);
});
