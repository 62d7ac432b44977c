import { type Bounds, isInside } from "./bounds.ts";
import type { Car } from "./car.ts";
import { connectionOf, CONNECTIONS, type VehicleConnection } from "./connection.ts";
import { STATUSES, type VehicleStatus } from "./status.ts";

export const SORT_ORDERS = ["plate", "activity", "recent"] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/**
 * What the person narrowed the fleet down to: any of the statuses and any of the connections; an empty
 * set means all of its kind.
 */
export type FleetFilter = {
  readonly query: string;
  readonly statuses: ReadonlySet<VehicleStatus>;
  readonly connections: ReadonlySet<VehicleConnection>;
  /** Only cars inside these bounds; undefined for everywhere. */
  readonly bounds: Bounds | undefined;
};

/** Text as it is looked through: without accents, and small. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .toLowerCase();
/** Plates are typed with or without their spaces and dashes. */
const plainPlate = (plate: string): string => plain(plate).replaceAll(/[\s-]/g, "");

type Sought = { readonly text: string; readonly plate: string };
const soughtOf = new WeakMap<Car["called"], Sought>();

/** What is looked through of a car: taking accents off is dear, and is done once for each name it has. */
const soughtIn = (called: Car["called"]): Sought => {
  const known = soughtOf.get(called);
  if (known) return known;
  const { licensePlate, model, vehicleType, group, driverName, rental } = called;
  const booked = [rental?.customerName, rental?.bookingId];
  const text = plain([licensePlate, model, vehicleType, group, driverName, ...booked].join(" "));
  const sought = { text, plate: plainPlate(licensePlate) };
  soughtOf.set(called, sought);
  return sought;
};

/** Makes the question whether what a car is called, its driver, customer and booking hold every word. */
export const queryMatcher = (query: string): ((car: Pick<Car, "called">) => boolean) => {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  const askedPlate = plainPlate(query);
  return ({ called }) => {
    const { text, plate } = soughtIn(called);
    return words.every((word) => text.includes(word)) || plate.includes(askedPlate);
  };
};

/** How many cars there are of each kind, on both axes. */
export type FleetCounts = {
  readonly statuses: Readonly<Record<VehicleStatus, number>>;
  readonly connections: Readonly<Record<VehicleConnection, number>>;
};

const noneOf = <Kind extends string>(kinds: readonly Kind[]): Record<Kind, number> =>
  Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;

/** What is left of a fleet. */
export type FilteredFleet = {
  readonly matching: Car[];
  /** Of each axis the cars that pass everything but that axis's own choice. */
  readonly counts: FleetCounts;
  /** When the next car that passes becomes late if none is heard, ms. */
  readonly nextLateMs: number;
};

/** Cars that pass a filter at a moment. */
export const filterFleet = (
  cars: readonly Car[],
  { query, statuses, connections, bounds }: FleetFilter,
  nowMs: number,
): FilteredFleet => {
  const counts = { statuses: noneOf(STATUSES), connections: noneOf(CONNECTIONS) };
  const matching: Car[] = [];
  const matches = queryMatcher(query);
  let nextLateMs = Number.POSITIVE_INFINITY;
  for (const car of cars) {
    if (bounds && !isInside(car, bounds)) continue;
    if (!matches(car)) continue;
    const connection = connectionOf(car, nowMs);
    if (connection === "live") nextLateMs = Math.min(nextLateMs, car.freshUntilMs);
    const hasStatus = statuses.size === 0 || statuses.has(car.status);
    const hasConnection = connections.size === 0 || connections.has(connection);
    if (hasConnection) counts.statuses[car.status] += 1;
    if (hasStatus) counts.connections[connection] += 1;
    if (hasStatus && hasConnection) matching.push(car);
  }
  return { matching, counts, nextLateMs };
};

const plateOrder = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Puts cars in the order of their plates; those that nearly are take a fraction of the time. */
export const byPlate = (cars: readonly Car[]): Car[] =>
  cars.toSorted((a, b) => plateOrder.compare(a.called.licensePlate, b.called.licensePlate));

/** What a silent car did last says nothing about now: those that can be heard come first. */
const byActivity = (inPlateOrder: readonly Car[]): readonly Car[] =>
  [true, false].flatMap((isOnline) =>
    STATUSES.flatMap((status) =>
      inPlateOrder.filter(
        (car) => car.status === status && (car.connection === "online") === isOnline,
      ),
    ),
  );

/** Puts cars that are in the order of their plates into another, in which plates decide between equals. */
export const arranged = (inPlateOrder: readonly Car[], order: SortOrder): readonly Car[] => {
  if (order === "plate") return inPlateOrder;
  if (order === "activity") return byActivity(inPlateOrder);
  // two that were never heard of differ by NaN
  return inPlateOrder.toSorted((a, b) => b.heardMs - a.heardMs || 0);
};

/** The fleet as it is now in the order it had before, newcomers last. */
export const asBefore = (before: readonly Car[], cars: ReadonlyMap<string, Car>): Car[] => {
  const arrangedCars: Car[] = [];
  for (const { vehicleId } of before) {
    const car = cars.get(vehicleId);
    if (car) arrangedCars.push(car);
  }
  if (arrangedCars.length === cars.size) return arrangedCars;
  const known = new Set(arrangedCars.map(({ vehicleId }) => vehicleId));
  for (const car of cars.values()) if (!known.has(car.vehicleId)) arrangedCars.push(car);
  return arrangedCars;
};

/**
 * Cars in the places they have on screen, because the person is working in the list; newcomers are
 * appended.
 */
export const inPlace = (ids: readonly string[], shown: readonly string[]): readonly string[] => {
  if (ids.length === shown.length && ids.every((id, index) => id === shown[index])) return ids;
  const places = new Map(shown.map((id, index) => [id, index]));
  const placeOf = (id: string): number => places.get(id) ?? Number.MAX_SAFE_INTEGER;
  return ids.toSorted((a, b) => placeOf(a) - placeOf(b) || 0);
};
