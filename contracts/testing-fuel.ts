import type { FuelMatch, FuelProposal, FuelRecord, FuelRecordVersion } from "./fuel-record.ts";

/** A detected refuel of 28 ± 1 l that waits for its receipt. */
export const aProposal = (overrides: Partial<FuelProposal> = {}): FuelProposal => ({
  ...{ id: "d-1", vehicleId: "v-1", licensePlate: "ABC 123", status: "OPEN" },
  ...{ at: "2026-03-10T08:00:00.000Z", endedAt: "2026-03-10T08:06:00.000Z" },
  ...{ litres: 28.04, uncertaintyLitres: 1.2, pct: 56, lat: 57.7, lon: 11.97 },
  ...{ fuelStation: null, recordId: null, dismissReason: null },
  ...overrides,
});

/** A receipt of 30 l for 600.50 SEK, entered by hand. */
export const aRecord = (overrides: Partial<FuelRecord> = {}): FuelRecord => ({
  ...{ id: "r-1", vehicleId: "v-1", licensePlate: "ABC 123", driverId: null, driverName: null },
  ...{ recordType: "REFUEL", refuelDate: "2026-03-10T08:00:00.000Z", fuelAmountLiters: 30 },
  ...{ fuelCost: 600.5, fuelCostMinor: 60_050, currency: "SEK", costPerLiter: 20.017 },
  ...{ odometerReading: null, fuelStation: "Circle K", fuelType: "Diesel", fullTank: false },
  ...{ receipt: "R-1007", notes: null, status: "ACTIVE", voidReason: null, match: null },
  ...{ isUnseen: false, isDetectionRetracted: false, revision: 1, createdBy: "Desta Desk" },
  ...{ createdAt: "2026-03-10T09:00:00.000Z", updatedAt: "2026-03-10T09:00:00.000Z" },
  ...overrides,
});

/** The tank took 28 ± 1.2 l; a person said that the receipt is of that. */
export const aMatch = (overrides: Partial<FuelMatch> = {}): FuelMatch => ({
  ...{ fuelEventId: "d-1", byPerson: true, at: "2026-03-10T08:00:00.000Z" },
  ...{ detectedLitres: 28, uncertaintyLitres: 1.2, differenceLitres: 2, isMismatch: true },
  ...overrides,
});

/** What a record said before `replacedBy` corrected it; the same as `aRecord` unless told. */
export const aRecordVersion = (
  overrides: Partial<FuelRecordVersion> = {},
  content: FuelRecordVersion["content"] = {},
): FuelRecordVersion => ({
  ...{ revision: 1, reason: "misread the receipt", replacedBy: "Mats Manager" },
  replacedAt: "2026-03-11T07:00:00.000Z",
  content: {
    ...{ refuel_date: "2026-03-10T09:00:00+01:00", fuel_amount_liters: 30 },
    ...{ fuel_cost_minor: 60_050, fuel_station: "Circle K", receipt: "R-1007" },
    ...{ odometer_reading: null, full_tank: false, fuel_type: "Diesel", notes: null },
    ...{ driver_id: null, ...content },
  },
  ...overrides,
});
