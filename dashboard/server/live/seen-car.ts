import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { isAllowed, type Role } from "../../../contracts/permissions.ts";

/** A car for those who may see neither who drives it nor who rents it. */
export const withoutPeople = ({
  driverName: _driver,
  rental: _rental,
  ...car
}: VehicleSummary): VehicleSummary => car;

/** A car as a role may see it: its driver is part of `drivers:view`, its rental of `bookings:view`. */
export const carSeenBy = (role: Role, car: VehicleSummary): VehicleSummary => {
  const { driverName, rental } = car;
  return {
    ...withoutPeople(car),
    ...(isAllowed(role, "drivers:view") && { driverName }),
    ...(isAllowed(role, "bookings:view") && { rental }),
  };
};
