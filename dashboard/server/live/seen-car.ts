import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { isAllowed, type Role } from "../../../contracts/permissions.ts";

/** A car for those who may not see who drives it. */
export const withoutDriver = ({ driverName: _hidden, ...car }: VehicleSummary): VehicleSummary =>
  car;

/** A car as a role may see it: its driver is part of `drivers:view`. */
export const carSeenBy = (role: Role, car: VehicleSummary): VehicleSummary =>
  isAllowed(role, "drivers:view") ? car : withoutDriver(car);
