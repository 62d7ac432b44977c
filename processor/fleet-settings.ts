import { byBreadth, concerns, type DetectionRule } from "../contracts/detection-rule.ts";
import {
  DEFAULT_OVERDUE_POLICY,
  defaultPolicy,
  resolveOverduePolicy,
  resolvePolicy,
  type AlertPolicy,
  type OverduePolicy,
} from "../contracts/detection/alert-policy.ts";
import { DetectionType } from "../contracts/detection/detection.ts";
import { withOverrides } from "../contracts/detection/option-overrides.ts";
import { defaultDetectionOptions } from "../contracts/detection/options.ts";
import type { FleetFacts, VehicleFacts } from "../db/fleet-facts.ts";
import type { AlertPolicies } from "./alerting.ts";
import {
  defaultSettings,
  type SettingsHistory,
  type VehicleSettings,
} from "./detectors/vehicle-settings.ts";
import type { OverdueRules } from "./overdue-rules.ts";
import { fenceOf, indexFences, type Fence, type GeofenceIndex } from "./geo/geofence-index.ts";

/** What held for a vehicle from a time until the next version's. */
type Version = {
  readonly fromMs: number;
  readonly settings: VehicleSettings;
  readonly policies: ReadonlyMap<DetectionType, AlertPolicy>;
  readonly overduePolicy: OverduePolicy;
};

const ALWAYS: Version = {
  fromMs: Number.NEGATIVE_INFINITY,
  settings: defaultSettings,
  policies: new Map(),
  overduePolicy: DEFAULT_OVERDUE_POLICY,
};

const isInForce = ({ validFrom, validUntil }: DetectionRule, atMs: number): boolean =>
  atMs >= Date.parse(validFrom) && (validUntil === null || atMs < Date.parse(validUntil));

/** The times at which rules begin or end, and before all of them. */
const boundaries = (rules: readonly DetectionRule[]): number[] => {
  const times = rules.flatMap(({ validFrom, validUntil }) => [
    Date.parse(validFrom),
    ...(validUntil === null ? [] : [Date.parse(validUntil)]),
  ]);
  return [Number.NEGATIVE_INFINITY, ...[...new Set(times)].sort((a, b) => a - b)];
};

const versionAt = (
  fromMs: number,
  rules: readonly DetectionRule[],
  vehicle: VehicleFacts,
  geofences: GeofenceIndex,
): Version => {
  const inForce = rules.filter((rule) => isInForce(rule, fromMs));
  const overrides = inForce.map(({ options }) => options).filter((options) => options !== null);
  const ruled = new Set(inForce.map(({ type }) => type));
  const ofType = (type: DetectionRule["type"]) => inForce.filter((rule) => rule.type === type);
  return {
    fromMs,
    settings: {
      tankLitres: vehicle.tankLitres,
      timeZone: vehicle.timeZone,
      options: withOverrides(defaultDetectionOptions, overrides),
      geofences,
    },
    policies: new Map(
      DetectionType.options
        .filter((type) => ruled.has(type))
        .map((type) => [type, resolvePolicy(type, ofType(type))]),
    ),
    overduePolicy: resolveOverduePolicy(ofType("overdue")),
  };
};

const findVersion = (versions: readonly Version[], atMs: number): Version => {
  let found = versions[0] ?? ALWAYS;
  for (const version of versions) if (version.fromMs <= atMs) found = version;
  return found;
};

/** A look at one vehicle's settings that outlives their reload. */
type Look = { generation: number; versions: readonly Version[]; current: Version; nextMs: number };

/** What detection must know of the fleet besides its observations, by event time. */
export type FleetSettings = AlertPolicies &
  OverdueRules & {
    /** The settings of a vehicle; what `replace` brings shows in a history handed out before. */
    readonly settingsOf: (vehicleId: string) => SettingsHistory;
    /** Takes over what the database holds now. */
    readonly replace: (facts: FleetFacts) => void;
  };

/** Settings of a fleet of which nothing is known yet: the defaults, for everybody. */
export const createFleetSettings = (): FleetSettings => {
  let generation = 0;
  let vehicles = new Map<string, VehicleFacts>();
  let rules: readonly DetectionRule[] = [];
  let fences: readonly (readonly [group: string | null, fence: Fence])[] = [];
  // Vehicles that share everything share it in memory too: most of a fleet has no rule of its own.
  let shared = new Map<string, readonly Version[]>();
  let indexes = new Map<string, GeofenceIndex>();
  const looks = new Map<string, Look>();

  const indexOf = (group: string | null): GeofenceIndex => {
    const key = JSON.stringify(group);
    const known = indexes.get(key);
    if (known) return known;
    const meant = fences.filter(([forGroup]) => forGroup === null || forGroup === group);
    const index = indexFences(meant.map(([, fence]) => fence));
    indexes.set(key, index);
    return index;
  };

  const resolve = (vehicleId: string): readonly Version[] => {
    const vehicle = vehicles.get(vehicleId);
    if (!vehicle) return [ALWAYS];
    const own = rules.filter((rule) => concerns(rule, vehicle)).sort(byBreadth);
    const { group, tankLitres, timeZone } = vehicle;
    const key = JSON.stringify([group, tankLitres, timeZone, ...own.map(({ id }) => id)]);
    const known = shared.get(key);
    if (known) return known;
    const geofences = indexOf(group);
    const versions = boundaries(own).map((fromMs) => versionAt(fromMs, own, vehicle, geofences));
    shared.set(key, versions);
    return versions;
  };

  const lookAt = (vehicleId: string): Look => {
    const known = looks.get(vehicleId);
    if (known?.generation === generation) return known;
    const look = known ?? { generation, versions: [], current: ALWAYS, nextMs: 0 };
    look.generation = generation;
    look.versions = resolve(vehicleId);
    turnTo(look, Number.POSITIVE_INFINITY);
    looks.set(vehicleId, look);
    return look;
  };

  const turnTo = (look: Look, atMs: number): void => {
    look.current = findVersion(look.versions, atMs);
    const next = look.versions.find(({ fromMs }) => fromMs > look.current.fromMs);
    look.nextMs = next?.fromMs ?? Number.POSITIVE_INFINITY;
  };

  const at = (look: Look, atMs: number): Version => {
    if (atMs < look.current.fromMs || atMs >= look.nextMs) turnTo(look, atMs);
    return look.current;
  };

  return {
    settingsOf: (vehicleId) => {
      let look: Look | undefined;
      return {
        at(tsMs) {
          if (look?.generation !== generation) look = lookAt(vehicleId);
          return at(look, tsMs).settings;
        },
      };
    },
    policyAt: (vehicleId, type, atMs) =>
      at(lookAt(vehicleId), atMs).policies.get(type) ?? defaultPolicy(type),
    overdueAt: (vehicleId, atMs) => {
      const { settings, overduePolicy } = at(lookAt(vehicleId), atMs);
      return { options: settings.options.overdue, policy: overduePolicy };
    },
    replace: (facts) => {
      generation++;
      vehicles = new Map(facts.vehicles.map((vehicle) => [vehicle.id, vehicle]));
      rules = facts.rules;
      fences = facts.geofences.map((geofence) => [geofence.vehicleGroup, fenceOf(geofence)]);
      shared = new Map();
      indexes = new Map();
      for (const id of looks.keys()) if (!vehicles.has(id)) looks.delete(id);
    },
  };
};
