import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { type Bounds, isInside } from "./bounds.ts";
import { STATUSES, heardAt, type VehicleStatus, statusOf } from "./status.ts";

export type SortOrder = "plate" | "activity" | "recent";

/** What the person narrowed the fleet down to; an empty status set means all of them. */
export type FleetFilter = {
  readonly query: string;
  readonly statuses: ReadonlySet<VehicleStatus>;
  /** Only cars inside these bounds; undefined for everywhere. */
  readonly bounds: Bounds | undefined;
};

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .toLowerCase();
/** Plates are typed with or without their spaces and dashes. */
const plainPlate = (plate: string): string => plain(plate).replaceAll(/[\s-]/g, "");

/** Whether plate, model, type, group or driver hold every word of the query. */
export const matchesQuery = (vehicle: VehicleSummary, query: string): boolean => {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { licensePlate, model, vehicleType, group, driverName } = vehicle;
  const text = plain([licensePlate, model, vehicleType, group, driverName].join(" "));
  const plate = plainPlate(licensePlate);
  return words.every((word) => text.includes(word)) || plate.includes(plainPlate(query));
};

/** Cars that pass, and how many of each status pass everything but the status itself. */
export const filterFleet = (
  vehicles: Iterable<VehicleSummary>,
  { query, statuses, bounds }: FleetFilter,
): { matching: VehicleSummary[]; counts: Record<VehicleStatus, number> } => {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<
    VehicleStatus,
    number
  >;
  const matching: VehicleSummary[] = [];
  for (const vehicle of vehicles) {
    if (bounds && !isInside(vehicle, bounds)) continue;
    if (!matchesQuery(vehicle, query)) continue;
    const status = statusOf(vehicle);
    counts[status] += 1;
    if (statuses.size === 0 || statuses.has(status)) matching.push(vehicle);
  }
  return { matching, counts };
};

const plateOrder = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const byPlate = (a: VehicleSummary, b: VehicleSummary): number =>
  plateOrder.compare(a.licensePlate, b.licensePlate);

const COMPARE: Readonly<Record<SortOrder, (a: VehicleSummary, b: VehicleSummary) => number>> = {
  plate: byPlate,
  activity: (a, b) =>
    STATUSES.indexOf(statusOf(a)) - STATUSES.indexOf(statusOf(b)) || byPlate(a, b),
  recent: (a, b) => (heardAt(b) ?? "").localeCompare(heardAt(a) ?? "") || byPlate(a, b),
};

/**
 * Puts cars in order. `held` is the order on screen while the person is working in the list: those
 * rows keep their places, and only newcomers are appended.
 */
export const sortFleet = (
  vehicles: readonly VehicleSummary[],
  order: SortOrder,
  held?: readonly string[],
): VehicleSummary[] => {
  const sorted = vehicles.toSorted(COMPARE[order]);
  if (!held) return sorted;
  const place = new Map(held.map((id, index) => [id, index]));
  const placeOf = (vehicle: VehicleSummary): number =>
    place.get(vehicle.vehicleId) ?? Number.MAX_SAFE_INTEGER;
  return sorted.sort((a, b) => placeOf(a) - placeOf(b) || 0);
};
