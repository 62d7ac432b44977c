import { z } from "zod";
import type { GeofencesOptions } from "../../contracts/detection/geofences-options.ts";
import type { Fence } from "../geo/geofence-index.ts";
import type { DetectorInput } from "./detector.ts";
import { believedErrorM, type Fix } from "./fix.ts";
import { accuracyOf, type Visit } from "./geofence-visit.ts";

/** Of so many fences it is known that a car was beside them; of more the oldest are forgotten. */
const MAX_SHALLOW = 6;

/** Fences that were left without having been deep inside, and when: the car was perhaps beside them. */
export const ShallowList = z
  .array(z.object({ fenceId: z.string(), outMs: z.number() }))
  .max(MAX_SHALLOW)
  .default([]);
export type ShallowList = z.infer<typeof ShallowList>;

/** How deep inside a fix surely lies, whole m. */
export const depthInsideM = (
  distanceM: number,
  fix: Fix,
  { unknownAccuracyM }: GeofencesOptions,
): number => Math.round(-distanceM - believedErrorM(fix, unknownAccuracyM));

/** Whether a car has been so deep inside that it was not merely beside the fence. */
export const hasBeenDeep = (
  { deepestM }: Visit,
  { shape }: Fence,
  { shallowM }: GeofencesOptions,
): boolean => deepestM >= Math.min(shallowM, shape.depthM / 2);

/** The list with the fence of a visit that is over, if it was left without having been deep inside. */
export const withShallow = (
  list: ShallowList,
  visit: Visit,
  { settings }: DetectorInput,
  fix: Fix,
): ShallowList => {
  const { fenceId, detectedAtMs, seen } = visit;
  if (detectedAtMs === null || seen === "crossing") return list;
  const fence = settings.geofences.find(fenceId, fix.atMs);
  if (!fence || hasBeenDeep(visit, fence, settings.options.geofences)) return list;
  const others = list.filter((each) => each.fenceId !== fenceId).slice(1 - MAX_SHALLOW);
  return [...others, { fenceId, outMs: fix.atMs }];
};

/** The list without what is far off: a car that has been there is not beside the fence any more. */
export const stillBeside = (
  list: ShallowList,
  { settings }: DetectorInput,
  fix: Fix,
): ShallowList => {
  const { geofences: options } = settings.options;
  const nearM = options.besideWithinM + accuracyOf(fix, options);
  return list.filter(({ fenceId }) => {
    const fence = settings.geofences.find(fenceId, fix.atMs);
    return fence !== undefined && fence.shape.signedDistanceM(fix) <= nearM;
  });
};

/** Whether a car was beside a fence not long ago. */
export const wasBeside = (
  list: ShallowList,
  { id }: Fence,
  { settings }: DetectorInput,
  fix: Fix,
): boolean => {
  const forMs = settings.options.geofences.shallowForS * 1_000;
  return list.some(({ fenceId, outMs }) => fenceId === id && fix.atMs - outMs < forMs);
};
