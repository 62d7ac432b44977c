import type { Evidence } from "../../contracts/detection/detection.ts";
import type { GeofencePurpose } from "../../contracts/geofence.ts";
import { isValid, type Fence, type GeofenceIndex } from "../geo/geofence-index.ts";
import type { FuelState } from "./fuel-state.ts";
import { NOTHING, type DetectionRecord, type Output } from "./output.ts";

/** Where fuel changes as a matter of course: at a pump, or in a workshop that empties a tank. */
const PURPOSES: ReadonlySet<GeofencePurpose> = new Set(["station", "workshop"]);
/** A car may stand this far beside such a fence, m: a pump's roof throws a fix off (towns: 15). */
const BESIDE_M = 15;

/** The fence of such a purpose that holds a place, or else is nearest to it. */
const fenceAt = (fences: GeofenceIndex, { lat, lon, startMs }: DetectionRecord): Fence | null => {
  if (lat === null || lon === null) return null;
  let [found, nearestM]: [Fence | null, number] = [null, BESIDE_M];
  for (const fence of fences.near({ lat, lon }, { lat, lon })) {
    if (!PURPOSES.has(fence.purpose) || !isValid(fence, startMs)) continue;
    const distanceM = Math.max(0, fence.shape.signedDistanceM({ lat, lon }));
    if (distanceM > nearestM || (found && distanceM === nearestM)) continue;
    [found, nearestM] = [fence, distanceM];
  }
  return found;
};

/**
 * The same outputs, refuels and drains with the station or workshop that they happened at. What the
 * state keeps of an open one is given it too, so that a snapshot says what was said.
 */
export const withPlace = (
  { change }: FuelState,
  outputs: readonly Output[],
  fences: GeofenceIndex,
): readonly Output[] => {
  if (outputs === NOTHING || fences.isEmpty) return outputs;
  return outputs.map((output): Output => {
    if (output.kind !== "detection") return output;
    const { record } = output;
    if (record.type !== "refuel" && record.type !== "drain") return output;
    const fence = fenceAt(fences, record);
    if (!fence) return output;
    const place: Evidence = { place: fence.purpose, placeName: fence.name };
    if (change?.said?.startMs === record.startMs)
      change.said.evidence = { ...change.said.evidence, ...place };
    return { ...output, record: { ...record, evidence: { ...record.evidence, ...place } } };
  });
};
