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
import { mountingAt, type MountingsByDevice } from "../db/mountings.ts";
import type { AlertPolicies } from "./alerting.ts";
import {
  defaultSettings,
  type SettingsHistory,
  type VehicleSettings,
} from "./detectors/vehicle-settings.ts";
import { noStreets, type StreetLimits } from "./geo/street-limits.ts";
import type { OverdueRules } from "./overdue-rules.ts";
import { fenceOf, indexFences, type Fence, type GeofenceIndex } from "./geo/geofence-index.ts";

/** What held for a vehicle from a time until the next version's. */
type Version = {
  readonly fromMs: number;
  readonly settings: VehicleSettings;
  readonly policies: ReadonlyMap<DetectionType, AlertPolicy>;
  readonly overduePolicy: OverduePolicy;
};

const alwaysWith = (streets: StreetLimits): Version => ({
  fromMs: Number.NEGATIVE_INFINITY,
  settings: { ...defaultSettings, streets },
  policies: new Map(),
  overduePolicy: DEFAULT_OVERDUE_POLICY,
});

const isInForce = ({ validFrom, validUntil }: DetectionRule, atMs: number): boolean =>
  atMs >= Date.parse(validFrom) && (validUntil === null || atMs < Date.parse(validUntil));

/** The times at which rules or facts begin or end, and before all of them. */
const boundaries = (rules: readonly DetectionRule[], facts: readonly VehicleFacts[]): number[] => {
  const times = rules.flatMap(({ validFrom, validUntil }) => [
    Date.parse(validFrom),
    ...(validUntil === null ? [] : [Date.parse(validUntil)]),
  ]);
  const all = [Number.NEGATIVE_INFINITY, ...times, ...facts.map(({ fromMs }) => fromMs)];
  return [...new Set(all)].sort((a, b) => a - b);
};

/** The facts in force at a time; the oldest also before they were entered. */
const factsAt = (facts: readonly [VehicleFacts, ...VehicleFacts[]], atMs: number): VehicleFacts =>
  facts.findLast(({ fromMs }) => fromMs <= atMs) ?? facts[0];

const versionAt = (
  fromMs: number,
  rules: readonly DetectionRule[],
  vehicle: VehicleFacts,
  geofences: GeofenceIndex,
  streets: StreetLimits,
): Version => {
  const inForce = rules
    .filter((rule) => isInForce(rule, fromMs) && concerns(rule, vehicle))
    .sort(byBreadth);
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
      streets,
    },
    policies: new Map(
      DetectionType.options
        .filter((type) => ruled.has(type))
        .map((type) => [type, resolvePolicy(type, ofType(type))]),
    ),
    overduePolicy: resolveOverduePolicy(ofType("overdue")),
  };
};

const findVersion = (versions: readonly Version[], atMs: number, always: Version): Version => {
  let found = versions[0] ?? always;
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

/** Settings of a fleet of which nothing is known yet: the defaults, and the streets, for everybody. */
export const createFleetSettings = (streets: StreetLimits = noStreets): FleetSettings => {
  const always = alwaysWith(streets);
  let generation = 0;
  let vehicles = new Map<string, [VehicleFacts, ...VehicleFacts[]]>();
  let rules: readonly DetectionRule[] = [];
  let fences: readonly (readonly [group: string | null, fence: Fence])[] = [];
  // Vehicles that share everything share it in memory too: most of a fleet has no rule of its own.
  let shared = new Map<string, readonly Version[]>();
  let indexes = new Map<string, GeofenceIndex>();
  let moved: MountingsByDevice = new Map();
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
    const facts = vehicles.get(vehicleId);
    if (!facts) return [always];
    const own = rules.filter((rule) => facts.some((vehicle) => concerns(rule, vehicle)));
    const nameless = facts.map(({ id: _id, ...rest }) => rest);
    const key = JSON.stringify([nameless, own.map(({ id }) => id)]);
    const known = shared.get(key);
    if (known) return known;
    const versions = boundaries(own, facts).map((fromMs) => {
      const vehicle = factsAt(facts, fromMs);
      return versionAt(fromMs, own, vehicle, indexOf(vehicle.group), streets);
    });
    shared.set(key, versions);
    return versions;
  };

  const lookAt = (vehicleId: string): Look => {
    const known = looks.get(vehicleId);
    if (known?.generation === generation) return known;
    const look = known ?? { generation, versions: [], current: always, nextMs: 0 };
    look.generation = generation;
    look.versions = resolve(vehicleId);
    turnTo(look, Number.POSITIVE_INFINITY);
    looks.set(vehicleId, look);
    return look;
  };

  const turnTo = (look: Look, atMs: number): void => {
    look.current = findVersion(look.versions, atMs, always);
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
        isMounted(deviceId, atMs) {
          const mountings = moved.get(deviceId);
          return !mountings || mountingAt(mountings, atMs)?.origin.vehicleId === vehicleId;
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
      vehicles = new Map();
      for (const each of facts.vehicles) {
        const known = vehicles.get(each.id);
        if (known) known.push(each);
        else vehicles.set(each.id, [each]);
      }
      rules = facts.rules;
      moved = facts.moved;
      fences = facts.geofences.map((geofence) => [geofence.vehicleGroup, fenceOf(geofence)]);
      shared = new Map();
      indexes = new Map();
      for (const id of looks.keys()) if (!vehicles.has(id)) looks.delete(id);
    },
  };
};
