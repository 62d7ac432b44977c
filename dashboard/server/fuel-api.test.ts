import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FuelEventDetail } from "../../contracts/detected.ts";
import { FuelEfficiency, LearnedConsumption } from "../../contracts/fuel-efficiency.ts";
import { FuelProposal, FuelRecord, FuelRecordDetail } from "../../contracts/fuel-record.ts";
import { FuelReport } from "../../contracts/fuel-report.ts";
import { pageOf } from "../../contracts/paging.ts";
import type { Role } from "../../contracts/permissions.ts";
import { Problem } from "../../contracts/problem.ts";
import { Vehicle } from "../../contracts/vehicle.ts";
import { saveDetections } from "../../db/detections.ts";
import { aDetection } from "../../db/fixtures.ts";
import { saveLearnedFuel } from "../../db/learned-fuel.ts";
import { retractIds } from "../../db/retraction.ts";
import { storeDrives, storeLevels, storeOdometer, storeRoute } from "../../db/testing-rows.ts";
import { keepFuelBooks } from "../../operations/fuel-books.ts";
import { startTestDashboard, type TestDashboard } from "./testing.ts";

let dashboard: TestDashboard;
beforeAll(async () => {
  dashboard = await startTestDashboard();
});
afterAll(() => dashboard.close());

const HOUR_MS = 3_600_000;
/** The tenth of a month at noon, long past. */
const NOON = Date.UTC(2026, 2, 10, 12);
const at = (hours: number): Date => new Date(NOON + hours * HOUR_MS);

let plates = 0;
const addVehicle = async (extra: object = {}): Promise<Vehicle> => {
  const car = { licensePlate: `F ${++plates}`, model: "V60", vehicleType: "CAR", tankLitres: 50 };
  const body = { ...car, fuelType: "Diesel", ...extra };
  return Vehicle.parse((await dashboard.call("MANAGER", "POST", "/api/vehicles", body)).body);
};
const post = (role: Role, path: string, body: object = {}) =>
  dashboard.call(role, "POST", path, body);
const entry = (vehicleId: string, extra: object = {}) => ({
  ...{ vehicleId, refuelDate: at(0).toISOString(), fuelAmountLiters: 30, fuelCost: 600.5 },
  ...extra,
});
const enter = async (vehicleId: string, extra: object = {}): Promise<FuelRecord> => {
  const answer = await post("DESK", "/api/fuel-records", entry(vehicleId, extra));
  expect(answer.body).toMatchObject({ status: "ACTIVE" });
  return FuelRecord.parse(answer.body);
};
const refused = async (vehicleId: string, extra: object): Promise<string> => {
  const { status, body } = await post("DESK", "/api/fuel-records", entry(vehicleId, extra));
  expect(status).toBe(400);
  return Problem.parse(body).detail ?? "";
};
const record = async (id: string): Promise<FuelRecordDetail> =>
  FuelRecordDetail.parse((await dashboard.call("DESK", "GET", `/api/fuel-records/${id}`)).body);

/** A refuel as detected: 28 ± 1 l over ten minutes. */
const refuel = (vehicleId: string, hours: number, overrides: object = {}) =>
  aDetection(vehicleId, {
    ...{ type: "refuel", startMs: at(hours).getTime(), endMs: at(hours).getTime() + 600_000 },
    detectedAtMs: at(hours).getTime() + 900_000,
    evidence: {
      ...{ fromPct: 20, toPct: 76, pct: 56, uncertaintyPct: 2, litres: 28, uncertaintyLitres: 1 },
      ...{ burnAllowedPct: 0, kmSince: 0, isWitnessed: true, isSameStand: true, noisePct: 1.2 },
    },
    ...overrides,
  });
const detect = async (vehicleId: string, hours: number, overrides: object = {}) => {
  const detection = refuel(vehicleId, hours, overrides);
  await saveDetections(dashboard.database.pool, [detection]);
  return detection;
};
const proposals = async (vehicleId: string, query = ""): Promise<FuelProposal[]> =>
  pageOf(FuelProposal).parse(
    (await dashboard.call("DESK", "GET", `/api/fuel-proposals?vehicleId=${vehicleId}${query}`))
      .body,
  ).items;

test("fuel is entered with its cost, exact in the branch's money", async () => {
  const { id } = await addVehicle();
  expect(await enter(id, { fuelStation: "Circle K", receipt: "R-1007" })).toMatchObject({
    ...{ fuelCost: 600.5, fuelCostMinor: 60_050, currency: "SEK", costPerLiter: 20.017 },
    ...{ fuelStation: "Circle K", fuelType: "Diesel", recordType: "REFUEL", match: null },
  });
  expect(await enter(id, { fuelCost: undefined, fuelCostMinor: 100 })).toMatchObject({
    fuelCost: 1,
  });
});

test.each([
  [{ fuelAmountLiters: 80 }, "fuelAmountLiters is more than a tank of 50 l takes"],
  [{ refuelDate: "2100-01-01T00:00:00Z" }, "refuelDate must not lie in the future"],
  [{ costPerLiter: 25 }, "costPerLiter times the litres is 750.00, not the cost"],
  [{ fuelCost: 1.005 }, "fuelCost has more digits than SEK has"],
  [{ fuelCost: undefined }, "fuelCost or fuelCostMinor is required, and only one of them"],
  [{ driverId: randomUUID() }, "driverId names no driver"],
])("a record with %j is refused", async (extra, words) => {
  const { id } = await addVehicle();
  expect(await refused(id, extra)).toBe(words);
});

test("an odometer reading must lie between what the tracker said before and after", async () => {
  const { id } = await addVehicle();
  const { pool } = dashboard.database;
  await storeOdometer(pool, id, at(-5), 41_000);
  await storeOdometer(pool, id, at(5), 41_400);
  expect(await refused(id, { odometerReading: 40_800 })).toBe(
    "odometerReading is less than the 41000 km the car had before",
  );
  expect(await refused(id, { odometerReading: 42_000 })).toBe(
    "odometerReading is more than the 41400 km the car had after",
  );
  expect(await enter(id, { odometerReading: 41_210 })).toMatchObject({ odometerReading: 41_210 });
});

test("a correction keeps what was said before, and nothing of a void record changes", async () => {
  const { id } = await addVehicle();
  const { id: recordId } = await enter(id);
  const path = `/api/fuel-records/${recordId}`;
  const correction = { fuelAmountLiters: 31, reason: "misread the receipt" };
  expect((await dashboard.call("DESK", "PATCH", path, correction)).status).toBe(403);
  expect((await dashboard.call("MANAGER", "PATCH", path, correction)).body).toMatchObject({
    ...{ fuelAmountLiters: 31, fuelCost: 600.5, revision: 2 },
  });
  expect((await post("MANAGER", `${path}/void`, { reason: "entered twice" })).body).toMatchObject({
    ...{ status: "VOID", voidReason: "entered twice" },
  });
  expect((await dashboard.call("MANAGER", "PATCH", path, correction)).status).toBe(409);
  expect((await record(recordId)).versions).toMatchObject([
    { revision: 1, reason: "misread the receipt", content: { fuel_amount_liters: 30 } },
    { revision: 2, reason: "entered twice", content: { fuel_amount_liters: 31 } },
  ]);
});

test("a detected refuel is proposed, confirmed with its receipt, and flagged when retracted", async () => {
  const { id } = await addVehicle();
  const detection = await detect(id, 0);
  expect(await proposals(id)).toMatchObject([{ id: detection.id, status: "OPEN", litres: 28 }]);
  const path = `/api/fuel-proposals/${detection.id}/confirm`;
  const paid = { fuelAmountLiters: 35, fuelCost: 700, fuelStation: "Preem", receipt: "R-1" };
  const confirmed = FuelRecord.parse((await post("DESK", path, paid)).body);
  expect(confirmed.match).toMatchObject({
    ...{ fuelEventId: detection.id, byPerson: true, detectedLitres: 28, uncertaintyLitres: 1 },
    ...{ differenceLitres: 7, isMismatch: true },
  });
  expect((await post("DESK", path, paid)).status).toBe(409);
  expect(await proposals(id, "&status=OPEN")).toEqual([]);

  await retractIds(dashboard.database.pool, "detections", [detection.id]);
  expect(await proposals(id)).toEqual([]);
  expect(await record(confirmed.id)).toMatchObject({ match: null, isDetectionRetracted: true });

  await saveDetections(dashboard.database.pool, [detection]);
  expect(await record(confirmed.id)).toMatchObject({ isDetectionRetracted: false });
});

test("a refuel at a station is proposed with its name, and the receipt may say other", async () => {
  const { id } = await addVehicle();
  const detectAt = async (hours: number, place: string) => {
    const { evidence } = refuel(id, hours);
    const names = { place, placeName: "Preem Mölndal" };
    return (await detect(id, hours, { evidence: { ...evidence, ...names } })).id;
  };
  const [named, corrected, repaired] = [
    await detectAt(0, "station"),
    await detectAt(4, "station"),
    await detectAt(8, "workshop"),
  ];
  const ofStation = { fuelStation: "Preem Mölndal" };
  expect(await proposals(id)).toMatchObject([{ fuelStation: null }, ofStation, ofStation]);
  const paid = { fuelAmountLiters: 28, fuelCost: 560 };
  const confirm = async (proposal: string, extra: object = {}) =>
    (await post("DESK", `/api/fuel-proposals/${proposal}/confirm`, { ...paid, ...extra })).body;
  expect(await confirm(named)).toMatchObject(ofStation);
  expect(await confirm(corrected, { fuelStation: "Shell" })).toMatchObject({
    fuelStation: "Shell",
  });
  expect(await confirm(repaired)).toMatchObject({ fuelStation: null });
});

test("a dismissed proposal keeps its reason", async () => {
  const { id } = await addVehicle();
  const detection = await detect(id, 0);
  const path = `/api/fuel-proposals/${detection.id}/dismiss`;
  expect((await post("DESK", path, { reason: "from our own pump" })).body).toMatchObject({
    ...{ status: "DISMISSED", dismissReason: "from our own pump" },
  });
  expect(await proposals(id, "&status=OPEN")).toEqual([]);
});

/** What the desk finds of a car's refuels: when each began, in hours, and what became of it. */
const standing = async (vehicleId: string): Promise<string[]> =>
  (await proposals(vehicleId))
    .map(({ at: began, status }) => `${(Date.parse(began) - NOON) / HOUR_MS} ${status}`)
    .toReversed();
const dismiss = ({ id }: { id: string }) =>
  post("DESK", `/api/fuel-proposals/${id}/dismiss`, { reason: "from our own pump" });
/** The refuel has another start, and so another identity. */
const revise = async (
  { id, vehicleId }: { id: string; vehicleId: string },
  hours: number,
  overrides: object = {},
) => {
  await retractIds(dashboard.database.pool, "detections", [id]);
  return detect(vehicleId, hours, overrides);
};
/** What was filled in, otherwise as ever. */
const amount = (pct: number) => ({
  evidence: { ...refuel("", 0).evidence, pct, litres: pct / 2 },
});
const until = (hours: number) => ({ endMs: at(hours).getTime() });

test("a dismissal stays with a refuel whose start has moved", async () => {
  const { id } = await addVehicle();
  const first = await detect(id, 0, until(0.5));
  await dismiss(first);
  const second = await revise(first, 0.25, until(0.5));
  expect(await proposals(id)).toMatchObject([
    { id: second.id, status: "DISMISSED", dismissReason: "from our own pump" },
  ]);
  const again = `/api/fuel-proposals/${second.id}/dismiss`;
  expect((await post("DESK", again, { reason: "no idea" })).body).toMatchObject({
    dismissReason: "from our own pump",
  });
  expect(await proposals(id, "&status=OPEN")).toEqual([]);
  // Of the same amount it may have been filled in at another stand of the gap.
  const third = await revise(second, -4);
  expect(await standing(id)).toEqual(["-4 DISMISSED"]);
  await retractIds(dashboard.database.pool, "detections", [third.id]);
  await saveDetections(dashboard.database.pool, [first]);
  expect(await standing(id)).toEqual(["0 DISMISSED"]);
});

test("a dismissal knows its refuel as it was last told", async () => {
  const { id } = await addVehicle();
  const short = await detect(id, 0);
  await dismiss(short);
  const grown = { ...short, ...until(1), ...amount(80) };
  await saveDetections(dashboard.database.pool, [grown]);
  await revise(grown, 0.5, { ...until(1), ...amount(80) });
  expect(await standing(id)).toEqual(["0.5 DISMISSED"]);
});

test("of another refuel a dismissal says nothing", async () => {
  const { id } = await addVehicle();
  const dismissed = await detect(id, 0, until(0.5));
  await detect(id, 3);
  await dismiss(dismissed);
  expect(await standing(id)).toEqual(["0 DISMISSED", "3 OPEN"]);
  // It was none, and there is one as large that was told beside it.
  await retractIds(dashboard.database.pool, "detections", [dismissed.id]);
  expect(await standing(id)).toEqual(["3 OPEN"]);
  await detect(id, -2, amount(20));
  await detect(id, 12);
  expect(await standing(id)).toEqual(["-2 OPEN", "3 OPEN", "12 OPEN"]);
  // One that turns out to be two: the dismissal goes with one of them.
  await detect(id, 0, until(0.1));
  await detect(id, 0.4, until(0.5));
  expect(await standing(id)).toEqual([
    ...["-2 OPEN", "0 DISMISSED", "0.4 OPEN", "3 OPEN", "12 OPEN"],
  ]);
});

test("records by hand go to the refuel that is nearest, whichever came first", async () => {
  const { id } = await addVehicle();
  const early = await enter(id, { refuelDate: at(-1).toISOString(), fuelAmountLiters: 28.4 });
  const first = await detect(id, 0);
  expect((await record(early.id)).match).toMatchObject({
    ...{ fuelEventId: first.id, byPerson: false, isMismatch: false },
  });
  const near = await enter(id, { refuelDate: at(0.1).toISOString() });
  expect((await record(near.id)).match?.fuelEventId).toBe(first.id);
  expect((await record(early.id)).match).toBeNull();
  const second = await detect(id, -2);
  expect((await record(early.id)).match?.fuelEventId).toBe(second.id);
});

/** Half a day: stand at 60 %, a quarter of an hour on the road, stand at 40 %. */
const drive = async (vehicleId: string): Promise<void> => {
  const { pool } = dashboard.database;
  const minute = (minutes: number): Date => at(minutes / 60);
  const stand = (from: number, pct: number) =>
    [0, 2, 4, 6].map((minutes) => ({ at: minute(from + minutes), pct }));
  await storeLevels(pool, vehicleId, [...stand(-10, 60), ...stand(20, 40)]);
  await storeRoute(pool, vehicleId, at(0).toISOString());
};
const efficiency = async (query: string, role: Role = "DESK"): Promise<FuelEfficiency[]> =>
  pageOf(FuelEfficiency).parse(
    (await dashboard.call(role, "GET", `/api/fuel-efficiency?${query}`)).body,
  ).items;

test("a receipt is unseen where the tank was watched and took nothing that large", async () => {
  const { id } = await addVehicle();
  await drive(id);
  const meanwhile = { refuelDate: at(0.1).toISOString() };
  const large = await enter(id, meanwhile);
  const small = await enter(id, { ...meanwhile, fuelAmountLiters: 2, fuelCost: 40 });
  expect(large.isUnseen).toBe(true);
  expect(small.isUnseen).toBe(false);
  const unwatched = { refuelDate: at(24 * 9).toISOString() };
  expect((await enter(id, unwatched)).isUnseen).toBe(false);
  const listed = await dashboard.call("DESK", "GET", `/api/fuel-records?vehicleId=${id}`);
  const { items } = pageOf(FuelRecord).parse(listed.body);
  expect(items.filter(({ isUnseen }) => isUnseen).map((each) => each.id)).toEqual([large.id]);
  await post("MANAGER", `/api/fuel-records/${large.id}/void`, { reason: "another car's" });
  expect(await record(large.id)).toMatchObject({ status: "VOID", isUnseen: false });
});

test("efficiency of a day is what left the tank, and nothing where that cannot be told", async () => {
  const { id } = await addVehicle();
  await drive(id);
  await enter(id, { refuelDate: at(5).toISOString(), fuelAmountLiters: 4, fuelCost: 80 });
  const [day] = await efficiency(`vehicleId=${id}&period=DAILY&from=2026-03-10&to=2026-03-11`);
  expect(day).toMatchObject({
    ...{ totalDistanceKm: 5.25, totalFuelConsumedLiters: 10, method: "levels" },
    ...{ fuelEfficiencyKmPerLiter: 0.525, totalFuelCost: 80, numberOfRefuels: 1 },
    ...{ costPerKm: 15.238, averageCostPerLiter: 20, unknownBecause: null },
  });
  const path = `/api/fuel-efficiency?vehicleId=${id}&limit=3`;
  const first = pageOf(FuelEfficiency).parse((await dashboard.call("DESK", "GET", path)).body);
  const rest = await efficiency(`vehicleId=${id}&limit=3&cursor=${first.nextCursor}`);
  expect(
    [...first.items, ...rest].map(({ calculationPeriod }) => calculationPeriod).sort(),
  ).toEqual(["DAILY", "MONTHLY", "QUARTERLY", "WEEKLY", "YEARLY"]);
  const other = await addVehicle();
  await storeRoute(dashboard.database.pool, other.id, at(0).toISOString());
  await keepFuelBooks(dashboard.database.pool);
  expect(await efficiency(`vehicleId=${other.id}&period=YEARLY`)).toMatchObject([
    {
      ...{ periodStart: "2026-01-01", periodEnd: "2026-12-31", totalFuelConsumedLiters: null },
      ...{ unknownBecause: "no_levels", fuelEfficiencyKmPerLiter: null },
    },
  ]);
});

test("a change of tank or of a route's place in time is in the figures at the next look", async () => {
  const { id } = await addVehicle({ tankLitres: null });
  await drive(id);
  await keepFuelBooks(dashboard.database.pool);
  const query = `vehicleId=${id}&period=MONTHLY`;
  expect(await efficiency(query)).toMatchObject([{ unknownBecause: "tank_size_unknown" }]);
  await dashboard.call("MANAGER", "PATCH", `/api/vehicles/${id}`, { tankLitres: 60 });
  await keepFuelBooks(dashboard.database.pool);
  expect(await efficiency(query)).toMatchObject([{ totalFuelConsumedLiters: 12 }]);
  await enter(id, { recordType: "MAINTENANCE", refuelDate: "2026-04-02T10:00:00Z" });
  expect(await efficiency(`${query}&from=2026-04-01`)).toMatchObject([
    { unknownBecause: "no_distance", numberOfRefuels: 0, totalFuelCost: 0 },
  ]);
});

/** A car of a branch that was opened before anything here happened. */
const movedOn = async (vehicleId: string, branchId: string, since: Date): Promise<void> => {
  await dashboard.call("OWNER", "PATCH", `/api/vehicles/${vehicleId}`, { branchId });
  await dashboard.database.pool.query(
    `update vehicle_settings set valid_from = $2 where vehicle_id = $1 and valid_from =
       (select max(valid_from) from vehicle_settings where vehicle_id = $1)`,
    [vehicleId, since],
  );
};
const addBranch = async (name: string): Promise<string> => {
  const branch = { name, timeZone: "Europe/Oslo", currency: "NOK" };
  const { body } = await dashboard.call("OWNER", "POST", "/api/branches", branch);
  return (body as { id: string }).id;
};
const bookedPeriods = async (vehicleId: string, period: string) => {
  await keepFuelBooks(dashboard.database.pool);
  return efficiency(`vehicleId=${vehicleId}&period=${period}`, "OWNER");
};

test("a car that moves to other money keeps its litres, and says what its cost leaves out", async () => {
  const { id } = await addVehicle();
  await storeRoute(dashboard.database.pool, id, at(1).toISOString());
  await enter(id);
  await movedOn(id, await addBranch("Oslo"), at(1));
  const abroad = entry(id, { refuelDate: at(2).toISOString(), fuelAmountLiters: 20 });
  await post("OWNER", "/api/fuel-records", abroad);
  expect(await bookedPeriods(id, "MONTHLY")).toMatchObject([
    {
      ...{ numberOfRefuels: 2, totalRefuelledLiters: 50, currency: "NOK", totalFuelCost: 600.5 },
      ...{ refuelsInOtherCurrency: 1, litersInOtherCurrency: 30 },
      ...{ costPerKm: null, averageCostPerLiter: 30.025 },
    },
  ]);
});

test("a period that had ended keeps its money when the car moves, or its branch changes money", async () => {
  const { id } = await addVehicle();
  await storeRoute(dashboard.database.pool, id, at(1).toISOString());
  await enter(id);
  const inKronor = { currency: "SEK", totalFuelCost: 600.5, refuelsInOtherCurrency: 0 };
  const before = await bookedPeriods(id, "MONTHLY");
  expect(before).toMatchObject([inKronor]);
  const branchId = await addBranch("Bergen");
  await movedOn(id, branchId, at(31 * 24));
  expect(await bookedPeriods(id, "MONTHLY")).toEqual(before);
  expect(await bookedPeriods(id, "YEARLY")).toMatchObject([
    { currency: "NOK", totalFuelCost: 0, refuelsInOtherCurrency: 1, costPerKm: null },
  ]);
  await dashboard.call("OWNER", "PATCH", `/api/branches/${branchId}`, { currency: "EUR" });
  expect(await bookedPeriods(id, "MONTHLY")).toEqual(before);
  expect(await bookedPeriods(id, "YEARLY")).toMatchObject([{ currency: "EUR" }]);
});

test("a fuel event shows its curve, what else it could have been, and its record", async () => {
  const { id } = await addVehicle();
  await drive(id);
  const detection = await detect(id, 0.5);
  const paid = await enter(id, { refuelDate: at(0.6).toISOString() });
  const answer = await dashboard.call("DISPATCHER", "GET", `/api/fuel-events/${detection.id}`);
  const event = FuelEventDetail.parse(answer.body);
  expect(event.curve.map(({ pct }) => pct)).toEqual([60, 60, 60, 60, 40, 40, 40, 40]);
  expect(event.record?.id).toBe(paid.id);
  expect(event.otherCauses).toContainEqual({
    ...{ cause: "slope", isRuledOut: true, figures: { isSameStand: true, kmSince: 0 } },
  });
  const unknown = await dashboard.call("DISPATCHER", "GET", `/api/fuel-events/${randomUUID()}`);
  expect(unknown.status).toBe(404);
});

test("learned consumption of a car that never reported is unknown, not usual", async () => {
  const { id } = await addVehicle();
  const { body } = await dashboard.call("DESK", "GET", `/api/vehicles/${id}/fuel-consumption`);
  expect(LearnedConsumption.parse(body)).toMatchObject({
    ...{ litresPer100Km: null, learnedKm: 0, tankLitres: 50, tankSource: "entered" },
  });
});

test("the report names receipts that the tank does not bear out, with their figures", async () => {
  const { id, licensePlate } = await addVehicle();
  await detect(id, 24 * 60);
  await enter(id, { refuelDate: at(24 * 60).toISOString(), fuelAmountLiters: 40, fuelCost: 800 });
  await detect(id, 24 * 61);
  const ours = await detect(id, 24 * 62, until(24 * 62 + 0.5));
  await dismiss(ours);
  await revise(ours, 24 * 62 + 0.25, until(24 * 62 + 0.5));
  await keepFuelBooks(dashboard.database.pool);
  const path = "/api/reports/fuel?period=MONTHLY&date=2026-05-09";
  const report = FuelReport.parse((await dashboard.call("OWNER", "GET", path)).body);
  expect(report).toMatchObject({ periodStart: "2026-05-01", periodEnd: "2026-05-31" });
  expect(report.totals).toMatchObject([
    { currency: "SEK", refuelledLitres: 40, costMinor: 80_000 },
  ]);
  expect(report.recommendations.map(({ text }) => text)).toEqual([
    `A receipt of ${licensePlate} names 40 l for 800 SEK, but 28 ± 1 l came into the tank.`,
    `1 refuelling of ${licensePlate}, 28 l, waits for a receipt.`,
  ]);
});

/** Detection has learned something of a car's fuel. */
const learn = (vehicleId: string, hours: number, what: object): Promise<void> =>
  saveLearnedFuel(dashboard.database.pool, [
    {
      ...{ id: randomUUID(), vehicleId, detectedAtMs: at(hours).getTime() },
      ...{ stepPct: 0.4, noisePct: 1, tankLitres: null, perIdleHourPct: null },
      ...what,
    },
  ]);

test("a receipt of less than a coarse gauge shows is fuel that was burnt, and nobody's doubt", async () => {
  const { id, licensePlate } = await addVehicle({ tankLitres: 60 });
  await learn(id, -24, { stepPct: 12.5 });
  await drive(id);
  await enter(id, { refuelDate: at(0.1).toISOString(), fuelAmountLiters: 8, fuelCost: 160 });
  await keepFuelBooks(dashboard.database.pool);
  const [day] = await efficiency(`vehicleId=${id}&period=DAILY&from=2026-03-10&to=2026-03-11`);
  expect(day).toMatchObject({ totalFuelConsumedLiters: 20, method: "levels" });
  const path = "/api/reports/fuel?period=MONTHLY&date=2026-03-10";
  const doubts = async (): Promise<string[]> =>
    FuelReport.parse((await dashboard.call("OWNER", "GET", path)).body)
      .recommendations.filter(({ kind, vehicleId }) => kind === "check_receipt" && vehicleId === id)
      .map(({ text }) => text);
  expect(await doubts()).toEqual([]);
  await enter(id, { refuelDate: at(0.2).toISOString(), fuelAmountLiters: 30, fuelCost: 600 });
  expect(await doubts()).toEqual([
    `A receipt of ${licensePlate} names 30 l for 600 SEK, but the tank shows no refuelling.`,
  ]);
});

test("idling of a month is reckoned by what had been learned of it by then", async () => {
  const { pool } = dashboard.database;
  const { id } = await addVehicle();
  const inApril = 24 * 30;
  const drives = {
    vehicleId: id,
    from: at(inApril),
    to: at(inApril + 20),
    km: 300,
    idlingS: 36_000,
  };
  await storeDrives(pool, [drives]);
  await learn(id, inApril, { perIdleHourPct: 2 });
  await learn(id, inApril + 24 * 40, { perIdleHourPct: 4 });
  await keepFuelBooks(pool);
  const path = "/api/reports/fuel?period=MONTHLY&date=2026-04-15";
  const report = FuelReport.parse((await dashboard.call("OWNER", "GET", path)).body);
  const idling = report.recommendations.find(({ kind }) => kind === "cut_idling");
  expect(idling).toMatchObject({ vehicleId: id, figures: { litresPerHour: 1, litres: 10 } });
});
