import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Alert } from "../contracts/alert.ts";
import { NewBooking } from "../contracts/booking.ts";
import { NewBranch } from "../contracts/branch.ts";
import type { Vehicle } from "../contracts/vehicle.ts";
import { loadAlertHistory } from "../db/alert-list.ts";
import { insertBooking, markHandedOut } from "../db/bookings.ts";
import { insertBranch } from "../db/branches.ts";
import { aVehicle } from "../db/fixtures.ts";
import { insertGeofence } from "../db/geofences.ts";
import { listAlertsOf } from "../db/testing-alerts.ts";
import type { TestDatabase } from "../db/testing.ts";
import { insertUser } from "../db/users.ts";
import type { aJourney } from "./detectors/journey.ts";
import { defaultOverdueRules, type OverdueRules } from "./overdue-rules.ts";
import { aProcessor, messagesFor } from "./testing.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const NOON = Date.UTC(2026, 2, 1, 12);
export const DUE = NOON + 4 * HOUR_MS;
/** Where journeys begin. */
const HOME = { lat: 57.7, lon: 11.97 };

export type Rental = { readonly vehicle: Vehicle; readonly bookingId: string };

/** A rental office on a real database, whose processor is restarted at every turn. */
export const anOffice = async ({ pool }: TestDatabase) => {
  const { id: userId } = await insertUser(
    pool,
    { email: "clerk@example.com", name: "Clerk", role: "OWNER", branchId: null },
    "no password",
  );
  let rules: OverdueRules = defaultOverdueRules;
  const restarted = () => aProcessor(pool, undefined, undefined, undefined, rules);

  /** A yard of a branch, or of all, so many metres north of where journeys begin. */
  const drawYard = (branchId: string | null, northM: number, radiusM = 150) =>
    insertGeofence(
      pool,
      {
        ...{ name: "Yard", purpose: "yard", speedLimitKmh: null, branchId, vehicleGroup: null },
        area: {
          kind: "circle",
          geometry: { type: "Point", coordinates: [HOME.lon, HOME.lat + northM / 111_195] },
          radiusM,
        },
      },
      { id: null, version: 1 },
      new Date(0),
      userId,
    );

  return {
    userId,
    drawYard,
    restarted,
    /** What the rules say from now on. */
    ruleBy: (by: OverdueRules) => void (rules = by),
    addBranch: () => {
      const branch = { name: randomUUID(), timeZone: "Europe/Stockholm", currency: "SEK" };
      return insertBranch(pool, NewBranch.parse(branch));
    },
    /** A car that left its yard an hour before noon, or before it is due at a time. */
    async rent(dueMs = DUE, group: string | null = null): Promise<Rental> {
      const vehicle = await aVehicle(pool, group);
      await drawYard(vehicle.branchId, 0);
      const out = new Date(Math.min(NOON, dueMs - HOUR_MS) - HOUR_MS);
      const booking = NewBooking.parse({
        ...{ vehicleId: vehicle.id, customerName: "Karin" },
        outAt: out.toISOString(),
        dueAt: new Date(dueMs).toISOString(),
      });
      const wanted = { ...booking, returnBranchId: vehicle.branchId };
      const bookingId = await insertBooking(pool, wanted, userId);
      await markHandedOut(pool, bookingId, out);
      return { vehicle, bookingId };
    },
    /** The car reports its journey to a processor that has just started. */
    async hear(
      { vehicle }: Rental,
      journey: ReturnType<typeof aJourney>,
      nowMs = journey.now(),
    ): Promise<void> {
      const observations = journey.observations
        .splice(0)
        .map((each) => Object.assign(each, { id: randomUUID(), vehicleId: vehicle.id }));
      const processor = await restarted();
      await processor.deliver([messagesFor(vehicle.id)(observations)], nowMs);
      await processor.settle(nowMs);
    },
    /** The overdue alert once the clock has struck for a processor that has just started. */
    async at({ vehicle }: Rental, nowMs: number): Promise<Alert | undefined> {
      await (await restarted()).wake(nowMs);
      const alerts = await listAlertsOf(pool, vehicle.id);
      const overdue = alerts.filter(({ type }) => type === "overdue");
      expect(overdue.length).toBeLessThanOrEqual(1);
      return overdue[0];
    },
    stepsOf: async (alert: Alert | undefined): Promise<string[]> =>
      (await loadAlertHistory(pool, alert?.id ?? "")).map(({ action, note }) => note ?? action),
  };
};
