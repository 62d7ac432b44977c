import { html } from "lit";
import { expect, test } from "vitest";
import { destinationOf, type PageRoute, pagesFor } from "./page-route.ts";

const page = (part: Partial<PageRoute>): PageRoute => ({
  name: "live",
  paths: ["/"],
  icon: "car",
  load: async () => undefined,
  words: [],
  render: () => html``,
  ...part,
});
const live = page({});
const alerts = page({
  name: "alerts",
  paths: ["/alerts", "/alerts/:id"],
  permission: "alerts:view",
});
const table = [live, alerts];

test("each path of a page leads to it, with what the path says", () => {
  expect(destinationOf("/alerts/a-1", "DISPATCHER", table)).toEqual({
    kind: "page",
    route: alerts,
    params: { id: "a-1" },
  });
});

test("a page that a role may not open is neither in its navigation nor behind its address", () => {
  expect(pagesFor("FIELD", table)).toEqual([live]);
  expect(destinationOf("/alerts", "FIELD", table)).toEqual({ kind: "forbidden" });
});

test("an unknown address leads nowhere", () => {
  expect(destinationOf("/alert", "OWNER", table)).toEqual({ kind: "not-found" });
});

test("an unlisted page opens by its address, and the navigation does not show it", () => {
  const table = [page({}), page({ name: "setup", paths: ["/setup"], isUnlisted: true })];
  expect(pagesFor("OWNER", table).map(({ name }) => name)).toEqual(["live"]);
  expect(destinationOf("/setup", "OWNER", table)).toMatchObject({ kind: "page" });
});
