import type { z } from "zod";
import type {
  FuelProposal,
  FuelProposalConfirm,
  FuelRecord,
  FuelRecordPatch,
  NewFuelRecord,
} from "../../../contracts/fuel-record.ts";

/** What stands in the form of a receipt; null or empty where nothing does. */
export type ReceiptDraft = {
  readonly vehicleId: string;
  readonly atMs: number | null;
  readonly litres: number | null;
  /** In units of the branch's currency. */
  readonly cost: number | null;
  readonly station: string;
  readonly receipt: string;
  readonly odometerKm: number | null;
  readonly isFull: boolean;
  readonly notes: string;
};

/** What the API is sent, times as text. */
export type NewReceipt = z.input<typeof NewFuelRecord>;
export type Confirmation = z.input<typeof FuelProposalConfirm>;
export type Correction = z.input<typeof FuelRecordPatch>;

/** The form of a receipt that is entered by hand, for a car if one is known. */
export const blankDraft = (vehicleId: string, atMs: number): ReceiptDraft => ({
  ...{ vehicleId, atMs, litres: null, cost: null, station: "", receipt: "" },
  ...{ odometerKm: null, isFull: false, notes: "" },
});

/** The moment that a record of a detected refuel is of unless somebody says otherwise, ms. */
const confirmedAtMs = ({ at, endedAt }: FuelProposal): number => Date.parse(endedAt ?? at);

/** The form of a receipt for a detected refuel: its litres are an estimate to be put right. */
export const draftOfProposal = (proposal: FuelProposal): ReceiptDraft => ({
  ...blankDraft(proposal.vehicleId, confirmedAtMs(proposal)),
  litres: proposal.litres === null ? null : Math.round(proposal.litres * 10) / 10,
  station: proposal.fuelStation ?? "",
});

/** The form of a record as it stands. */
export const draftOfRecord = (record: FuelRecord): ReceiptDraft => ({
  vehicleId: record.vehicleId,
  atMs: Date.parse(record.refuelDate),
  litres: record.fuelAmountLiters,
  cost: record.fuelCost,
  station: record.fuelStation ?? "",
  receipt: record.receipt ?? "",
  odometerKm: record.odometerReading,
  isFull: record.fullTank,
  notes: record.notes ?? "",
});

const said = (typed: string): string | null => typed.trim() || null;
const iso = (ms: number): string => new Date(ms).toISOString();

/** The fields that a receipt needs and that are empty, by their names in the API. */
export const missingFields = ({ vehicleId, atMs, litres, cost }: ReceiptDraft): string[] =>
  Object.entries({
    ...{ vehicleId: vehicleId || null, refuelDate: atMs },
    ...{ fuelAmountLiters: litres, fuelCost: cost },
  })
    .filter(([, value]) => value === null)
    .map(([name]) => name);

/** What a complete draft says, whatever it is of. */
const content = (draft: ReceiptDraft) => ({
  fuelAmountLiters: draft.litres ?? 0,
  fuelCost: draft.cost ?? 0,
  fuelStation: said(draft.station),
  receipt: said(draft.receipt),
  odometerReading: draft.odometerKm,
  fullTank: draft.isFull,
  notes: said(draft.notes),
});

/** A complete draft as a record of its own. */
export const newReceipt = (draft: ReceiptDraft): NewReceipt => ({
  ...content(draft),
  vehicleId: draft.vehicleId,
  refuelDate: iso(draft.atMs ?? 0),
});

/** A complete draft as what a detected refuel cost; its time only where it is another. */
export const confirmation = (draft: ReceiptDraft, proposal: FuelProposal): Confirmation => ({
  ...content(draft),
  ...(draft.atMs !== null &&
    draft.atMs !== confirmedAtMs(proposal) && { refuelDate: iso(draft.atMs) }),
});

/** What a complete draft changes of a record; undefined where it changes nothing. */
export const correction = (
  draft: ReceiptDraft,
  record: FuelRecord,
  reason: string,
): Correction | undefined => {
  const now = { ...content(draft), refuelDate: iso(draft.atMs ?? 0) };
  const before = {
    ...content(draftOfRecord(record)),
    refuelDate: iso(Date.parse(record.refuelDate)),
  };
  const wasSaid = new Map<string, unknown>(Object.entries(before));
  const changes = Object.entries(now).filter(([name, value]) => wasSaid.get(name) !== value);
  return changes.length === 0
    ? undefined
    : { ...Object.fromEntries(changes), reason: reason.trim() };
};
