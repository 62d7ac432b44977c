import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createFleetSettings } from "../../processor/fleet-settings.ts";
import { createRecentStates, RECENT_MS, type RecentStates } from "../../processor/recent-states.ts";
import { foldObservation, initialState, type VehicleState } from "../../processor/vehicle-fold.ts";
import { MOST_LATE_VEHICLES } from "../../processor/vehicle-memory.ts";
import type { CarLog } from "./fold-load.ts";
import { foldLogs } from "./fold-rate.ts";

/** What a fleet takes in memory after every car has been heard for a while. */
export type FleetMemory = {
  readonly vehicles: number;
  readonly observations: number;
  /** Recent states kept of the cars that are a little late. */
  readonly recentStates: number;
  /** Live heap after a collection, less that of before the fleet, MB. */
  readonly heapMb: number;
  /** Observations a second of CPU where each is of another car than the one before. */
  readonly interleavedPerS: number;
};

const MB = 1024 * 1024;
/** How often a car that is heard every second has a state kept, ms. */
const OFFERED_EVERY_MS = 5_000;
const BRANCHES = ["Göteborg", "Mölndal", "Landvetter"];

/** Node offers no collection unless asked at its start; this asks later. */
const collectGarbage = (): void => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
};

const uuid = (vehicle: number, turn: number): string =>
  // by way of bytes, as ids are read: a string put together from pieces keeps the pieces
  Buffer.from(
    `${vehicle.toString(16).padStart(8, "0")}-0000-5000-8000-${turn.toString(16).padStart(12, "0")}`,
  ).toString("latin1");

/** Vehicles in groups with tanks and zones of their own, and fences of three kinds around them. */
const fleetSettings = (vehicles: number) => {
  const settings = createFleetSettings();
  settings.replace({
    vehicles: Array.from({ length: vehicles }, (_, index) => ({
      id: uuid(index, 0),
      fromMs: Number.NEGATIVE_INFINITY,
      group: BRANCHES[index % BRANCHES.length] ?? null,
      tankLitres: 40 + (index % 5) * 5,
      timeZone: "Europe/Stockholm",
    })),
    rules: [],
    moved: new Map(),
    geofences: Array.from({ length: 200 }, (_, index) => ({
      id: uuid(index, 1),
      name: `Fence ${index}`,
      purpose: index % 2 === 0 ? ("restricted" as const) : ("yard" as const),
      area: {
        kind: "circle" as const,
        geometry: {
          type: "Point" as const,
          coordinates: [11.85 + (index % 20) * 0.015, 57.6 + Math.floor(index / 20) * 0.02] as [
            number,
            number,
          ],
        },
        radiusM: 300,
      },
      speedLimitKmh: null,
      branchId: null,
      vehicleGroup: null,
      validFrom: new Date(0),
      validUntil: null,
    })),
  });
  return settings;
};

const largestState = (logs: readonly CarLog[]): VehicleState =>
  foldLogs(logs).toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0] ??
  initialState();

/** Keeps as many states as may be of a car that is as late as may be, each of a car that is long known. */
const fillUp = (recent: RecentStates, state: VehicleState): void => {
  recent.noteLate(RECENT_MS, 0);
  for (let headMs = 0; headMs <= 3 * RECENT_MS; headMs += OFFERED_EVERY_MS)
    recent.offer({ ...state, foldedAtMs: headMs }, headMs);
};

/**
 * Lets a fleet live for some observations a car, one car after the other in turn, as they come in:
 * each car lives the day of one of the logs, beginning somewhere in it. As many as may be are a little late, with
 * the most and the largest recent states that there may be.
 */
export const measureFleet = (
  logs: readonly CarLog[],
  vehicles: number,
  turns: number,
): FleetMemory => {
  const settings = fleetSettings(vehicles);
  const mature = largestState(logs);
  collectGarbage();
  const beforeBytes = process.memoryUsage().heapUsed;
  const fleet = Array.from({ length: vehicles }, (_, index) => {
    const id = uuid(index, 0);
    const { observations } = logs[index % logs.length] ?? { observations: [] };
    const first = (index * 37) % Math.max(1, observations.length - turns);
    const recent = index < MOST_LATE_VEHICLES ? createRecentStates() : null;
    const state = initialState();
    return { id, observations, first, settings: settings.settingsOf(id), state, recent };
  });
  let usedUs = 0;
  let folded = 0;
  for (let turn = 0; turn < turns; turn++) {
    const heard = fleet.flatMap(({ id, observations, first }, index) => {
      const each = observations[first + turn];
      return each ? [{ ...each, vehicleId: id, id: uuid(index, turn) }] : [];
    });
    const before = process.cpuUsage();
    for (const [index, each] of heard.entries()) {
      const car = fleet[index];
      if (car) foldObservation(car.state, each, car.settings, () => {});
    }
    const { user, system } = process.cpuUsage(before);
    usedUs += user + system;
    folded += heard.length;
  }
  for (const { recent } of fleet) if (recent) fillUp(recent, mature);
  collectGarbage();
  const heapMb = (process.memoryUsage().heapUsed - beforeBytes) / MB;
  return {
    vehicles: fleet.length,
    observations: folded,
    recentStates: fleet.reduce((sum, { recent }) => sum + (recent?.size() ?? 0), 0),
    heapMb,
    interleavedPerS: folded / (usedUs / 1_000_000),
  };
};
