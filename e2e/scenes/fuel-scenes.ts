import type { Page } from "playwright-core";
import { aMatch, aProposal, aRecord, aRecordVersion } from "../../contracts/testing-fuel.ts";
import { answerUnreadably, type PageScene, pretendEmpty } from "./scene.ts";

const HOUR_MS = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();

/** Names as somebody may type them to do harm, or just because that is what they are. */
const HOSTILE = `<img src=x onerror="window.harmed=1">${"W".repeat(40)}`;

const PROPOSALS = [
  aProposal({ at: ago(2), endedAt: ago(1.9), fuelStation: "Preem Mölndal" }),
  aProposal({ id: "d-2", licensePlate: "W".repeat(50), at: ago(20), litres: null }),
  aProposal({ id: "d-3", licensePlate: "JKL 456", at: ago(60), lat: null, lon: null }),
];

const RECORDS = [
  aRecord({
    ...{ refuelDate: ago(3), driverName: "Anna Berg", fullTank: true, odometerReading: 41_210 },
    match: aMatch(),
    ...{ revision: 2, notes: HOSTILE },
  }),
  aRecord({ id: "r-2", refuelDate: ago(9), isUnseen: true, fuelStation: HOSTILE }),
  aRecord({ id: "r-3", refuelDate: ago(28), match: aMatch({ isMismatch: false }) }),
  aRecord({
    ...{ id: "r-4", refuelDate: ago(50), status: "VOID", voidReason: "entered twice" },
    ...{ fuelStation: null, receipt: null },
  }),
  aRecord({ id: "r-5", refuelDate: ago(70), recordType: "MAINTENANCE" }),
  aRecord({ id: "r-6", refuelDate: ago(90), isDetectionRetracted: true }),
];

const [FIRST_PROPOSAL] = PROPOSALS;
const [FIRST_RECORD] = RECORDS;

/** A stand at 20 %, a refuel to 76 %. */
const EVENT = {
  ...{ id: "d-1", vehicleId: "v-1", licensePlate: "ABC 123", type: "refuel" },
  ...{ certainty: "confirmed", at: ago(2), endedAt: ago(1.9), litres: 28, pct: 56 },
  ...{ uncertaintyLitres: 1.2, uncertaintyPct: 2, lat: 57.7, lon: 11.97, revision: 1 },
  evidence: {},
  curve: Array.from({ length: 24 }, (_, step) => ({
    ...{ at: ago(4 - step / 6), readings: 3, lowPct: null, highPct: null, litres: null },
    ...{ pct: step < 12 ? 20 : 76, ignition: false, maxSpeedKmh: 0 },
  })),
  ...{ otherCauses: [], record: null },
};

/** Refuels and receipts of the last days, of which each thing that can be told is told once. */
const pretendFuel = async (page: Page): Promise<void> => {
  const answers: Readonly<Record<string, object>> = {
    "**/api/fuel-proposals?*": { items: PROPOSALS, nextCursor: null },
    "**/api/fuel-proposals/*": { ...FIRST_PROPOSAL },
    "**/api/fuel-records?*": { items: RECORDS, nextCursor: "more" },
    "**/api/fuel-records/*": {
      ...FIRST_RECORD,
      versions: [aRecordVersion({}, { fuel_amount_liters: 28.4, receipt: null })],
    },
    "**/api/fuel-events/*": EVENT,
  };
  for (const [path, json] of Object.entries(answers))
    await page.route(path, (route) => route.fulfill({ json }));
  await page.reload();
  await page.getByText("entered twice").waitFor();
};

/** Refuels to be confirmed, and the fuel that was bought. */
export const FUEL_SCENES: readonly PageScene[] = [
  { name: "fuel", path: "/fuel", prepare: pretendFuel },
  {
    name: "fuel-refuel",
    path: "/fuel",
    prepare: async (page) => {
      await pretendFuel(page);
      await page.getByRole("button", { name: "Confirm the refuel of ABC 123" }).click();
      const drawer = page.locator("refuel-drawer");
      await drawer.locator("time-chart canvas").waitFor();
      await drawer.getByRole("button", { name: "Confirm" }).click();
      await drawer.getByText("This is missing.").first().waitFor();
    },
  },
  {
    name: "fuel-record",
    path: "/fuel",
    prepare: async (page) => {
      await pretendFuel(page);
      await page.getByText("Litres differ").click();
      await page.locator("record-drawer").getByText("misread the receipt").waitFor();
      await page.locator("record-drawer time-chart canvas").waitFor();
    },
  },
  {
    name: "fuel-void",
    path: "/fuel?record=r-1",
    prepare: async (page) => {
      await pretendFuel(page);
      await page.getByRole("button", { name: "Make void" }).click();
      await page.locator("reason-dialog").getByRole("button", { name: "Make void" }).click();
      await page.getByText("This is missing.").waitFor();
    },
  },
  {
    name: "fuel-enter",
    path: "/fuel",
    prepare: async (page) => {
      await pretendFuel(page);
      await page.getByRole("button", { name: "Enter a receipt" }).click();
      await page.locator("receipt-form summary").click();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("This is missing.").first().waitFor();
    },
  },
  {
    name: "fuel-empty",
    path: "/fuel",
    prepare: async (page) => {
      await pretendEmpty(page, "**/api/fuel-proposals?*", "**/api/fuel-records?*");
      await page.getByText("No fuel was entered in these days").waitFor();
    },
  },
  {
    name: "fuel-failed",
    path: "/fuel",
    prepare: async (page) => {
      await answerUnreadably(page, "**/api/fuel-records?*");
      await page.reload();
      await page.getByText("This could not be loaded").waitFor();
    },
  },
];
