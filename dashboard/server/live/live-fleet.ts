import { isDeepStrictEqual } from "node:util";
import { asHeardAt, connectionAt } from "../../../contracts/connection.ts";
import { VehicleLive, type VehicleSummary } from "../../../contracts/live-protocol.ts";
import type { BranchScope } from "../../../db/branches.ts";

/** What people call a car, beside how it is. */
type Naming = Omit<VehicleSummary, keyof VehicleLive>;

type Car = {
  /** What viewers of packed positions know the car by. */
  readonly packedId: number;
  naming: Naming;
  live: VehicleLive;
  /** The flush that last reported a change of it. */
  changedInFlush: number;
};

/** A changed state on its way to those who may see it. */
export type ChangedState = { readonly branchId: string; readonly live: VehicleLive };

/**
 * The latest state of every active vehicle: what snapshots are made from. It is a copy of
 * `vehicle_states` that announcements keep fresh, never a source.
 */
export type LiveFleet = {
  readonly cars: Map<string, Car>;
  /** Vehicles whose state changed since the last flush. */
  readonly changed: Set<string>;
  flushes: number;
  lastPackedId: number;
};

export const emptyFleet = (): LiveFleet => ({
  cars: new Map(),
  changed: new Set(),
  flushes: 0,
  lastPackedId: 0,
});

const isOlder = (update: VehicleLive, known: VehicleLive): boolean =>
  known.ts !== null && (update.ts === null || Date.parse(update.ts) < Date.parse(known.ts));

const split = (summary: VehicleSummary): { live: VehicleLive; naming: Naming } => {
  const { licensePlate, model, vehicleType, group, branchId } = summary;
  const { immobilised = false, driverName, rental } = summary;
  return {
    live: VehicleLive.parse(summary),
    naming: { licensePlate, model, vehicleType, group, branchId, immobilised, driverName, rental },
  };
};

/** Puts in what the database says of a vehicle; a state announced meanwhile is newer and stays. */
export const putVehicle = (fleet: LiveFleet, summary: VehicleSummary): void => {
  const { live, naming } = split(summary);
  const car = fleet.cars.get(live.vehicleId);
  if (!car) {
    const packedId = ++fleet.lastPackedId;
    fleet.cars.set(live.vehicleId, { packedId, naming, live, changedInFlush: 0 });
    return;
  }
  car.naming = naming;
  if (isOlder(live, car.live)) return;
  if (live.ts !== car.live.ts) fleet.changed.add(live.vehicleId);
  car.live = live;
};

export const removeVehicle = (fleet: LiveFleet, vehicleId: string): void => {
  fleet.cars.delete(vehicleId);
  fleet.changed.delete(vehicleId);
};

/** What a new look at the database has changed of a fleet. */
export type FleetChange = {
  readonly cameOrWent: boolean;
  /** Cars that are called otherwise than before, or have another driver. */
  readonly renamed: readonly { readonly vehicleId: string; readonly formerBranchId: string }[];
};

const renamedIn = (fleet: LiveFleet, loaded: readonly VehicleSummary[]): FleetChange["renamed"] =>
  loaded.flatMap((summary) => {
    const former = fleet.cars.get(summary.vehicleId)?.naming;
    if (!former || isDeepStrictEqual(former, split(summary).naming)) return [];
    return [{ vehicleId: summary.vehicleId, formerBranchId: former.branchId }];
  });

/** Takes over the whole fleet as the database has it. */
export const replaceFleet = (fleet: LiveFleet, loaded: readonly VehicleSummary[]): FleetChange => {
  const renamed = renamedIn(fleet, loaded);
  const known = new Set(loaded.map(({ vehicleId }) => vehicleId));
  const gone = [...fleet.cars.keys()].filter((vehicleId) => !known.has(vehicleId));
  const hasNew = loaded.some(({ vehicleId }) => !fleet.cars.has(vehicleId));
  for (const vehicleId of gone) removeVehicle(fleet, vehicleId);
  for (const summary of loaded) putVehicle(fleet, summary);
  return { cameOrWent: hasNew || gone.length > 0, renamed };
};

/** Takes announced states; answers the ids of vehicles it has never heard of. */
export const updateStates = (fleet: LiveFleet, states: readonly VehicleLive[]): string[] => {
  const unknown: string[] = [];
  for (const live of states) {
    const car = fleet.cars.get(live.vehicleId);
    if (!car) unknown.push(live.vehicleId);
    else if (!isOlder(live, car.live)) {
      car.live = live;
      fleet.changed.add(live.vehicleId);
    }
  }
  return unknown;
};

/** Marks the cars whose silence has by `nowMs` become too long: no message will tell. */
export const noticeSilence = (fleet: LiveFleet, nowMs: number): void => {
  for (const [vehicleId, { live }] of fleet.cars) {
    if (connectionAt(live, nowMs) !== live.connection) fleet.changed.add(vehicleId);
  }
};

/** Ends a round of changes: answers each changed vehicle once, as heard at `nowMs`. */
export const takeChanged = (fleet: LiveFleet, nowMs: number): ChangedState[] => {
  fleet.flushes++;
  const taken: ChangedState[] = [];
  for (const vehicleId of fleet.changed) {
    const car = fleet.cars.get(vehicleId);
    if (!car) continue;
    car.live = asHeardAt(car.live, nowMs);
    car.changedInFlush = fleet.flushes;
    taken.push({ branchId: car.naming.branchId, live: car.live });
  }
  fleet.changed.clear();
  return taken;
};

const inScope = ({ naming }: Car, scope: BranchScope): boolean =>
  scope === null || naming.branchId === scope;

/** The states of a scope that changed in flush `since` or later: what a slow viewer missed. */
export const changedSince = (fleet: LiveFleet, since: number, scope: BranchScope): VehicleLive[] =>
  [...fleet.cars.values()]
    .filter((car) => car.changedInFlush >= since && inScope(car, scope))
    .map(({ live }) => live);

/** The state of a car that changed after a flush, as heard at `nowMs`; undefined for one of another scope. */
export const changedAfter = (
  { cars }: LiveFleet,
  vehicleId: string,
  { flush, scope, nowMs }: { flush: number; scope: BranchScope; nowMs: number },
): VehicleLive | undefined => {
  const car = cars.get(vehicleId);
  if (!car || !inScope(car, scope) || car.changedInFlush <= flush) return undefined;
  return asHeardAt(car.live, nowMs);
};

const toSummary = ({ live, naming }: Car, nowMs: number): VehicleSummary => ({
  ...asHeardAt(live, nowMs),
  ...naming,
});

/** One vehicle as heard at `nowMs`; undefined when it is not an active vehicle. */
export const summaryOf = (
  fleet: LiveFleet,
  vehicleId: string,
  nowMs: number,
): VehicleSummary | undefined => {
  const car = fleet.cars.get(vehicleId);
  return car && toSummary(car, nowMs);
};

/** Every vehicle of a scope as heard at `nowMs`. */
export const summariesOf = (
  fleet: LiveFleet,
  scope: BranchScope,
  nowMs: number,
): VehicleSummary[] =>
  [...fleet.cars.values()].filter((car) => inScope(car, scope)).map((car) => toSummary(car, nowMs));

/** The latest state of a vehicle, another object after each change; undefined if it is not active. */
export const liveOf = (fleet: LiveFleet, vehicleId: string): VehicleLive | undefined =>
  fleet.cars.get(vehicleId)?.live;

export const branchOf = (fleet: LiveFleet, vehicleId: string): string | undefined =>
  fleet.cars.get(vehicleId)?.naming.branchId;

/** The number of a vehicle in packed positions; 0 for one that is not in the fleet. */
export const packedIdOf = (fleet: LiveFleet, vehicleId: string): number =>
  fleet.cars.get(vehicleId)?.packedId ?? 0;
