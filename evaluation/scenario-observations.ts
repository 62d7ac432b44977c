import { DetectionOptions } from "../contracts/detection/options.ts";
import { Geofence } from "../contracts/geofence.ts";
import type { Observation } from "../contracts/observation.ts";
import {
  defaultSettings,
  unchanging,
  type SettingsHistory,
} from "../processor/detectors/vehicle-settings.ts";
import { fenceOf, indexFences, type GeofenceIndex } from "../processor/geo/geofence-index.ts";
import { scenarioMessages, type CastScenario } from "../simulators/scenarios/cast.ts";
import { weeklyHours } from "../simulators/scenarios/weekly-hours.ts";
import { publishedObservations } from "./simulated-observations.ts";

const FENCE_ID = "00000000-0000-4000-8000-00000000000f";

const fencesOf = ({ needs }: CastScenario): GeofenceIndex =>
  indexFences(
    (needs.geofences ?? []).map((fence) =>
      fenceOf(
        Geofence.parse({
          ...fence,
          id: FENCE_ID,
          speedLimitKmh: null,
          branchId: null,
          vehicleGroup: null,
          validFrom: "2020-01-01T00:00:00Z",
          validUntil: null,
        }),
      ),
    ),
  );

/** The car as its owner entered it, with the fences and the hours that the scenario needs. */
export const scenarioSettings = (script: CastScenario): SettingsHistory => {
  const { workingHours } = script.needs;
  const { timeZone } = defaultSettings;
  const afterHours = workingHours && {
    allowed: weeklyHours(timeZone, workingHours),
    minMinutes: workingHours.minMinutes,
  };
  return unchanging({
    ...defaultSettings,
    tankLitres: script.spec.tankLitres,
    geofences: fencesOf(script),
    options: DetectionOptions.parse({ afterHours }),
  });
};

/** A scenario's messages as the processor gets to see them. */
export const scenarioObservations = (script: CastScenario, vehicleId?: string): Observation[] =>
  publishedObservations(script.device, scenarioMessages(script), script.endMs, vehicleId);
