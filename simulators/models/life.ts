import type { Pose } from "../roads/geometry.ts";
import type { Drive } from "./drive.ts";
import { lastAtOrBelow, poseAt } from "./path.ts";
import { motionAt } from "./speed-profile.ts";

/** What accumulates in a car. */
export type Counters = {
  readonly odometerKm: number;
  readonly engineHours: number;
  readonly fuelLitres: number;
};

/** What a drive adds up to; the drive itself is made again when somebody looks inside. */
export type DriveSummary = Pick<Drive, "durationS" | "lengthM" | "burnLitres">;

/** Fuel that leaves the tank by another way than the engine, evenly, within a stand. */
export type FuelLeaving = {
  readonly litres: number;
  /** Seconds from the beginning of the stand. */
  readonly fromS: number;
  readonly toS: number;
};

/** One thing a car does next. Durations are whole seconds. */
export type Step =
  | {
      readonly kind: "drive";
      readonly drive: DriveSummary;
      readonly load: () => Drive;
      /** On the bed of a lorry: the key is off, the wheels and the engine stand. */
      readonly isTowed?: boolean;
    }
  | {
      readonly kind: "stand";
      readonly durationS: number;
      readonly ignition: boolean;
      readonly pose: Pose;
      /** Litres put into the tank in the middle of the stand. */
      readonly filledLitres?: number;
      readonly leaving?: FuelLeaving;
    };

/** A step with its place in time, and the counters as it begins. */
export type Stage = {
  readonly step: Step;
  readonly startMs: number;
  readonly endMs: number;
  readonly ignition: boolean;
  readonly before: Counters;
  /** When the wheels last stopped turning; the start of a drive, for a drive. */
  readonly stillSinceMs: number;
  /** Since when the ignition is as it is, and for how long it had been the other way before. */
  readonly ignitionSinceMs: number;
  readonly ignitionBeforeS: number;
};

/** The truth about a car at one instant; sensors only ever see it through their errors. */
export type CarState = Counters & {
  readonly tsMs: number;
  readonly pose: Pose;
  readonly speedMps: number;
  readonly accelerationMps2: number;
  readonly stage: Stage;
};

const durationS = (step: Step): number =>
  step.kind === "drive" ? step.drive.durationS : step.durationS;
const hasIgnition = (step: Step): boolean =>
  step.kind === "drive" ? step.isTowed !== true : step.ignition;

/** A tank is filled in the middle third of the stand: share done after `share` of the stand. */
const fillShare = (share: number): number => Math.min(1, Math.max(0, 3 * share - 1));

const litresGone = (leaving: FuelLeaving | undefined, elapsedS: number): number => {
  if (leaving === undefined) return 0;
  const { litres, fromS, toS } = leaving;
  return litres * Math.min(1, Math.max(0, (elapsedS - fromS) / (toS - fromS)));
};

const countersAfter = (before: Counters, step: Step, idleLph: number): Counters => {
  const hours = durationS(step) / 3_600;
  if (step.kind === "drive") {
    if (step.isTowed) return before;
    return {
      odometerKm: before.odometerKm + step.drive.lengthM / 1_000,
      engineHours: before.engineHours + hours,
      fuelLitres: before.fuelLitres - step.drive.burnLitres,
    };
  }
  const runningHours = step.ignition ? hours : 0;
  return {
    odometerKm: before.odometerKm,
    engineHours: before.engineHours + runningHours,
    fuelLitres:
      before.fuelLitres -
      runningHours * idleLph +
      (step.filledLitres ?? 0) -
      litresGone(step.leaving, step.durationS),
  };
};

/** Puts steps one after the other from `startMs` on, carrying the counters along. */
export const layOut = (
  startMs: number,
  counters: Counters,
  idleLph: number,
  steps: readonly Step[],
): Stage[] => {
  const stages: Stage[] = [];
  let before = counters;
  for (const step of steps) {
    const last = stages.at(-1);
    const start = last?.endMs ?? startMs;
    const ignition = hasIgnition(step);
    const same = last?.ignition === ignition;
    stages.push({
      step,
      startMs: start,
      endMs: start + durationS(step) * 1_000,
      ignition,
      before,
      stillSinceMs: last?.step.kind === "stand" ? last.stillSinceMs : start,
      ignitionSinceMs: same ? last.ignitionSinceMs : start,
      ignitionBeforeS: same
        ? last.ignitionBeforeS
        : (start - (last?.ignitionSinceMs ?? start)) / 1_000,
    });
    before = countersAfter(before, step, idleLph);
  }
  return stages;
};

/** Whatever knows what a car is doing at any instant. */
export type Life = {
  /** Throws a RangeError outside the time the life covers. */
  readonly stageAt: (tsMs: number) => Stage;
};

/** A life that is these stages and no more. */
export const lifeOf = (stages: readonly Stage[]): Life => {
  const starts = Float64Array.from(stages, ({ startMs }) => startMs);
  const stageAt = (tsMs: number): Stage => {
    const stage = stages[lastAtOrBelow(starts, tsMs)];
    if (stage === undefined || tsMs < stage.startMs || tsMs > stage.endMs) {
      throw new RangeError(`nothing is known about ${new Date(tsMs).toISOString()}`);
    }
    return stage;
  };
  return { stageAt };
};

/** The truth at an instant of a stage; `idleLph` is what the engine burns standing. */
export const stateAt = (stage: Stage, tsMs: number, idleLph: number): CarState => {
  const { step, before } = stage;
  const elapsedS = (tsMs - stage.startMs) / 1_000;
  const engineHours = before.engineHours + (stage.ignition ? elapsedS / 3_600 : 0);
  if (step.kind === "drive") {
    const drive = step.load();
    const { metres, speedMps, accelerationMps2 } = motionAt(drive.profile, elapsedS);
    const pose = poseAt(drive.path, metres);
    if (step.isTowed) return { ...before, tsMs, pose, speedMps, accelerationMps2, stage };
    const odometerKm = before.odometerKm + metres / 1_000;
    const fuelLitres = before.fuelLitres - drive.burntAt(elapsedS);
    return { tsMs, pose, speedMps, accelerationMps2, odometerKm, engineHours, fuelLitres, stage };
  }
  const burnt = (engineHours - before.engineHours) * idleLph;
  const filled = (step.filledLitres ?? 0) * fillShare(elapsedS / step.durationS);
  return {
    tsMs,
    pose: step.pose,
    speedMps: 0,
    accelerationMps2: 0,
    odometerKm: before.odometerKm,
    engineHours,
    fuelLitres: before.fuelLitres - burnt + filled - litresGone(step.leaving, elapsedS),
    stage,
  };
};

/** Keeps the drive last looked into: samples come in order, so one is enough. */
export const keepingOneDrive = () => {
  let kept: { key: string; drive: Drive } | undefined;
  return (key: string, make: () => Drive): Drive => {
    if (kept?.key !== key) kept = { key, drive: make() };
    return kept.drive;
  };
};
