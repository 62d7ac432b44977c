import type { Stage } from "../models/life.ts";
import { poseAt } from "../models/path.ts";
import { motionAt } from "../models/speed-profile.ts";
import { displaced, offsetM, type Position } from "../roads/geometry.ts";
import { HEARTBEAT_S, openScript, play, stageOf } from "./script.ts";
import type { NeededGeofence, Scenario } from "./scenario.ts";

/** The land behind the border, as wide and as deep as any city, m. */
const LAND_M = 30_000;
/** Where between start and goal the border may lie, as shares of the way as the crow flies. */
const SHARES = Array.from({ length: 41 }, (_, index) => 0.3 + index * 0.01);
/** The road may run along the border this long before and after crossing it, s. */
const CROSSING_S = 20;

/** Where a car is each second of its drive, m beyond the start in the direction of the goal. */
const advanceOf = ({ step }: Stage): { from: Position; headingRad: number; metres: number[] } => {
  if (step.kind !== "drive") throw new Error("a border is crossed on a drive");
  const { path, profile, durationS, lengthM } = step.load();
  const [from, to] = [poseAt(path, 0), poseAt(path, lengthM)];
  const way = offsetM(from, to);
  const headingRad = Math.atan2(way.east, way.north);
  const metres = Array.from({ length: durationS + 1 }, (_, second) => {
    const at = offsetM(from, poseAt(path, motionAt(profile, second).metres));
    return at.east * Math.sin(headingRad) + at.north * Math.cos(headingRad);
  });
  return { from, headingRad, metres };
};

/** How clearly the drive crosses a line once: the least distance from it but for the crossing. */
const clearanceM = (metres: readonly number[], lineM: number): number => {
  const crossedS = metres.findIndex((at) => at >= lineM);
  return metres.reduce((least, at, second) => {
    if (Math.abs(second - crossedS) <= CROSSING_S) return least;
    return Math.min(least, second < crossedS ? lineM - at : at - lineM);
  }, Infinity);
};

type Border = { readonly fence: NeededGeofence; readonly crossedMs: number };

/** A border square to the drive, where the drive crosses it once and for good. */
const borderAcross = (stage: Stage): Border => {
  const { from, headingRad, metres } = advanceOf(stage);
  const goalM = metres.at(-1) ?? 0;
  const lines = SHARES.map((share) => share * goalM);
  const lineM = lines.reduce((best, line) =>
    clearanceM(metres, line) > clearanceM(metres, best) ? line : best,
  );
  const corner = (aheadM: number, asideM: number): readonly [number, number] => {
    const [sin, cos] = [Math.sin(headingRad), Math.cos(headingRad)];
    const { lon, lat } = displaced(from, aheadM * sin + asideM * cos, aheadM * cos - asideM * sin);
    return [Number(lon.toFixed(6)), Number(lat.toFixed(6))];
  };
  const [left, right] = [corner(lineM, -LAND_M), corner(lineM, LAND_M)];
  const ring = [left, right, corner(lineM + LAND_M, LAND_M), corner(lineM + LAND_M, -LAND_M), left];
  const geometry = { type: "Polygon", coordinates: [ring] } as const;
  const area = { kind: "polygon", geometry } as const;
  const crossedMs = stage.startMs + metres.findIndex((at) => at >= lineM) * 1_000;
  return { fence: { name: "Behind the border", purpose: "border", area }, crossedMs };
};

/** A drive that ends in a country the car must not enter. */
export const borderCrossing: Scenario = {
  name: "border-crossing",
  description: "a car crosses a border in the middle of a drive and stays behind it",
  play: (network, seed, startMs) => {
    const script = openScript(network, seed);
    script.park(15 * 60);
    script.turnKey();
    const drive = script.drive(15);
    script.turnKey();
    script.park(30 * 60);
    return play(
      script,
      { seed, startMs },
      {
        needs: (stages) => ({ geofences: [borderAcross(stageOf(stages, drive)).fence] }),
        detections: (stages) => {
          const { crossedMs } = borderAcross(stageOf(stages, drive));
          const alert = { severity: "warning", byMs: crossedMs + HEARTBEAT_S * 1_000 } as const;
          return [
            {
              ...{ type: "geofence_enter", startMs: crossedMs, endMs: null },
              withinS: HEARTBEAT_S,
              alert,
            },
          ];
        },
      },
    );
  },
};
