import type { VehicleSummary } from "../../contracts/live-protocol.ts";

/** West, south, east, north of the town's streets, degrees: a map that shows the fleet shows all of it. */
const TOWN = [11.88, 57.67, 12.04, 57.74] as const;
/** Each car drives round and round its own home, degrees of latitude: about 220 m. */
const RADIUS_DEG = 0.002;
/** A degree of longitude in this town is so much shorter than one of latitude. */
const LON_PER_LAT = 1.87;
/** One round in this time, s: 50 km/h. */
const ROUND_S = 100;

/** What the list calls a car: digits that a search narrows down one by one. */
export const plateOf = (index: number): string => `MAP ${String(index).padStart(5, "0")}`;

const phaseOf = (index: number, atMs: number): number =>
  (atMs / 1_000 / ROUND_S + index * 0.618) * 2 * Math.PI;

/** Where and how a car drives at a moment. */
const drivingAt = (index: number, count: number, atMs: number) => {
  const [west, south, east, north] = TOWN;
  const columns = Math.ceil(Math.sqrt(count));
  const lat = south + ((north - south) * Math.floor(index / columns)) / columns;
  const lon = west + ((east - west) * (index % columns)) / columns;
  const phase = phaseOf(index, atMs);
  const ts = new Date(atMs).toISOString();
  return {
    ts,
    positionTs: ts,
    lat: lat + RADIUS_DEG * Math.sin(phase),
    lon: lon + RADIUS_DEG * LON_PER_LAT * Math.cos(phase),
    headingDeg: (((-phase * 180) / Math.PI) % 360) + 360,
    speedKmh: 45 + (index % 10),
  };
};

/** A fleet of which every car drives, all of them inside one town, as it is at a moment. */
export const movingFleet = (count: number, atMs: number): VehicleSummary[] =>
  Array.from({ length: count }, (_, index) => ({
    vehicleId: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    accuracyM: 6,
    motion: "driving",
    motionSince: new Date(0).toISOString(),
    connection: "online",
    offlineAfter: null,
    usualIntervalS: 1,
    ignition: true,
    odometerKm: 12_000,
    fuelPct: 55,
    fuelLitres: null,
    externalV: 13.9,
    batteryPct: null,
    satellites: 11,
    routeId: null,
    licensePlate: plateOf(index),
    model: "Toyota Corolla", // without a digit, which a search for a plate would find
    vehicleType: "car",
    group: null,
    branchId: "b0000000-0000-4000-8000-000000000001",
    driverName: null,
    ...drivingAt(index, count, atMs),
  }));
