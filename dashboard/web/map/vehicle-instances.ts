import type { Car } from "../fleet/car.ts";
import { STATUSES } from "../fleet/status.ts";
import { type Mercator, mercatorOf, mercatorPerMetre } from "./mercator.ts";
import { displayed, type PackedVehicles, STRIDE } from "./packed-vehicles.ts";

const FLOATS = STRIDE / 4;
const SHORTS = STRIDE / 2;

/** A car is never shown gliding for longer than this: a slow reporter stands still instead, s. */
const MAX_GLIDE_S = 12;
/** Two fixes in one network packet must not look like a jump, s. */
const MIN_GLIDE_S = 0.25;
/** After this long a silence the way between two fixes is not known, so the car appears, s. */
const MAX_GAP_S = 90;
/** A step longer than a car makes between two fixes is a correction, not a drive, metres. */
const MAX_GLIDE_M = 3_000;
/** Weight of the newest interval in a vehicle's running mean. */
const INTERVAL_WEIGHT = 0.4;

/**
 * Numbers kept of the fix last taken in of a vehicle, so that a message without a newer one moves
 * nothing: longitude, latitude, its time (ms), when it was taken in (layer time, s), and how long the
 * vehicle lets pass between two (s).
 */
const FIX = 5;
const LON = 0;
const LAT = 1;
const POSITION_MS = 2;
const TAKEN_S = 3;
const INTERVAL_S = 4;
/** How exactly packed positions tell a coordinate, degrees, and the time of a fix, ms. */
const PACKED_DEG = 1e-7;
const PACKED_MS = 100;

/** In place of the time until when a vehicle is not late: it is offline, or was never heard. */
export const OFFLINE = Number.NEGATIVE_INFINITY;

/** All vehicles with a position, packed for one instanced draw call. */
export type Instances = { -readonly [Key in keyof PackedVehicles]: PackedVehicles[Key] } & {
  /** 1 for each vehicle that a cluster stands for, which is not drawn itself. */
  hidden: Uint8Array<ArrayBuffer>;
  hiddenChanged: boolean;
  readonly ids: string[];
  readonly indexOf: Map<string, number>;
  fixes: Float64Array;
  /** Until when each vehicle is not late, ms; `OFFLINE` for one that cannot be heard. */
  freshUntilMs: Float64Array;
  /** Positions are held relative to this point, or float32 would be metres off. */
  origin: Mercator | undefined;
  /** Bytes changed since the last upload; empty when `from >= to`. */
  dirty: { from: number; to: number };
  /** Counts how often a vehicle got another index. */
  rearranged: number;
  /** Layer time up to which something moves, s. */
  movingUntilS: number;
};

const FIRST_ROOM = 256;

/** Room for so many vehicles. */
const roomFor = (count: number) => {
  const bytes = new Uint8Array(count * STRIDE);
  return {
    bytes,
    floats: new Float32Array(bytes.buffer),
    shorts: new Uint16Array(bytes.buffer),
    hidden: new Uint8Array(count),
    fixes: new Float64Array(count * FIX),
    freshUntilMs: new Float64Array(count),
  };
};

/** Starts without vehicles. */
export const createInstances = (): Instances => ({
  ...roomFor(FIRST_ROOM),
  hiddenChanged: false,
  ids: [],
  indexOf: new Map(),
  origin: undefined,
  dirty: { from: 0, to: 0 },
  epochS: 0,
  rearranged: 0,
  movingUntilS: 0,
});

const grow = (instances: Instances): void => {
  const { bytes, hidden, fixes, freshUntilMs } = instances;
  const larger = roomFor(2 * freshUntilMs.length);
  larger.bytes.set(bytes);
  larger.hidden.set(hidden);
  larger.fixes.set(fixes);
  larger.freshUntilMs.set(freshUntilMs);
  Object.assign(instances, larger);
};

/** A vehicle's bytes have changed, and are to be uploaded. */
export const markDirty = (instances: Instances, index: number): void => {
  const { dirty } = instances;
  const empty = dirty.from >= dirty.to;
  dirty.from = empty ? index * STRIDE : Math.min(dirty.from, index * STRIDE);
  dirty.to = Math.max(empty ? 0 : dirty.to, (index + 1) * STRIDE);
};

const indexFor = (instances: Instances, id: string): number => {
  const known = instances.indexOf.get(id);
  if (known !== undefined) return known;
  const index = instances.ids.push(id) - 1;
  instances.indexOf.set(id, index);
  if (index * STRIDE >= instances.bytes.length) {
    grow(instances);
    instances.dirty = { from: 0, to: index * STRIDE };
  }
  instances.fixes.fill(Number.NaN, index * FIX, (index + 1) * FIX);
  instances.hidden[index] = 0;
  instances.hiddenChanged = true;
  return index;
};

const turnOf = (headingDeg: number): number => Math.round((headingDeg / 360) * 0x1_0000) & 0xffff;

/** Whether two numbers are not the same even as roughly as packed positions write them. */
const differ = (one: number, other: number, tolerance: number): boolean =>
  Number.isNaN(one) !== Number.isNaN(other) || Math.abs(one - other) > tolerance;

/** Of one fix a message may tell roughly and another in full: the second is no news. */
const isNews = ({ fixes }: Instances, index: number, { lat, lon, positionMs }: Car): boolean => {
  const at = index * FIX;
  return (
    differ(fixes[at + LAT] ?? Number.NaN, lat, PACKED_DEG) ||
    differ(fixes[at + LON] ?? Number.NaN, lon, PACKED_DEG) ||
    differ(fixes[at + POSITION_MS] ?? Number.NaN, positionMs, PACKED_MS)
  );
};

/** How long the glide to a new fix takes, s: the vehicle's own reporting interval, or a jump. */
const glideFor = ({ fixes }: Instances, index: number, stepM: number, nowS: number): number => {
  const at = index * FIX;
  const gapS = nowS - (fixes[at + TAKEN_S] ?? Number.NaN);
  // the first fix has none before it, and so no gap
  if (Number.isNaN(gapS) || gapS > MAX_GAP_S || stepM > MAX_GLIDE_M) return 0;
  const usualS = fixes[at + INTERVAL_S] ?? 0;
  const intervalS = usualS > 0 ? usualS * (1 - INTERVAL_WEIGHT) + gapS * INTERVAL_WEIGHT : gapS;
  fixes[at + INTERVAL_S] = intervalS;
  return Math.min(MAX_GLIDE_S, Math.max(MIN_GLIDE_S, intervalS));
};

const keepFix = ({ fixes }: Instances, index: number, car: Car, nowS: number): void => {
  const at = index * FIX;
  fixes[at + LON] = car.lon;
  fixes[at + LAT] = car.lat;
  fixes[at + POSITION_MS] = car.positionMs;
  fixes[at + TAKEN_S] = nowS;
};

const moveTo = (
  instances: Instances,
  index: number,
  car: Car,
  { nowS, jump }: PlaceOptions,
): void => {
  const target = mercatorOf(car.lon, car.lat);
  instances.origin ??= target;
  const x = target.x - instances.origin.x;
  const y = target.y - instances.origin.y;
  const from = displayed(instances, index, nowS);
  const dx = x - from.x;
  const dy = y - from.y;
  const stepM = Math.sqrt(dx * dx + dy * dy) / mercatorPerMetre(car.lat);
  const glideS = glideFor(instances, index, stepM, nowS);
  const moves = glideS > 0 && !jump && stepM > 0.1;
  const { floats, shorts, bytes } = instances;
  const at = index * FLOATS;
  floats[at] = moves ? from.x : x;
  floats[at + 1] = moves ? from.y : y;
  floats[at + 2] = x;
  floats[at + 3] = y;
  floats[at + 4] = nowS - instances.epochS;
  floats[at + 5] = moves ? glideS : 0;
  const turn = Number.isNaN(car.headingDeg) ? from.turn : turnOf(car.headingDeg);
  // what pointed nowhere does not swing round from north
  const turns = moves && bytes[index * STRIDE + 30] === 0;
  shorts[index * SHORTS + 12] = turns ? from.turn : turn;
  shorts[index * SHORTS + 13] = turn;
  keepFix(instances, index, car, nowS);
  if (moves) instances.movingUntilS = Math.max(instances.movingUntilS, nowS + glideS);
};

/** When a change is shown (layer time, s), and whether it should jump instead of glide. */
export type PlaceOptions = { readonly nowS: number; readonly jump: boolean };

/**
 * Takes in a vehicle's latest state. A new fix starts from where the vehicle is drawn now and takes
 * as long as the vehicle usually lets pass between fixes; it is never led past its last known
 * place. A vehicle that never had a position is left out.
 */
export const placeVehicle = (instances: Instances, car: Car, options: PlaceOptions): void => {
  if (Number.isNaN(car.lat)) return;
  const index = indexFor(instances, car.vehicleId);
  if (isNews(instances, index, car)) moveTo(instances, index, car, options);
  instances.bytes[index * STRIDE + 30] = Number.isNaN(car.headingDeg) ? 1 : 0;
  instances.bytes[index * STRIDE + 28] = STATUSES.indexOf(car.status);
  instances.freshUntilMs[index] = car.connection === "online" ? car.freshUntilMs : OFFLINE;
  markDirty(instances, index);
};

const takeOut = (instances: Instances, index: number): void => {
  const { bytes, hidden, fixes, freshUntilMs, ids, indexOf } = instances;
  const last = ids.length - 1;
  indexOf.delete(ids[index] ?? "");
  bytes.copyWithin(index * STRIDE, last * STRIDE, (last + 1) * STRIDE);
  fixes.copyWithin(index * FIX, last * FIX, (last + 1) * FIX);
  freshUntilMs.copyWithin(index, last, last + 1);
  hidden.copyWithin(index, last, last + 1);
  instances.hiddenChanged = true;
  instances.rearranged++;
  const moved = ids.pop();
  if (moved === undefined || index === last) return;
  ids[index] = moved;
  indexOf.set(moved, index);
  markDirty(instances, index);
};

/** Takes out every vehicle that is no longer in the fleet. */
export const keepVehicles = (instances: Instances, isInFleet: (id: string) => boolean): void => {
  // from the end: who moves into a gap has been looked at
  for (let index = instances.ids.length - 1; index >= 0; index--) {
    if (!isInFleet(instances.ids[index] ?? "")) takeOut(instances, index);
  }
};
