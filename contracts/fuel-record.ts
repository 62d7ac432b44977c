import { z } from "zod";
import { Instant, text, Timestamp, Window } from "./fields.ts";
import { JsonValue } from "./json-value.ts";
import { PageQuery } from "./paging.ts";

/** Only a REFUEL puts fuel into the tank; the others are kept for the cost. */
export const FuelRecordType = z.enum(["REFUEL", "CONSUMPTION_CALCULATION", "MAINTENANCE"]);
export type FuelRecordType = z.infer<typeof FuelRecordType>;

/** The detected refuel that a record is of, and how far receipt and tank agree. */
export const FuelMatch = z.object({
  fuelEventId: z.string(),
  /** A person confirmed it; otherwise both are each other's nearest in time. */
  byPerson: z.boolean(),
  at: Timestamp,
  /** Null where the size of the tank is not known. */
  detectedLitres: z.number().nullable(),
  uncertaintyLitres: z.number().nullable(),
  /** Receipt less tank: positive is paid for and not seen in the tank. */
  differenceLitres: z.number().nullable(),
  /** True where the difference is larger than the uncertainty explains. */
  isMismatch: z.boolean().nullable(),
});
export type FuelMatch = z.infer<typeof FuelMatch>;

/** Fuel bought, as a person entered it. */
export const FuelRecord = z.object({
  id: z.string(),
  vehicleId: z.string(),
  licensePlate: z.string(),
  driverId: z.string().nullable(),
  driverName: z.string().nullable(),
  recordType: FuelRecordType,
  refuelDate: Timestamp,
  fuelAmountLiters: z.number(),
  /** In units of the currency; `fuelCostMinor` is the same in its smallest unit. */
  fuelCost: z.number(),
  fuelCostMinor: z.number(),
  currency: z.string(),
  costPerLiter: z.number(),
  odometerReading: z.number().nullable(),
  fuelStation: z.string().nullable(),
  fuelType: z.string().nullable(),
  fullTank: z.boolean(),
  receipt: z.string().nullable(),
  notes: z.string().nullable(),
  status: z.enum(["ACTIVE", "VOID"]),
  voidReason: z.string().nullable(),
  match: FuelMatch.nullable(),
  /** The tank was watched around it and took nothing, though as much would have been seen. */
  isUnseen: z.boolean(),
  /** The refuel it was confirmed from has been retracted since: later data speak against it. */
  isDetectionRetracted: z.boolean(),
  revision: z.number(),
  createdBy: z.string().nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type FuelRecord = z.infer<typeof FuelRecord>;

/** A version that a correction replaced. */
export const FuelRecordVersion = z.object({
  revision: z.number(),
  /** The columns as they were. */
  content: z.record(z.string(), JsonValue),
  replacedAt: Timestamp,
  replacedBy: z.string().nullable(),
  reason: z.string(),
});
export type FuelRecordVersion = z.infer<typeof FuelRecordVersion>;

export const FuelRecordDetail = FuelRecord.extend({ versions: z.array(FuelRecordVersion) });
export type FuelRecordDetail = z.infer<typeof FuelRecordDetail>;

const litres = z.number().positive().max(5_000);
/** Reference to a receipt or its photograph: an address or the number of a document. */
const receipt = text(500);

const fields = {
  driverId: z.uuid().nullable(),
  recordType: FuelRecordType,
  refuelDate: Instant,
  fuelAmountLiters: litres,
  fuelCost: z.number().min(0).max(1_000_000_000),
  fuelCostMinor: z.int().min(0).max(1_000_000_000_000),
  costPerLiter: z.number().min(0).max(1_000_000),
  odometerReading: z.number().min(0).max(9_999_999).nullable(),
  fuelStation: text(100).nullable(),
  fuelType: text(50).nullable(),
  fullTank: z.boolean(),
  receipt: receipt.nullable(),
  notes: text(2_000).nullable(),
};

/**
 * The cost is named once: `fuelCost` in units of the branch's currency, or `fuelCostMinor`. Without
 * a driver, it is the one assigned to the vehicle at the time.
 */
export const NewFuelRecord = z
  .strictObject({
    ...fields,
    vehicleId: z.uuid(),
    recordType: fields.recordType.default("REFUEL"),
  })
  .partial({
    driverId: true,
    fuelCost: true,
    fuelCostMinor: true,
    costPerLiter: true,
    odometerReading: true,
    fuelStation: true,
    fuelType: true,
    fullTank: true,
    receipt: true,
    notes: true,
  });
export type NewFuelRecord = z.output<typeof NewFuelRecord>;

/** Corrects a record; what it said before stays on file with the reason. */
export const FuelRecordPatch = z
  .strictObject(fields)
  .partial()
  .extend({ reason: text(500) });
export type FuelRecordPatch = z.output<typeof FuelRecordPatch>;

export const FuelRecordVoid = z.strictObject({ reason: text(500) });

/** Records, latest refuelling first. */
export const FuelRecordQuery = PageQuery.extend(Window.shape).extend({
  vehicleId: z.uuid().optional(),
  driverId: z.uuid().optional(),
  recordType: FuelRecordType.optional(),
  status: z.enum(["ACTIVE", "VOID"]).optional(),
});

/** A detected refuel and what a person made of it. OPEN ones wait for somebody. */
export const FuelProposal = z.object({
  /** That of the fuel event. */
  id: z.string(),
  vehicleId: z.string(),
  licensePlate: z.string(),
  status: z.enum(["OPEN", "CONFIRMED", "DISMISSED"]),
  at: Timestamp,
  endedAt: Timestamp.nullable(),
  litres: z.number().nullable(),
  uncertaintyLitres: z.number().nullable(),
  pct: z.number().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  /** The geofence of purpose `station` that it happened in; of a record unless the receipt says other. */
  fuelStation: z.string().nullable(),
  recordId: z.string().nullable(),
  dismissReason: z.string().nullable(),
});
export type FuelProposal = z.infer<typeof FuelProposal>;

export const FuelProposalQuery = PageQuery.extend(Window.shape).extend({
  vehicleId: z.uuid().optional(),
  status: FuelProposal.shape.status.optional(),
});

/** Makes a record of a detected refuel: what the receipt says, at the detected time unless told. */
export const FuelProposalConfirm = z.strictObject({
  ...NewFuelRecord.omit({ vehicleId: true, recordType: true }).shape,
  refuelDate: Instant.optional(),
  /** As on the receipt; the detected litres are an estimate and never stand in for it. */
  fuelAmountLiters: litres,
});
export type FuelProposalConfirm = z.output<typeof FuelProposalConfirm>;

export const FuelProposalDismiss = z.strictObject({ reason: text(500) });
