import { fuelLph, type EngineModel } from "./engine.ts";
import { lastAtOrBelow, type Path } from "./path.ts";
import type { SpeedProfile } from "./speed-profile.ts";

/** One run from standstill to standstill along a path, with the fuel it takes. */
export type Drive = {
  readonly path: Path;
  readonly profile: SpeedProfile;
  /** Whole seconds. */
  readonly durationS: number;
  readonly lengthM: number;
  readonly burnLitres: number;
  /** Litres burnt in the first `seconds`. */
  readonly burntAt: (seconds: number) => number;
};

/** Litres over a stretch of constant acceleration (Simpson: exact, for flow is cubic in time). */
const burnLitres = (
  engine: EngineModel,
  speedMps: number,
  acceleration: number,
  seconds: number,
): number => {
  const flow = (at: number): number => fuelLph(engine, speedMps + acceleration * at, acceleration);
  return ((flow(0) + 4 * flow(seconds / 2) + flow(seconds)) * seconds) / (6 * 3_600);
};

/** Puts a car on a path. */
export const driveAlong = (path: Path, profile: SpeedProfile, engine: EngineModel): Drive => {
  const { startS, speedMps, accelerationMps2, durationS } = profile;
  const within = (phase: number, seconds: number): number =>
    burnLitres(engine, speedMps[phase] ?? 0, accelerationMps2[phase] ?? 0, seconds);
  const burnt = new Float64Array(startS.length);
  for (let phase = 1; phase < startS.length; phase++) {
    const seconds = (startS[phase] ?? 0) - (startS[phase - 1] ?? 0);
    burnt[phase] = (burnt[phase - 1] ?? 0) + within(phase - 1, seconds);
  }
  const burntAt = (seconds: number): number => {
    const at = Math.min(Math.max(0, seconds), durationS);
    const phase = lastAtOrBelow(startS, at);
    return (burnt[phase] ?? 0) + within(phase, at - (startS[phase] ?? 0));
  };
  return {
    path,
    profile,
    durationS,
    lengthM: path.lengthM,
    burnLitres: burntAt(durationS),
    burntAt,
  };
};
