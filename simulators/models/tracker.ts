import type { Sample } from "../../contracts/telemetry.ts";
import { noiseAt, seedOf } from "../random.ts";
import { engineRpm } from "./engine.ts";
import { gpsFix, type GpsReceiver } from "./gps-receiver.ts";
import type { CarState } from "./life.ts";
import { senderPct, type TankSender } from "./tank-sender.ts";

/** The box in the car, with all it is wired to. */
export type Tracker = {
  /** Decides every error of every sensor. */
  readonly seed: number;
  readonly gps: GpsReceiver;
  readonly tank: TankSender;
};

/** Voltages of a lead battery: charged by the alternator, at rest, and what a night takes. */
const CHARGING_V = 14.1;
const RESTING_V = 12.7;
const NIGHT_LOSS_V = 0.3;
const NIGHT_S = 8 * 3_600;
/** Göteborg lies low; no terrain model, so a plausible and slowly changing height. */
const TYPICAL_ALTITUDE_M = 22;

const externalV = (seed: number, { stage, tsMs }: CarState): number => {
  const wobble = noiseAt(seedOf(seed, "voltage"), tsMs / 15_000);
  if (stage.ignition) return CHARGING_V + 0.12 * wobble;
  const restS = (tsMs - stage.ignitionSinceMs) / 1_000;
  return RESTING_V - NIGHT_LOSS_V * Math.min(1, restS / NIGHT_S) + 0.02 * wobble;
};

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** What the tracker reports of the car: the truth through the errors of its sensors. */
export const observe = ({ seed, gps, tank }: Tracker, state: CarState): Sample => {
  const { tsMs, stage, speedMps, accelerationMps2 } = state;
  const fix = gpsFix(seed, gps, state);
  const fuelPct = senderPct(seed, tank, state);
  const wobble = noiseAt(seedOf(seed, "rpm"), tsMs / 3_000);
  return {
    tsMs,
    lat: rounded(fix.lat, 6),
    lon: rounded(fix.lon, 6),
    speedKmh: rounded(fix.speedKmh, 1),
    headingDeg: Math.round(state.pose.headingDeg) % 360,
    altitudeM: rounded(TYPICAL_ALTITUDE_M + 6 * noiseAt(seedOf(seed, "height"), tsMs / 200_000), 1),
    accuracyM: rounded(fix.accuracyM, 1),
    hdop: rounded(fix.hdop, 1),
    satellites: fix.satellites,
    ignition: stage.ignition,
    odometerKm: rounded(state.odometerKm, 3),
    engineHours: rounded(state.engineHours, 3),
    fuelPct: rounded(fuelPct, 1),
    fuelLitres: rounded((fuelPct * tank.tankLitres) / 100, 1),
    rpm: stage.ignition ? Math.round(engineRpm(speedMps, accelerationMps2) + 15 * wobble) : 0,
    externalV: rounded(externalV(seed, state), 2),
  };
};
