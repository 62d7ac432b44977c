import { expect, test } from "vitest";
import { anAlert } from "../../../contracts/testing-live.ts";
import { createOpenAlerts } from "./open-alerts.ts";

const inbox = (...alerts: Parameters<typeof anAlert>[0][]) =>
  new Map(alerts.map((alert, at) => [String(at), anAlert({ id: String(at), ...alert })]));

test("cars whose alerts need somebody are known, the others are not", () => {
  const { vehicleIds } = createOpenAlerts()(
    inbox(
      { vehicleId: "open" },
      { vehicleId: "taken-up", status: "acknowledged" },
      { vehicleId: "snoozed", status: "snoozed" },
      { vehicleId: "resolved", status: "resolved" },
    ),
  );
  expect([...vehicleIds]).toEqual(["open", "taken-up"]);
});

test("the set of cars is the same one while the cars are", () => {
  const open = createOpenAlerts();
  const { vehicleIds } = open(inbox({ vehicleId: "a" }));
  const more = open(inbox({ vehicleId: "a" }, { vehicleId: "a" }));
  expect(more.alerts).toHaveLength(2);
  expect(more.vehicleIds).toBe(vehicleIds);
  expect([...open(inbox({ vehicleId: "b" })).vehicleIds]).toEqual(["b"]);
});
