import type { TowOptions } from "../../contracts/detection/tow-options.ts";
import type { DetectorInput } from "./detector.ts";
import type { Fix } from "./fix.ts";
import { isCharging, type WireState } from "./ignition-wire.ts";
import type { Output } from "./output.ts";
import { countedKm, moved, type Anchor, type Move } from "./tow-state.ts";

/** A move since a fix, which counts when `weigh` has seen it. */
export const leave = (anchor: Anchor, fix: Fix, { odometer }: WireState): Move => ({
  sinceMs: fix.atMs,
  unseen: false,
  withdrawn: false,
  fromLat: anchor.lat,
  fromLon: anchor.lon,
  awayFixes: 0,
  fastFixes: 0,
  awayM: 0,
  peakKmh: 0,
  rpmSeen: false,
  peakV: 0,
  restV: null,
  highV: 0,
  odometerFromKm: odometer.km === null ? null : odometer.km - odometer.grownKm,
  odometerKm: odometer.km,
  countsWheels: false,
  decidedMs: null,
  toldMs: null,
  type: null,
  saidAwayM: 0,
  saidKmh: 0,
  rest: { lat: fix.lat, lon: fix.lon, atMs: fix.atMs },
});

/** Notes what speaks for a running engine. */
export const noteEngine = (move: Move, { observation, wire, settings }: DetectorInput): void => {
  const { rpm, externalV = 0 } = observation;
  const options = settings.options.tow;
  if (rpm !== undefined && rpm > 0) move.rpmSeen = true;
  if (externalV > options.runningV && externalV > move.highV) move.highV = externalV;
  if (isCharging(wire, externalV, options)) move.peakV = Math.max(move.peakV, externalV);
  move.restV = wire.highestRestV ?? wire.restV;
  move.odometerKm = wire.odometer.km;
  move.countsWheels = wire.odometer.counts === "wheels";
};

/**
 * Says a move that nothing has contradicted since it was decided. Where it cannot be known whether
 * the engine runs it is a tow: that is the dangerous case.
 */
export const say = (
  move: Move,
  vehicleId: string,
  { odometerPart }: TowOptions,
): readonly Output[] => {
  const countedM = 1_000 * countedKm(move);
  const wheelsTurned = move.countsWheels && countedM > 0 && countedM >= odometerPart * move.awayM;
  const runs = move.rpmSeen || move.peakV > 0 || wheelsTurned;
  move.type = runs ? "ignition_sensor_fault" : "tow";
  move.saidAwayM = move.awayM;
  move.saidKmh = move.peakKmh;
  return moved(vehicleId, move, null);
};
