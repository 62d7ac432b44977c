import type { Observation } from "../../contracts/observation.ts";
import { VEHICLE_A } from "../../contracts/testing.ts";
import { randomOf } from "./receiver-error.ts";

const M_PER_DEGREE = 111_195;
const DEVICES = ["tracker-a", "tracker-a", "tracker-a", "tracker-b", "phone"] as const;
const EVENTS = ["crash", "sos", "tow", "unplugged", "jamming", "door"] as const;
/** A box of so many metres around the start, so that places are come back to. */
const WORLD_M = 30_000;

type Random = () => number;

const pickOf = <Item>(random: Random, items: readonly Item[]): Item | undefined =>
  items[Math.floor(random() * items.length)];

/** What a device tells in a chapter: each of its sensors may be missing. */
const sensorsOf = (random: Random) => ({
  deviceId: pickOf(random, DEVICES) ?? DEVICES[0],
  hasFix: random() < 0.9,
  hasSpeed: random() < 0.9,
  hasIgnition: random() < 0.7,
  hasOdometer: random() < 0.6,
  hasFuelPct: random() < 0.5,
  hasFuelLitres: random() < 0.2,
  hasPower: random() < 0.7,
  hasRpm: random() < 0.3,
  hasSatellites: random() < 0.6,
});

const beginChapter = (random: Random) => ({
  left: 1 + Math.floor(random() * 120),
  everyMs: 1_000 * (pickOf(random, [1, 5, 5, 30, 120, 600]) ?? 5),
  speedKmh: random() < 0.5 ? 0 : random() * 150,
  headingDeg: random() * 360,
  ignition: random() < 0.7,
  externalV: random() < 0.1 ? 0 : 11 + random() * 4,
  satellites: random() < 0.1 ? 0 : Math.floor(random() * 14),
  gsm: Math.floor(random() * 6),
  sensors: sensorsOf(random),
});

/**
 * The life of a car to which everything happens, one observation a call and later than the one
 * before: whatever chapter comes next, with jumps of place, level and odometer, and sensors that
 * come and go. Nothing in it makes sense for long, so nothing that a detector remembers is spared.
 */
export const aRandomLife = (seed: number, startMs: number): (() => Observation) => {
  const random = randomOf(seed);
  let made = 0;
  let tsMs = startMs;
  let chapter = beginChapter(random);
  let [northM, eastM, odometerKm, fuelPct] = [0, 0, 20_000, 60];

  const jump = (): void => {
    tsMs += random() < 0.1 ? random() * 100 * 3_600_000 : random() * 3_600_000;
    if (random() < 0.3) northM = (random() - 0.5) * WORLD_M;
    if (random() < 0.3) eastM = (random() - 0.5) * WORLD_M;
    if (random() < 0.1) odometerKm += (random() - 0.4) * 2_000;
    if (random() < 0.3) fuelPct = random() * 100;
  };
  const move = (): void => {
    const stepM = (chapter.speedKmh / 3_600) * chapter.everyMs;
    const course = (chapter.headingDeg * Math.PI) / 180;
    northM += stepM * Math.cos(course) + (random() - 0.5) * 8;
    eastM += stepM * Math.sin(course) + (random() - 0.5) * 8;
    if (Math.abs(northM) > WORLD_M || Math.abs(eastM) > WORLD_M) chapter.headingDeg += 180;
    odometerKm += stepM / 1_000;
    fuelPct = Math.max(0, fuelPct - stepM / 150_000 - (random() < 0.01 ? random() * 5 : 0));
  };

  return () => {
    if (--chapter.left <= 0) {
      chapter = beginChapter(random);
      if (random() < 0.3) jump();
    }
    tsMs = Math.round(tsMs + chapter.everyMs);
    move();
    const { sensors, externalV, satellites, ignition } = chapter;
    const sees = sensors.hasFix && satellites > 0;
    return {
      id: `00000000-0000-4000-8000-${(++made).toString(16).padStart(12, "0")}`,
      deviceId: sensors.deviceId,
      vehicleId: VEHICLE_A,
      tsMs,
      lat: sees ? 57.7 + northM / M_PER_DEGREE : undefined,
      lon: sees ? 11.97 + (eastM / M_PER_DEGREE) * 1.87 : undefined,
      speedKmh: sensors.hasSpeed ? chapter.speedKmh + random() * 3 : undefined,
      headingDeg: sensors.hasSpeed ? (chapter.headingDeg + random() * 20) % 360 : undefined,
      accuracyM: random() < 0.01 ? 17_000 : 3 + random() * 40,
      satellites: sensors.hasSatellites ? satellites : undefined,
      ignition: sensors.hasIgnition ? ignition : undefined,
      odometerKm: sensors.hasOdometer ? odometerKm : undefined,
      fuelPct: sensors.hasFuelPct ? fuelPct : undefined,
      fuelLitres: sensors.hasFuelLitres ? fuelPct / 2 : undefined,
      rpm: sensors.hasRpm ? (ignition ? 900 : 0) : undefined,
      externalV: sensors.hasPower ? externalV : undefined,
      batteryPct: sensors.hasPower ? random() * 100 : undefined,
      event: random() < 0.002 ? pickOf(random, EVENTS) : undefined,
      attributes: sensors.hasPower ? { gsm: chapter.gsm } : undefined,
    };
  };
};
