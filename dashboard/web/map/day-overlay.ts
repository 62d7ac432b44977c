import type { VehicleSummary } from "../../../contracts/live-protocol.ts";
import { dayEntries } from "../day/day-entries.ts";
import type { Place } from "../day/day-story.ts";
import type { VehicleDay } from "../day/vehicle-day.ts";
import { pickedPoint, stopPoints, trackLines } from "../day/track-features.ts";
import { accuracyCircle } from "./accuracy-circle.ts";
import { EMPTY_OVERLAY, type Overlay } from "./track-overlay.ts";

/** What the overlay is made of. */
export type OverlayParts = {
  readonly day: VehicleDay | undefined;
  readonly vehicle: VehicleSummary | undefined;
  readonly highlightedId: string | undefined;
  /** Of the event that is picked. */
  readonly picked: Place | undefined;
  readonly nowMs: number;
};

/**
 * A function that makes the overlay and remembers the last one: parts that did not change keep
 * their identity, so the map redraws nothing for them.
 */
export const createDayOverlay = (): ((parts: OverlayParts) => Overlay) => {
  let before: OverlayParts = {
    day: undefined,
    vehicle: undefined,
    highlightedId: undefined,
    picked: undefined,
    nowMs: 0,
  };
  let overlay = EMPTY_OVERLAY;
  return (parts) => {
    const { day, vehicle, highlightedId, picked, nowMs } = parts;
    const isNewDay = day !== before.day;
    const isNewVehicle = vehicle !== before.vehicle;
    const isNewPick = String(picked) !== String(before.picked);
    if (isNewDay || isNewVehicle || isNewPick || highlightedId !== before.highlightedId) {
      overlay = {
        lines: isNewDay ? (day ? trackLines(day) : EMPTY_OVERLAY.lines) : overlay.lines,
        stops: isNewDay
          ? stopPoints(day ? dayEntries(day.routes, day.stops, nowMs) : [])
          : overlay.stops,
        picked: isNewPick ? pickedPoint(picked) : overlay.picked,
        accuracy: isNewVehicle ? accuracyCircle(vehicle) : overlay.accuracy,
        highlightedId,
      };
    }
    before = parts;
    return overlay;
  };
};
