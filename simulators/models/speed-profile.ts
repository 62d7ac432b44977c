import { bearingDeg, turnDeg } from "../roads/geometry.ts";
import { lastAtOrBelow, type Path } from "./path.ts";

/** How somebody drives. */
export type DrivingStyle = {
  /** Cruising speed as a share of the limit; never above 1.05. */
  readonly pace: number;
  /** m/s²; ordinary driving stays at or below 1.8. */
  readonly accelerationMps2: number;
  readonly brakingMps2: number;
};

/** A standstill on the way: a red light, a queue. */
export type Hold = { readonly atM: number; readonly waitS: number };

/** Constant-acceleration phases of a drive from standstill to standstill, in columns. */
export type SpeedProfile = {
  readonly startS: Float64Array;
  readonly startM: Float64Array;
  readonly speedMps: Float64Array;
  readonly accelerationMps2: Float64Array;
  /** Whole seconds; the last phase rounds up by standing. */
  readonly durationS: number;
};

/** Sideways acceleration drivers accept in a bend, m/s²: about 0.2 g. */
const LATERAL_MPS2 = 2;
/** Slowest pace through a sharp corner, m/s. */
const CORNER_MPS = 3;
/** A corner is cut at most this far from its vertex, m. */
const CORNER_CUT_M = 30;
/** Cars pull away more slowly once they are fast: the share left from this speed on, m/s. */
const HIGHWAY_MPS = 17;
const HIGHWAY_SHARE = 0.6;

/** A point of the way where the speed may not exceed `capMps`, and how long to stand there. */
type Mark = {
  readonly atM: number;
  readonly capMps: number;
  readonly waitS: number;
  /** The speed of traffic from here on. */
  readonly cruiseMps: number;
};

const cornerMps = ({ points, atM }: Path, vertex: number): number => {
  const [before, here, after] = [points[vertex - 1], points[vertex], points[vertex + 1]];
  if (!before || !here || !after) return 0;
  const turn = turnDeg(bearingDeg(before, here), bearingDeg(here, after));
  const at = atM[vertex] ?? 0;
  const cutM = Math.min(at - (atM[vertex - 1] ?? 0), (atM[vertex + 1] ?? 0) - at, CORNER_CUT_M);
  const radiusM = cutM / (2 * Math.tan((Math.min(turn, 170) * Math.PI) / 360));
  return Math.max(CORNER_MPS, Math.sqrt(LATERAL_MPS2 * radiusM));
};

/** Every vertex, capped by its bend and by traffic on both sides, and every hold. */
const marksOf = (path: Path, holds: readonly Hold[], cruise: Float64Array): Mark[] => {
  const after = (vertex: number): number => cruise[Math.min(vertex, cruise.length - 1)] ?? 0;
  const vertices = Array.from(path.atM, (atM, vertex) => {
    const cruiseMps = after(vertex);
    const capMps = Math.min(cornerMps(path, vertex), after(Math.max(0, vertex - 1)), cruiseMps);
    return { atM, capMps, cruiseMps, waitS: 0 };
  });
  const stops = holds.map(({ atM, waitS }) => {
    return { atM, waitS, capMps: 0, cruiseMps: after(lastAtOrBelow(path.atM, atM)) };
  });
  return [...vertices, ...stops].sort((one, other) => one.atM - other.atM);
};

/** Speeds at the marks: no faster than braking for what follows and accelerating since allow. */
const markSpeeds = (
  marks: readonly Mark[],
  up: (mark: number) => number,
  down: number,
): number[] => {
  const speeds = marks.map(({ capMps }) => capMps);
  const reach = (speed: number, rate: number, metres: number): number =>
    Math.sqrt(speed * speed + 2 * rate * metres);
  const gap = (mark: number): number => (marks[mark + 1]?.atM ?? 0) - (marks[mark]?.atM ?? 0);
  for (let mark = marks.length - 2; mark >= 0; mark--) {
    speeds[mark] = Math.min(speeds[mark]!, reach(speeds[mark + 1]!, down, gap(mark)));
  }
  for (let mark = 0; mark < marks.length - 1; mark++) {
    speeds[mark + 1] = Math.min(speeds[mark + 1]!, reach(speeds[mark]!, up(mark), gap(mark)));
  }
  return speeds;
};

const createPhases = () => {
  const columns: [number[], number[], number[], number[]] = [[], [], [], []];
  let [seconds, metres] = [0, 0];
  const add = (durationS: number, speedMps: number, accelerationMps2: number): void => {
    if (durationS < 1e-9) return;
    [seconds, metres, speedMps, accelerationMps2].forEach((value, at) => columns[at]?.push(value));
    seconds += durationS;
    metres += speedMps * durationS + (accelerationMps2 * durationS * durationS) / 2;
  };
  const finish = (): SpeedProfile => {
    const durationS = Math.ceil(seconds + 1e-6);
    add(durationS - seconds, 0, 0);
    const [startS, startM, speedMps, accelerationMps2] = columns.map((column) =>
      Float64Array.from(column),
    );
    return {
      startS: startS!,
      startM: startM!,
      speedMps: speedMps!,
      accelerationMps2: accelerationMps2!,
      durationS,
    };
  };
  return { add, finish };
};

/** Between two marks: metres, m/s at both ends and at most, m/s² up and down. */
type Stretch = Record<"metres" | "entry" | "exit" | "limit" | "up" | "down", number>;

/** Accelerate as far as there is room to brake again, hold the limit if it is reached, brake. */
const addStretch = (
  phases: ReturnType<typeof createPhases>,
  { metres, entry, exit, limit, up, down }: Stretch,
): void => {
  const meeting = (2 * up * down * metres + down * entry ** 2 + up * exit ** 2) / (up + down);
  const peak = Math.max(entry, exit, Math.min(limit, Math.sqrt(meeting)));
  const cruiseM =
    metres - (peak ** 2 - entry ** 2) / (2 * up) - (peak ** 2 - exit ** 2) / (2 * down);
  phases.add((peak - entry) / up, entry, up);
  if (peak > 0) phases.add(Math.max(0, cruiseM) / peak, peak, 0);
  phases.add((peak - exit) / down, peak, -down);
};

/**
 * How a car drives a path: as fast as the style allows on each street, slow through corners,
 * standing where it must, with exactly the given acceleration and braking in between.
 */
export const planSpeed = (
  path: Path,
  style: DrivingStyle,
  holds: readonly Hold[],
  streetFactor: (street: number) => number = () => 1,
): SpeedProfile => {
  const cruise = Float64Array.from(
    path.streets,
    ({ limitKmh, index }) => (limitKmh / 3.6) * style.pace * streetFactor(index),
  );
  const marks = marksOf(path, holds, cruise);
  const limit = (mark: number): number => marks[mark]!.cruiseMps;
  const up = (mark: number): number =>
    style.accelerationMps2 * (limit(mark) > HIGHWAY_MPS ? HIGHWAY_SHARE : 1);
  const down = style.brakingMps2;
  const speeds = markSpeeds(marks, up, down);
  const phases = createPhases();
  for (let mark = 0; mark < marks.length - 1; mark++) {
    phases.add(marks[mark]!.waitS, 0, 0);
    addStretch(phases, {
      metres: marks[mark + 1]!.atM - marks[mark]!.atM,
      entry: speeds[mark]!,
      exit: speeds[mark + 1]!,
      limit: limit(mark),
      up: up(mark),
      down,
    });
  }
  return phases.finish();
};

/** Distance, speed and acceleration `seconds` after the start; at rest before and after. */
export const motionAt = (
  { startS, startM, speedMps, accelerationMps2, durationS }: SpeedProfile,
  seconds: number,
): { metres: number; speedMps: number; accelerationMps2: number } => {
  const at = Math.min(Math.max(0, seconds), durationS);
  const phase = lastAtOrBelow(startS, at);
  const elapsed = at - (startS[phase] ?? 0);
  const [speed, acceleration] = [speedMps[phase] ?? 0, accelerationMps2[phase] ?? 0];
  return {
    metres: (startM[phase] ?? 0) + speed * elapsed + (acceleration * elapsed * elapsed) / 2,
    speedMps: Math.max(0, speed + acceleration * elapsed),
    accelerationMps2: acceleration,
  };
};
