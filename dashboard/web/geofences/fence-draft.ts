import { FENCE_SPEED_LIMITS_KMH, GeofencePurpose } from "../../../contracts/geofence.ts";
import type {
  GeofencePatch,
  GeofenceVersion,
  NewGeofence,
} from "../../../contracts/geofence-api.ts";
import type { FieldError } from "../../../contracts/problem.ts";
import { areaOf } from "./sketch-area.ts";
import { hasEnoughVertices, type Sketch, SIZE_LIMITS_M } from "./sketch.ts";

/** What is typed about a fence, besides where it lies. */
export type FenceFields = {
  readonly name: string;
  /** Empty until one is chosen. */
  readonly purpose: string;
  readonly speedLimitKmh: number | null;
  /** Null for the whole business. */
  readonly branchId: string | null;
  /** Empty for all vehicles. */
  readonly vehicleGroup: string;
};

/** A field of the form, and the two parts of the shape that can be at fault. */
export type FenceField = keyof FenceFields | "vertices" | "sizeM";

/** What is wrong with a field before the server has seen it. */
export type FenceFault = "missing" | "outOfBounds" | "tooFew";

/** A fence's fields to begin with; `branchId` is the branch of who draws it. */
export const newFields = (branchId: string | null): FenceFields => ({
  name: "",
  purpose: "",
  speedLimitKmh: null,
  branchId,
  vehicleGroup: "",
});

export const fieldsOf = (fence: GeofenceVersion): FenceFields => ({
  name: fence.name,
  purpose: fence.purpose,
  speedLimitKmh: fence.speedLimitKmh,
  branchId: fence.branchId,
  vehicleGroup: fence.vehicleGroup ?? "",
});

const isWithin = (value: number, { min, max }: { readonly min: number; readonly max: number }) =>
  value >= min && value <= max;

const sizeFault = ({ kind, sizeM }: Sketch): FenceFault | undefined => {
  const limits = SIZE_LIMITS_M[kind];
  if (!limits) return undefined;
  if (sizeM === null) return "missing";
  return isWithin(sizeM, limits) ? undefined : "outOfBounds";
};

/** What keeps a fence from being saved, by field; empty when nothing does. */
export const faultsOf = (
  { name, purpose, speedLimitKmh }: FenceFields,
  sketch: Sketch,
): ReadonlyMap<FenceField, FenceFault> => {
  const isFast = speedLimitKmh !== null && !isWithin(speedLimitKmh, FENCE_SPEED_LIMITS_KMH);
  const faults: readonly (readonly [FenceField, FenceFault | undefined])[] = [
    ["name", name.trim() === "" ? "missing" : undefined],
    ["purpose", GeofencePurpose.safeParse(purpose).success ? undefined : "missing"],
    ["speedLimitKmh", isFast ? "outOfBounds" : undefined],
    ["vertices", hasEnoughVertices(sketch) ? undefined : "tooFew"],
    ["sizeM", sizeFault(sketch)],
  ];
  return new Map(faults.flatMap(([field, fault]) => (fault ? [[field, fault] as const] : [])));
};

/** The body that saves a fence; undefined while `faultsOf` finds any. */
export const bodyOf = (
  { name, purpose, speedLimitKmh, branchId, vehicleGroup }: FenceFields,
  sketch: Sketch,
): (NewGeofence & GeofencePatch) | undefined => {
  const area = areaOf(sketch);
  const known = GeofencePurpose.safeParse(purpose);
  if (!area || !known.success || name.trim() === "") return undefined;
  return {
    name: name.trim(),
    purpose: known.data,
    area,
    speedLimitKmh,
    branchId,
    vehicleGroup: vehicleGroup.trim() || null,
  };
};

/** The form's field that an error of the API is about; undefined for one the form does not have. */
export const fieldOfError = ({ field }: FieldError): FenceField | undefined => {
  if (field === "area.radiusM" || field === "area.widthM") return "sizeM";
  if (field === "area" || field.startsWith("area.")) return "vertices";
  const fields = ["name", "purpose", "speedLimitKmh", "branchId", "vehicleGroup"] as const;
  return fields.find((each) => each === field);
};
