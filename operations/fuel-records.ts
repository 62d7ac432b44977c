import type {
  FuelProposal,
  FuelProposalConfirm,
  FuelRecord,
  FuelRecordPatch,
  NewFuelRecord,
} from "../contracts/fuel-record.ts";
import type { Vehicle } from "../contracts/vehicle.ts";
import { findBranch } from "../db/branches.ts";
import { findDriver } from "../db/drivers.ts";
import { dismissFuelProposal, findFuelProposal } from "../db/fuel-proposals.ts";
import {
  fileFuelRecordVersion,
  findDriverAt,
  findFuelRecord,
  insertFuelRecord,
  loadOdometersAround,
  lockFuelRecord,
  markFuelRecordVoid,
  replaceFuelRecord,
  type FuelRecordContent,
} from "../db/fuel-records.ts";
import { type Database, inTransaction, type Queryable } from "../db/pool.ts";
import { findVehicle } from "../db/vehicles.ts";
import type { Actor } from "./actor.ts";
import { bookVehicle } from "./fuel-books.ts";
import { priceFault, recordFault } from "./fuel-record-checks.ts";
import { fromMinor, toMinor } from "./money.ts";
import { loadFuelRecord } from "./unseen-receipts.ts";
import { conflict, invalid, isRefusal, type Refusal } from "./refusal.ts";

type Priced = Pick<FuelRecordContent, "costMinor" | "cost" | "costPerLitre" | "currency">;

/** The cost in minor units and per litre; refuses what names it twice, never, or inconsistently. */
const price = (
  { fuelCost, fuelCostMinor, costPerLiter, fuelAmountLiters: litres }: NewFuelRecord,
  currency: string,
): Priced | Refusal => {
  if ((fuelCost === undefined) === (fuelCostMinor === undefined))
    return invalid("fuelCost", "cost_twice_or_never");
  const costMinor = fuelCostMinor ?? toMinor(fuelCost ?? 0, currency);
  if (costMinor === undefined) return invalid("fuelCost", "cost_too_fine", { currency });
  const cost = fromMinor(costMinor, currency);
  const fault = priceFault({ cost, litres }, costPerLiter, fromMinor(1, currency));
  return fault ?? { costMinor, cost, currency, costPerLitre: Number((cost / litres).toFixed(3)) };
};

const driverFault = async (
  db: Queryable,
  scope: Actor["scope"],
  driverId: string | null | undefined,
): Promise<Refusal | undefined> =>
  driverId == null || (await findDriver(db, scope, driverId))
    ? undefined
    : invalid("driverId", "no_driver");

/** Everything the record will say, or why it cannot. */
const compose = async (
  db: Queryable,
  { scope }: Actor,
  vehicle: Vehicle,
  request: NewFuelRecord,
  currency: string,
): Promise<FuelRecordContent | Refusal> => {
  const fault = await driverFault(db, scope, request.driverId);
  if (fault) return fault;
  const priced = price(request, currency);
  if (isRefusal(priced)) return priced;
  const { refuelDate, driverId } = request;
  const content: FuelRecordContent = {
    ...{ vehicleId: vehicle.id, recordType: request.recordType, refuelDate, ...priced },
    driverId: driverId === undefined ? await findDriverAt(db, vehicle.id, refuelDate) : driverId,
    litres: request.fuelAmountLiters,
    odometerKm: request.odometerReading ?? null,
    fuelStation: request.fuelStation ?? null,
    fuelType: request.fuelType ?? vehicle.fuelType,
    fullTank: request.fullTank ?? false,
    receipt: request.receipt ?? null,
    notes: request.notes ?? null,
  };
  const odometers = await loadOdometersAround(db, vehicle.id, refuelDate);
  return recordFault(content, vehicle, odometers, new Date()) ?? content;
};

const currencyOf = async (db: Queryable, { branchId }: Vehicle): Promise<string> => {
  const branch = await findBranch(db, null, branchId);
  if (!branch) throw new Error(`branch ${branchId} of a vehicle does not exist`);
  return branch.currency;
};

/** Brings the figures in line and answers the record as it now stands. */
const booked = async (db: Queryable, vehicleId: string, id: string): Promise<FuelRecord> => {
  await bookVehicle(db, vehicleId);
  const record = await loadFuelRecord(db, null, id);
  if (!record) throw new Error(`fuel record ${id} vanished inside its own transaction`);
  return record;
};

const enter = async (
  db: Queryable,
  actor: Actor,
  vehicle: Vehicle,
  request: NewFuelRecord,
  detectionId: string | null,
): Promise<FuelRecord | Refusal> => {
  const content = await compose(db, actor, vehicle, request, await currencyOf(db, vehicle));
  if (isRefusal(content)) return content;
  const id = await insertFuelRecord(db, content, actor.userId, detectionId);
  return booked(db, vehicle.id, id);
};

/** Enters fuel that was bought; a detected refuel within reach is matched with it. */
export const createFuelRecord = (
  pool: Database,
  actor: Actor,
  request: NewFuelRecord,
): Promise<FuelRecord | Refusal> =>
  inTransaction(pool, async (client) => {
    const vehicle = await findVehicle(client, actor.scope, request.vehicleId);
    if (!vehicle) return invalid("vehicleId", "no_vehicle");
    return enter(client, actor, vehicle, request, null);
  });

const restated = (record: FuelRecord, patch: FuelRecordPatch): NewFuelRecord => {
  const { reason: _reason, ...named } = patch;
  const changes = Object.fromEntries(
    Object.entries(named).filter(([, value]) => value !== undefined),
  );
  const { vehicleId, driverId, recordType, fuelAmountLiters } = record;
  const { odometerReading, fuelStation, fuelType, fullTank, receipt, notes } = record;
  const namesCost = patch.fuelCost !== undefined || patch.fuelCostMinor !== undefined;
  return {
    ...{ vehicleId, driverId, recordType, fuelAmountLiters, odometerReading, fuelStation },
    ...{ fuelType, fullTank, receipt, notes, refuelDate: new Date(record.refuelDate) },
    ...(!namesCost && { fuelCostMinor: record.fuelCostMinor }),
    ...changes,
  };
};

const change = (
  pool: Database,
  { scope, userId }: Actor,
  id: string,
  reason: string,
  apply: (db: Queryable, record: FuelRecord) => Promise<Refusal | undefined>,
): Promise<FuelRecord | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    await lockFuelRecord(client, id);
    const record = await findFuelRecord(client, scope, id);
    if (!record) return undefined;
    if (record.status === "VOID") return conflict("status", "record_void");
    await fileFuelRecordVersion(client, id, userId, reason);
    const fault = await apply(client, record);
    if (fault) throw new RefusedChange(fault);
    return booked(client, record.vehicleId, id);
  }).catch((error: unknown) => {
    if (error instanceof RefusedChange) return error.refusal;
    throw error;
  });

/** Carries a refusal out of a transaction that it rolls back. */
class RefusedChange extends Error {
  override name = "RefusedChange";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Corrects a record; what it said stays on file with the reason. */
export const correctFuelRecord = (
  pool: Database,
  actor: Actor,
  id: string,
  patch: FuelRecordPatch,
): Promise<FuelRecord | Refusal | undefined> =>
  change(pool, actor, id, patch.reason, async (db, record) => {
    const vehicle = await findVehicle(db, actor.scope, record.vehicleId);
    if (!vehicle) return invalid("vehicleId", "no_vehicle");
    const request = restated(record, patch);
    const content = await compose(db, actor, vehicle, request, record.currency);
    if (isRefusal(content)) return content;
    await replaceFuelRecord(db, id, content);
    return undefined;
  });

/** Declares that a record never was; it stays on file with the reason. */
export const voidFuelRecord = (
  pool: Database,
  actor: Actor,
  id: string,
  reason: string,
): Promise<FuelRecord | Refusal | undefined> =>
  change(pool, actor, id, reason, async (db) => {
    await markFuelRecordVoid(db, id, reason);
    return undefined;
  });

const openFault = ({ status }: FuelProposal): Refusal | undefined =>
  status === "CONFIRMED" ? conflict("status", "record_exists") : undefined;

/** Makes a record of a detected refuel with what the receipt says. */
export const confirmFuelProposal = (
  pool: Database,
  actor: Actor,
  id: string,
  request: FuelProposalConfirm,
): Promise<FuelRecord | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const proposal = await findFuelProposal(client, actor.scope, id);
    const vehicle = proposal && (await findVehicle(client, actor.scope, proposal.vehicleId));
    if (!proposal || !vehicle) return undefined;
    const refuelDate = request.refuelDate ?? new Date(proposal.endedAt ?? proposal.at);
    const { vehicleId } = proposal;
    const { fuelStation = proposal.fuelStation } = request;
    const entry: NewFuelRecord = {
      ...request,
      ...{ vehicleId, recordType: "REFUEL", refuelDate, fuelStation },
    };
    return openFault(proposal) ?? enter(client, actor, vehicle, entry, id);
  });

/** Declares that a detected refuel gives no record, and why. */
export const dismissProposal = (
  pool: Database,
  actor: Actor,
  id: string,
  reason: string,
): Promise<FuelProposal | Refusal | undefined> =>
  inTransaction(pool, async (client) => {
    const proposal = await findFuelProposal(client, actor.scope, id);
    const fault = proposal && openFault(proposal);
    if (!proposal || fault) return fault;
    // A reason given before stands, also where the refuel has another start by now.
    if (proposal.status === "OPEN")
      await dismissFuelProposal(client, proposal, actor.userId, reason);
    return findFuelProposal(client, actor.scope, id);
  });
