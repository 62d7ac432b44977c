import type { VehicleLive, VehicleSummary } from "../../../contracts/live-protocol.ts";

/** What a listener is told: the cars that changed, or `all` when the fleet itself was replaced. */
export type FleetChange = readonly VehicleSummary[] | "all";

/**
 * The fleet as this page knows it: the latest state of each car, replaced (never mutated) as news
 * arrives. It lives outside reactive state, because a position may change many times a second.
 */
export type Fleet = {
  readonly vehicles: ReadonlyMap<string, VehicleSummary>;
  /** False until the first snapshot, when an empty fleet is only one not yet known. */
  isKnown(): boolean;
  replaceAll(vehicles: readonly VehicleSummary[]): void;
  /** Takes in newer states; states of cars that are not in the fleet are passed over. */
  applyLive(states: readonly VehicleLive[]): void;
  /** Replaces cars of the fleet by newer states of them. */
  update(vehicles: readonly VehicleSummary[]): void;
  put(vehicle: VehicleSummary): void;
  /** Forgets a car that this person may no longer see, or that is out of the fleet. */
  remove(vehicleId: string): void;
  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: (change: FleetChange) => void): () => void;
};

/** Starts a fleet that knows nothing yet. */
export const createFleet = (): Fleet => {
  const vehicles = new Map<string, VehicleSummary>();
  const listeners = new Set<(change: FleetChange) => void>();
  let known = false;
  const announce = (change: FleetChange): void => {
    for (const listener of listeners) listener(change);
  };
  const replaceAll: Fleet["replaceAll"] = (all) => {
    vehicles.clear();
    for (const vehicle of all) vehicles.set(vehicle.vehicleId, vehicle);
    known = true;
    announce("all");
  };
  const update: Fleet["update"] = (changed) => {
    for (const vehicle of changed) vehicles.set(vehicle.vehicleId, vehicle);
    if (changed.length > 0) announce(changed);
  };
  const applyLive: Fleet["applyLive"] = (states) =>
    update(
      states.flatMap((state) => {
        const before = vehicles.get(state.vehicleId);
        return before ? [{ ...before, ...state }] : [];
      }),
    );
  const put: Fleet["put"] = (vehicle) => {
    const isNew = !vehicles.has(vehicle.vehicleId);
    vehicles.set(vehicle.vehicleId, vehicle);
    announce(isNew ? "all" : [vehicle]);
  };
  const remove: Fleet["remove"] = (vehicleId) => {
    if (vehicles.delete(vehicleId)) announce("all");
  };
  const subscribe: Fleet["subscribe"] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { vehicles, isKnown: () => known, replaceAll, applyLive, update, put, remove, subscribe };
};
