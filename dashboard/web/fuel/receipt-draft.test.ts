import { expect, test } from "vitest";
import {
  FuelProposalConfirm,
  FuelRecordPatch,
  NewFuelRecord,
} from "../../../contracts/fuel-record.ts";
import {
  blankDraft,
  confirmation,
  correction,
  draftOfProposal,
  draftOfRecord,
  missingFields,
  newReceipt,
} from "./receipt-draft.ts";
import { aProposal, aRecord } from "../../../contracts/testing-fuel.ts";

const PAID = { cost: 561.2, receipt: " R-1 " };

test("a receipt names car, time, litres and cost; the rest may be left out", () => {
  expect(missingFields(blankDraft("", 0))).toEqual(["vehicleId", "fuelAmountLiters", "fuelCost"]);
  expect(missingFields({ ...blankDraft("v-1", 0), atMs: null, litres: 30, cost: 0 })).toEqual([
    "refuelDate",
  ]);
});

test("a refuel is proposed with the tank's litres and its station", () => {
  expect(draftOfProposal(aProposal({ fuelStation: "Preem" }))).toMatchObject({
    ...{ litres: 28, cost: null, station: "Preem", atMs: Date.parse("2026-03-10T08:06:00Z") },
  });
  expect(draftOfProposal(aProposal({ litres: null }))).toMatchObject({ litres: null });
});

test("a confirmation names the time only where somebody has changed it", () => {
  const proposal = aProposal();
  const draft = { ...draftOfProposal(proposal), ...PAID };
  const plain = confirmation(draft, proposal);
  expect(plain).toMatchObject({ fuelAmountLiters: 28, fuelCost: 561.2, receipt: "R-1" });
  expect(plain).not.toHaveProperty("refuelDate");
  const later = { ...draft, atMs: Date.parse("2026-03-10T08:20:00Z") };
  expect(confirmation(later, proposal).refuelDate).toBe("2026-03-10T08:20:00.000Z");
  expect(FuelProposalConfirm.parse(plain)).toMatchObject({ fuelStation: null });
});

test("a station that was proposed and is taken out is none", () => {
  const proposal = aProposal({ fuelStation: "Preem" });
  const draft = { ...draftOfProposal(proposal), ...PAID, station: " " };
  expect(confirmation(draft, proposal).fuelStation).toBeNull();
});

test("a receipt by hand is what the API takes", () => {
  const vehicleId = "7f0c0f3e-6f0b-4ad4-9b70-0d7f6cf5f0a1";
  const draft = { ...blankDraft(vehicleId, 0), litres: 30, ...PAID };
  expect(NewFuelRecord.parse(newReceipt(draft))).toMatchObject({ vehicleId, fullTank: false });
});

test("a correction says only what changes, and nothing where nothing does", () => {
  const record = aRecord();
  const draft = draftOfRecord(record);
  expect(correction(draft, record, "misread")).toBeUndefined();
  expect(correction({ ...draft, litres: 31, station: "" }, record, " misread ")).toEqual({
    ...{ fuelAmountLiters: 31, fuelStation: null, reason: "misread" },
  });
  const said = correction({ ...draft, cost: 610 }, record, "misread");
  expect(FuelRecordPatch.parse(said)).toEqual({ fuelCost: 610, reason: "misread" });
});
