import type { DetectionType, Severity } from "../../contracts/detection/detection.ts";
import type { Sample } from "../../contracts/telemetry.ts";
import type { VehicleSpec } from "../fleet/vehicle-catalogue.ts";
import type { SiteNetwork } from "../fleet/sites.ts";

/** A drive as it truly happened, by the wheels. */
export type ExpectedRoute = {
  /** The wheels begin to turn, and stop for the last time before the key is turned off. */
  readonly startMs: number;
  readonly endMs: number;
  /** The key; equal for every tracker, though not all report it. */
  readonly ignitionOnMs: number;
  readonly ignitionOffMs: number;
  /** By the wheels, on the ellipsoid. */
  readonly distanceKm: number;
};

/** A stand as it truly happened: with the key off, or with the engine running inside a route. */
export type ExpectedStop = {
  readonly kind: "parked" | "idling";
  readonly startMs: number;
  readonly endMs: number;
  readonly lat: number;
  readonly lon: number;
};

/** What people are told where no rule says otherwise. */
export type ExpectedAlert = {
  readonly severity: Severity;
  /** By when, event time: once it has shown, and whatever proof it takes. */
  readonly byMs: number;
};

/** Something that truly happened and must be found: a detection, or a car that is not back. */
export type ExpectedDetection = {
  readonly type: DetectionType | "overdue";
  readonly startMs: number;
  /** Null where it still lasts at the end, or where nothing can say when it ended. */
  readonly endMs: number | null;
  /** Nobody could tell these times more exactly from the tracker's reports, s. */
  readonly withinS: number;
  /** Fuel that came or went. */
  readonly litres?: number;
  /** Absent where it is only recorded. */
  readonly alert?: ExpectedAlert;
};

/** A fence on the map, as `/api/geofences` takes it. */
export type NeededGeofence = {
  readonly name: string;
  readonly purpose: "border";
  readonly area: {
    readonly kind: "polygon";
    readonly geometry: {
      readonly type: "Polygon";
      readonly coordinates: readonly (readonly (readonly [lon: number, lat: number])[])[];
    };
  };
};

/** When a car may be driven: every day from the one time of day to the other. */
export type NeededHours = {
  readonly fromMs: number;
  readonly untilMs: number;
  /** How long a drive outside of them is no matter, min. */
  readonly minMinutes: number;
};

/** What must be set up beside the car and its tracker before its messages can be understood. */
export type ScenarioNeeds = {
  /** The car is handed out, with nothing returned. */
  readonly booking?: { readonly outMs: number; readonly dueMs: number };
  readonly geofences?: readonly NeededGeofence[];
  /** When the car may be used; everything else is after hours. */
  readonly workingHours?: NeededHours;
};

/** Samples that reach the broker together, in this order. */
export type ScenarioMessage = { readonly sentAtMs: number; readonly samples: readonly Sample[] };

/** A scenario played out for a seed and a start. Messages come in the order they are sent. */
export type ScenarioRun = {
  readonly spec: VehicleSpec;
  readonly messages: readonly ScenarioMessage[];
  /** The truth of the simulation, not what any detector makes of it. */
  readonly expected: {
    readonly routes: readonly ExpectedRoute[];
    /** Parked between two routes; idling from five minutes on. */
    readonly stops: readonly ExpectedStop[];
    /** These and no others, whatever their order. */
    readonly detections: readonly ExpectedDetection[];
  };
  readonly needs: ScenarioNeeds;
  readonly endMs: number;
  /** What the tracker reports in [fromMs, toMs) after the end, where the car stands as it was left. */
  readonly rest: (fromMs: number, toMs: number) => Sample[];
};

/** One situation a fleet meets: a script, and beside it what must be detected. */
export type Scenario = {
  readonly name: string;
  readonly description: string;
  /** Pure: the same network, seed and start give the same messages to the byte. */
  readonly play: (network: SiteNetwork, seed: number, startMs: number) => ScenarioRun;
};
