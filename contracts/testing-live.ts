import type { VehicleLive } from "./live-protocol.ts";

/** A car that drives through Göteborg and was heard just now. */
export const aVehicleLive = (vehicleId: string, change: Partial<VehicleLive> = {}): VehicleLive => {
  const now = new Date().toISOString();
  return {
    vehicleId,
    ts: now,
    positionTs: now,
    lat: 57.7,
    lon: 11.97,
    accuracyM: null,
    speedKmh: 50,
    headingDeg: 90,
    motion: "driving",
    motionSince: null,
    connection: "online",
    ignition: true,
    odometerKm: null,
    fuelPct: null,
    fuelLitres: null,
    externalV: null,
    batteryPct: null,
    satellites: null,
    routeId: null,
    ...change,
  };
};
