import type { VehicleLive, VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { PackedRows } from "../../../contracts/packed-positions.ts";
import {
  type Car,
  type FollowedCar,
  followCar,
  replaceSummary,
  summaryOf,
  takePacked,
} from "./car.ts";

/** What a listener is told: the cars that changed, or `all` when the fleet itself was replaced. */
export type FleetChange = readonly Car[] | "all";

/** All that is known of each car, written out when asked for: ask for the cars that are shown. */
export type Vehicles = Pick<
  ReadonlyMap<string, VehicleSummary>,
  "get" | "has" | "keys" | "size"
> & {
  values(): Iterable<VehicleSummary>;
};

/**
 * The fleet as this page knows it: the latest state of each car. It lives outside reactive state,
 * because a position may change many times a second.
 */
export type Fleet = {
  readonly vehicles: Vehicles;
  /** What changes by the second of each car, kept up to date in place. */
  readonly cars: ReadonlyMap<string, Car>;
  /** False until the first snapshot, when an empty fleet is only one not yet known. */
  isKnown(): boolean;
  replaceAll(vehicles: readonly VehicleSummary[]): void;
  /** Takes in newer states; states of cars that are not in the fleet are passed over. */
  applyLive(states: readonly VehicleLive[]): void;
  /** The same of packed positions, whose numbers for cars `idOf` knows. */
  applyPacked(rows: PackedRows, idOf: (packedId: number) => string | undefined): void;
  put(vehicle: VehicleSummary): void;
  /** Forgets a car that this person may no longer see, or that is out of the fleet. */
  remove(vehicleId: string): void;
  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: (change: FleetChange) => void): () => void;
};

const writtenOut = (cars: ReadonlyMap<string, FollowedCar>): Vehicles => ({
  get: (id) => {
    const car = cars.get(id);
    return car && summaryOf(car);
  },
  has: (id) => cars.has(id),
  keys: () => cars.keys(),
  get size() {
    return cars.size;
  },
  *values() {
    for (const car of cars.values()) yield summaryOf(car);
  },
});

/** Starts a fleet that knows nothing yet. */
export const createFleet = (): Fleet => {
  const cars = new Map<string, FollowedCar>();
  /** Cars by the numbers that packed positions know them by: looked up once, not in each tick. */
  const numbered: FollowedCar[] = [];
  const listeners = new Set<(change: FleetChange) => void>();
  let known = false;
  const announce = (change: FleetChange): void => {
    for (const listener of listeners) listener(change);
  };
  const replaceAll: Fleet["replaceAll"] = (all) => {
    cars.clear();
    numbered.length = 0;
    for (const vehicle of all) cars.set(vehicle.vehicleId, followCar(vehicle));
    known = true;
    announce("all");
  };
  const applyLive: Fleet["applyLive"] = (states) => {
    const changed: Car[] = [];
    for (const state of states) {
      const car = cars.get(state.vehicleId);
      if (!car) continue;
      replaceSummary(car, { ...summaryOf(car), ...state });
      changed.push(car);
    }
    if (changed.length > 0) announce(changed);
  };
  const applyPacked: Fleet["applyPacked"] = (rows, idOf) => {
    const changed: Car[] = [];
    rows.ids.forEach((packedId, row) => {
      const car = numbered[packedId] ?? cars.get(idOf(packedId) ?? "");
      if (!car) return;
      numbered[packedId] = car;
      takePacked(car, rows, row);
      changed.push(car);
    });
    if (changed.length > 0) announce(changed);
  };
  const put: Fleet["put"] = (vehicle) => {
    const car = cars.get(vehicle.vehicleId);
    if (!car) {
      cars.set(vehicle.vehicleId, followCar(vehicle));
      return announce("all");
    }
    const isRenamed = car.called.licensePlate !== vehicle.licensePlate;
    replaceSummary(car, vehicle);
    announce(isRenamed ? "all" : [car]);
  };
  const remove: Fleet["remove"] = (vehicleId) => {
    if (!cars.delete(vehicleId)) return;
    numbered.length = 0;
    announce("all");
  };
  const subscribe: Fleet["subscribe"] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    ...{ vehicles: writtenOut(cars), cars, isKnown: () => known },
    ...{ replaceAll, applyLive, applyPacked, put, remove, subscribe },
  };
};
