import type { Sample } from "../../contracts/telemetry.ts";
import { reportInstants, type Cadence } from "../models/cadence.ts";
import { GOOD_RECEIVER } from "../models/gps-receiver.ts";
import { stateAt, type CarState, type Life } from "../models/life.ts";
import { observe, type Tracker } from "../models/tracker.ts";
import { between, pick, randomFrom, seedOf } from "../random.ts";
import { imeiOf, type DeviceIdentity, type WireFormat } from "../wire/device-identity.ts";
import { simulatedDrivers, type SimulatedDriver } from "./driver-names.ts";
import { licensePlates } from "./license-plates.ts";
import { shiftLife, type ShiftCar } from "./shift.ts";
import type { Site, SiteNetwork } from "./sites.ts";
import { VEHICLE_CATALOGUE, type VehicleSpec } from "./vehicle-catalogue.ts";

/** A simulated car with its papers, its tracker and its life. */
export type FleetCar = {
  readonly licensePlate: string;
  readonly spec: VehicleSpec;
  readonly driver: SimulatedDriver;
  readonly device: DeviceIdentity;
  readonly tracker: Tracker;
  readonly life: Life;
  readonly cadence: Cadence;
};

export type FleetOptions = {
  readonly seed: number;
  readonly vehicles: number;
  /** How often a car reports while its ignition is on. */
  readonly intervalMs: number;
};

/** Heartbeat of a parked car; a tracker that reports less often than that never sleeps. */
const PARKED_INTERVAL_MS = 60_000;
/** Odometers the day the fleet went into service, km. */
const ODOMETER_KM = { lowest: 8_000, highest: 60_000 };

/** One car in twelve is followed by a phone, one by a Teltonika box: real fleets are mixed. */
const formatOf = (index: number): WireFormat => {
  if (index % 12 === 6) return "owntracks";
  return index % 12 === 9 ? "teltonika" : "native";
};

const identityOf = (seed: number, index: number): DeviceIdentity => {
  const deviceId = `sim-${seed}-${String(index + 1).padStart(3, "0")}`;
  const kind = formatOf(index);
  if (kind === "native") return { deviceId, kind, externalId: null };
  if (kind === "owntracks") return { deviceId, kind, externalId: `roadledger/${deviceId}` };
  // 35 = allocated by the BABT, as Teltonika's are; the serial number is the seed's.
  const digits = String(seedOf(seed, "imei", index))
    .padStart(12, "0")
    .slice(-12);
  return { deviceId, kind, externalId: imeiOf(`35${digits}`) };
};

const styleOf = (seed: number) => {
  const random = randomFrom(seedOf(seed, "style"));
  return {
    pace: between(random, 0.92, 1.03),
    accelerationMps2: between(random, 1, 1.6),
    brakingMps2: between(random, 1.1, 1.7),
  };
};

const shiftCarOf = (seed: number, spec: VehicleSpec, depots: readonly Site[]): ShiftCar => {
  const random = randomFrom(seedOf(seed, "car"));
  return {
    seed,
    spec,
    style: styleOf(seed),
    home: pick(random, depots),
    odometerKmAtStart: Math.round(between(random, ODOMETER_KM.lowest, ODOMETER_KM.highest)),
  };
};

const trackerOf = (seed: number, { tankLitres }: VehicleSpec): Tracker => {
  const random = randomFrom(seedOf(seed, "tracker"));
  return {
    seed: seedOf(seed, "sensors"),
    gps: { ...GOOD_RECEIVER, slowM: between(random, 1, 2.2), parkedDriftM: between(random, 1, 4) },
    tank: { tankLitres, sloshPct: between(random, 2, 5) },
  };
};

/** The fleet of a seed. A car is the same whatever the size of the fleet around it. */
export const createFleet = (
  network: SiteNetwork,
  { seed, vehicles, intervalMs }: FleetOptions,
): FleetCar[] => {
  const depots = network.sites.filter(({ kind }) => kind === "depot");
  const plates = licensePlates(seed, vehicles);
  const drivers = simulatedDrivers(seed, vehicles);
  return plates.map((licensePlate, index) => {
    const carSeed = seedOf(seed, "vehicle", index);
    const spec = pick(randomFrom(seedOf(carSeed, "spec")), VEHICLE_CATALOGUE);
    const parkedMs = Math.max(PARKED_INTERVAL_MS, intervalMs);
    return {
      licensePlate,
      spec,
      driver: drivers[index]!,
      device: identityOf(seed, index),
      tracker: trackerOf(carSeed, spec),
      life: shiftLife(network, shiftCarOf(carSeed, spec, depots)),
      // Whole seconds where the interval allows, because some formats know nothing finer.
      cadence: { movingMs: intervalMs, parkedMs, offsetMs: (index * 1_000) % intervalMs },
    };
  });
};

type Observed = Pick<FleetCar, "life" | "spec" | "tracker" | "cadence">;

/** The truth about a car at an instant. */
export const carState = ({ life, spec }: Pick<FleetCar, "life" | "spec">, tsMs: number): CarState =>
  stateAt(life.stageAt(tsMs), tsMs, spec.engine.idleLph);

/** What a car's tracker measures at an instant. */
export const sampleAt = (car: Observed, tsMs: number): Sample =>
  observe(car.tracker, carState(car, tsMs));

/** What a car's tracker reports in [fromMs, toMs), oldest first. */
export const samplesBetween = (car: Observed, fromMs: number, toMs: number): Sample[] =>
  Array.from(reportInstants(car.life, car.cadence, fromMs, toMs), (tsMs) => sampleAt(car, tsMs));
