import type { Alert } from "./alert.ts";
import type { Activity } from "./activity.ts";
import type { Booking } from "./booking.ts";
import type { VehicleLive } from "./live-protocol.ts";
import { VEHICLE_A } from "./testing.ts";
import type { CarOut } from "./today.ts";

/** A car that drives through Göteborg and was heard just now. */
export const aVehicleLive = (vehicleId: string, change: Partial<VehicleLive> = {}): VehicleLive => {
  const now = new Date().toISOString();
  return {
    vehicleId,
    ts: now,
    positionTs: now,
    lat: 57.7,
    lon: 11.97,
    accuracyM: null,
    speedKmh: 50,
    headingDeg: 90,
    motion: "driving",
    motionSince: null,
    connection: "online",
    ignition: true,
    odometerKm: null,
    fuelPct: null,
    fuelLitres: null,
    externalV: null,
    batteryPct: null,
    satellites: null,
    routeId: null,
    ...change,
  };
};

const NOON = "2026-03-01T12:00:00.000Z";

/** An open alert about a drain. */
export const anAlert = (overrides: Partial<Alert> = {}): Alert => ({
  id: "a0000000-0000-4000-8000-000000000001",
  vehicleId: VEHICLE_A,
  licensePlate: "ABC 123",
  branchId: "b0000000-0000-4000-8000-000000000001",
  type: "drain",
  cause: "",
  severity: "critical",
  status: "open",
  level: null,
  bookingId: null,
  count: 1,
  startedAt: NOON,
  lastAt: NOON,
  endedAt: NOON,
  lat: 57.7,
  lon: 11.97,
  evidence: { litres: 12 },
  raisedAt: NOON,
  late: false,
  assigneeId: null,
  assigneeName: null,
  acknowledgedByName: null,
  snoozedUntil: null,
  resolution: null,
  resolvedAt: null,
  createdAt: NOON,
  updatedAt: NOON,
  revision: 1,
  ...overrides,
});

/** A booking whose car is out. */
export const aBooking = (overrides: Partial<Booking> = {}): Booking => ({
  id: "c0000000-0000-4000-8000-000000000001",
  vehicleId: VEHICLE_A,
  licensePlate: "ABC 123",
  branchId: "b0000000-0000-4000-8000-000000000001",
  customerName: "Karin",
  customerContact: null,
  status: "OUT",
  outAt: NOON,
  dueAt: "2026-03-04T12:00:00.000Z",
  returnBranchId: "b0000000-0000-4000-8000-000000000001",
  handedOutAt: NOON,
  returnedAt: null,
  returnedBranchId: null,
  voidReason: null,
  extensions: [],
  createdAt: NOON,
  updatedAt: NOON,
  ...overrides,
});

/** A car that is out, without a wish to keep it and with nobody waiting for it. */
export const aCarOut = (overrides: Partial<CarOut> = {}): CarOut => ({
  bookingId: "c0000000-0000-4000-8000-000000000001",
  vehicleId: VEHICLE_A,
  licensePlate: "ABC 123",
  model: "V60",
  branchId: "b0000000-0000-4000-8000-000000000001",
  customerName: "Karin",
  customerContact: null,
  handedOutAt: NOON,
  dueAt: "2026-03-04T12:00:00.000Z",
  returnBranchId: "b0000000-0000-4000-8000-000000000001",
  returnBranchName: "City",
  timeZone: "Europe/Stockholm",
  returnLat: null,
  returnLon: null,
  wishedDueAt: null,
  nextOutAt: null,
  ...overrides,
});

/** A car that was handed out. */
export const anActivity = (overrides: Partial<Activity> = {}): Activity => ({
  id: 1,
  kind: "handed_out",
  at: NOON,
  recordedAt: NOON,
  vehicleId: VEHICLE_A,
  licensePlate: "ABC 123",
  branchId: "b0000000-0000-4000-8000-000000000001",
  bookingId: "c0000000-0000-4000-8000-000000000001",
  customerName: "Karin",
  returnBranchId: "b0000000-0000-4000-8000-000000000001",
  dueAt: null,
  alertId: null,
  alertType: null,
  severity: null,
  userName: null,
  note: null,
  ...overrides,
});
