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

/** Makes the question whether plate, model, type, group or driver of a car hold every word. */
export const queryMatcher = (query: string): ((vehicle: VehicleSummary) => boolean) => {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  const askedPlate = plainPlate(query);
  return ({ licensePlate, model, vehicleType, group, driverName }) => {
    const text = plain([licensePlate, model, vehicleType, group, driverName].join(" "));
    return (
      words.every((word) => text.includes(word)) || plainPlate(licensePlate).includes(askedPlate)
    );
  };
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
  const matches = queryMatcher(query);
  for (const vehicle of vehicles) {
    if (bounds && !isInside(vehicle, bounds)) continue;
    if (!matches(vehicle)) continue;
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

/** Puts cars in order; those that nearly are take a fraction of the time. */
export const sortFleet = (
  vehicles: readonly VehicleSummary[],
  order: SortOrder,
): VehicleSummary[] => vehicles.toSorted(COMPARE[order]);

/** The fleet as it is now in the order it had before, newcomers last. */
export const asBefore = (
  before: readonly VehicleSummary[],
  vehicles: ReadonlyMap<string, VehicleSummary>,
): VehicleSummary[] => {
  const arranged: VehicleSummary[] = [];
  for (const { vehicleId } of before) {
    const vehicle = vehicles.get(vehicleId);
    if (vehicle) arranged.push(vehicle);
  }
  if (arranged.length === vehicles.size) return arranged;
  const known = new Set(arranged.map(({ vehicleId }) => vehicleId));
  for (const vehicle of vehicles.values())
    if (!known.has(vehicle.vehicleId)) arranged.push(vehicle);
  return arranged;
};

/**
 * Cars in the places they have on screen, because the person is working in the list; newcomers are
 * appended.
 */
export const inPlace = (
  vehicles: readonly VehicleSummary[],
  shown: readonly string[],
): VehicleSummary[] => {
  const places = new Map(shown.map((id, index) => [id, index]));
  const placeOf = ({ vehicleId }: VehicleSummary): number =>
    places.get(vehicleId) ?? Number.MAX_SAFE_INTEGER;
  return vehicles.toSorted((a, b) => placeOf(a) - placeOf(b) || 0);
};
