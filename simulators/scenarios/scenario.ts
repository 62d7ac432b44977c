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
  };
  readonly endMs: number;
};

/** One situation a fleet meets: a script, and beside it what must be detected. */
export type Scenario = {
  readonly name: string;
  readonly description: string;
  /** Pure: the same network, seed and start give the same messages to the byte. */
  readonly play: (network: SiteNetwork, seed: number, startMs: number) => ScenarioRun;
};
