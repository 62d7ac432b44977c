import { expect } from "vitest";
import { Alert } from "../contracts/alert.ts";
import type { Booking } from "../contracts/booking.ts";
import { eventually } from "./eventually.ts";
import { registerCar, type RunningSystem, type TrackedCar } from "./running-system.ts";

const HOUR_MS = 3_600_000;

/** A car that should have been back three hours ago: a critical alert within seconds. */
export const anOverdueCar = async (
  { api }: RunningSystem,
  facts?: { readonly branchId: string },
): Promise<TrackedCar> => {
  const car = await registerCar(api, facts);
  const outAt = new Date(Date.now() - 27 * HOUR_MS).toISOString();
  const dueAt = new Date(Date.now() - 3 * HOUR_MS).toISOString();
  const booking = { vehicleId: car.vehicleId, customerName: "Karin", outAt, dueAt };
  const { id } = await api.post<Booking>("/api/bookings", booking);
  await api.post(`/api/bookings/${id}/handover`, { at: outAt });
  return car;
};

/** The alert of a car that has one. */
export const alertOf = async (
  { api }: RunningSystem,
  { vehicleId }: TrackedCar,
): Promise<Alert> => {
  const { items } = await api.get<{ items: unknown[] }>(`/api/alerts?vehicleId=${vehicleId}`);
  return Alert.parse(items[0]);
};

/** Waits until the alert of a car is there and has a status. */
export const expectStatus = (
  system: RunningSystem,
  car: TrackedCar,
  status: Alert["status"],
): Promise<void> =>
  eventually(async () => expect((await alertOf(system, car)).status).toBe(status));
