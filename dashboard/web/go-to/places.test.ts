import { beforeAll, expect, test } from "vitest";
import { anAlert } from "../../../contracts/testing-live.ts";
import { alertText } from "../alerts/text.ts";
import { createFleet } from "../fleet/fleet.ts";
import { aVehicle } from "../fleet/testing.ts";
import { PAGE_TABLE } from "../pages/page-table.ts";
import { pagesFor } from "../routing/page-route.ts";
import { shellText } from "../shell/text.ts";
import { placesFor, type Reach } from "./places.ts";

beforeAll(() => Promise.all([alertText.load(), shellText.load()]));

const fleet = createFleet();
fleet.replaceAll([
  aVehicle({ vehicleId: "1", licensePlate: "ABC 123", driverName: "Zoë Lund" }),
  aVehicle({
    ...{ vehicleId: "2", licensePlate: "DEF 456", model: "Golf" },
    rental: { bookingId: "b-77", customerName: "Karin Berg" },
  }),
]);
const alerts = new Map(
  [
    anAlert({ id: "a", type: "drain", severity: "critical", licensePlate: "DEF 456" }),
    anAlert({ id: "b", type: "sos", licensePlate: "ABC 123", status: "resolved" }),
    anAlert({ id: "c", type: "excessive_idling", severity: "info", licensePlate: "GHI 789" }),
  ].map((alert) => [alert.id, alert]),
);
const reach: Reach = { pages: pagesFor("OWNER", PAGE_TABLE), fleet, alerts, userId: "me" };
const hrefsFor = (typed: string, from = reach): string[] =>
  placesFor(typed, from).map(({ href }) => href);

test.each([
  ["def456", "/?vehicle=2"],
  ["zoe", "/?vehicle=1"],
  ["berg karin", "/?vehicle=2"],
  ["b-77", "/?vehicle=2"],
])("%s leads to a car by what is known of it", (typed, href) => {
  expect(hrefsFor(typed)[0]).toBe(href);
});

test("a plate leads to its car, then to its alerts that are open", () => {
  expect(hrefsFor("DEF 456")).toEqual(["/?vehicle=2", "/alerts/a"]);
  expect(hrefsFor("ABC 123")).toEqual(["/?vehicle=1"]);
});

test("before anything is typed the worst alerts stand first, then every page, and no car", () => {
  const pages = reach.pages.map(({ paths }) => paths[0]);
  expect(hrefsFor(" ")).toEqual(["/alerts/a", "/alerts/c", ...pages]);
});

test("nobody is led to a page that is not for the role", () => {
  const isFound = (pages: Reach["pages"]) => hrefsFor("Rules", { ...reach, pages }).length > 0;
  expect(isFound(pagesFor("OWNER", PAGE_TABLE))).toBe(true);
  expect(isFound(pagesFor("FIELD", PAGE_TABLE))).toBe(false);
});

test("what is called nothing of the kind leads nowhere", () => {
  expect(hrefsFor("abc berg")).toEqual([]);
});
