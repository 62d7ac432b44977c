import { WeeklyHours } from "../../contracts/detection/after-hours-options.ts";
import { withOverrides, type OptionOverrides } from "../../contracts/detection/option-overrides.ts";
import { defaultDetectionOptions } from "../../contracts/detection/options.ts";
import type { Observation } from "../../contracts/observation.ts";
import type { GeofenceIndex } from "../geo/geofence-index.ts";
import { foldObservation, initialState, openOutputs, type VehicleState } from "../vehicle-fold.ts";
import type { DetectionRecord, Output, RouteRecord, StopRecord } from "./output.ts";
import { defaultSettings, unchanging, type SettingsHistory } from "./vehicle-settings.ts";

/** The records a vehicle's observations end in, folded as the processor folds them. */
export type Story = {
  readonly routes: readonly RouteRecord[];
  readonly stops: readonly StopRecord[];
  readonly detections: readonly DetectionRecord[];
  readonly state: VehicleState;
};

/** Settings in which nothing is off that an owner has to switch on. */
export const everythingOn = (geofences: GeofenceIndex): SettingsHistory =>
  unchanging({
    ...defaultSettings,
    tankLitres: 55,
    options: {
      ...defaultSettings.options,
      afterHours: { ...defaultSettings.options.afterHours, allowed: WeeklyHours.parse({}) },
      speeding: { ...defaultSettings.options.speeding, limitKmh: 60 },
    },
    geofences,
  });

const byStart = (a: { readonly startMs: number }, b: { readonly startMs: number }): number =>
  a.startMs - b.startMs;

/** How far a vehicle has been told of: its state, and the latest version of each record. */
export type Chapter = {
  readonly state: VehicleState;
  readonly latest: ReadonlyMap<string, Output>;
};

/** A vehicle of which nothing was heard yet. */
export const firstChapter = (): Chapter => ({ state: initialState(), latest: new Map() });

/** Folds the observations that follow, in event-time order. What was told before is left as it is. */
export const tellOn = (
  before: Chapter,
  observations: readonly Observation[],
  settings: SettingsHistory = unchanging(defaultSettings),
): Chapter => {
  const state = structuredClone(before.state);
  const latest = new Map(before.latest);
  for (const observation of observations) {
    const outputs = foldObservation(state, observation, settings, () => {});
    for (const output of outputs) latest.set(output.record.id, output);
  }
  return { state, latest };
};

/** What has been told in the end, with what is still open then. */
export const storyOf = ({ state, latest: told }: Chapter, vehicleId: string): Story => {
  const latest = new Map(told);
  for (const output of openOutputs(state, vehicleId)) latest.set(output.record.id, output);
  const outputs = [...latest.values()];
  return {
    routes: outputs
      .filter((each) => each.kind === "route")
      .map((each) => each.record)
      .sort(byStart),
    stops: outputs
      .filter((each) => each.kind === "stop")
      .map((each) => each.record)
      .sort(byStart),
    detections: outputs
      .filter((each) => each.kind === "detection")
      .map((each) => each.record)
      .sort(byStart),
    state,
  };
};

/** Folds observations in event-time order and keeps the latest version of each record. */
export const tell = (observations: readonly Observation[], settings?: SettingsHistory): Story =>
  storyOf(tellOn(firstChapter(), observations, settings), observations[0]?.vehicleId ?? "");

/** Settings that differ from the usual ones in options, as a rule would set them. */
export const optionsOf = (overrides: OptionOverrides): SettingsHistory =>
  unchanging({
    ...defaultSettings,
    options: withOverrides(defaultDetectionOptions, [overrides]),
  });
