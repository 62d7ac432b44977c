import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { aJourney } from "./detectors/journey.ts";
import { isOutOfDate, mayBeRefreshed } from "./overdue-account.ts";
import { anOffice, DUE, HOUR_MS, MINUTE_MS, NOON } from "./testing-overdue.ts";

const MINUTE = 60;

let database: TestDatabase;
let office: Awaited<ReturnType<typeof anOffice>>;
beforeAll(async () => {
  database = await freshDatabase();
  office = await anOffice(database);
});
afterAll(() => database.close());

const announced = async (): Promise<string[]> => {
  const { rows } = await database.pool.query<{ event: string }>(
    "delete from outbox where event like 'alert:%' returning event",
  );
  return rows.map(({ event }) => event);
};

test("an overdue alert follows its car into another branch's yard and away, and rings for neither", async () => {
  const rental = await office.rent();
  const other = await office.addBranch();
  await office.drawYard(other.id, 30_000);
  const journey = aJourney(NOON)
    .ignite(true)
    .drive(20 * MINUTE, 60, 20)
    .silence((DUE + 5 * MINUTE_MS - NOON) / 1_000);
  await office.hear(rental, journey.drive(5 * MINUTE, 60, 20));
  const raised = await office.at(rental, DUE + 30 * MINUTE_MS);
  expect(raised).toMatchObject({ level: "grace", evidence: { atBranchId: null } });
  await announced();

  await office.hear(
    rental,
    journey
      .drive(5 * MINUTE, 60, 20)
      .silence(1)
      .ignite(false)
      .stand(40 * MINUTE, 300),
  );
  const inYard = await office.at(rental, DUE + 75 * MINUTE_MS);
  expect(inYard).toMatchObject({
    ...{ level: "grace", status: "open", lat: expect.closeTo(57.97, 2) },
    evidence: { atBranchId: other.id, parkedSince: expect.any(String) },
  });
  expect(await announced()).toEqual(["alert:updated"]);
  await office.at(rental, DUE + 95 * MINUTE_MS);
  expect(await announced()).toEqual([]);

  await office.hear(
    rental,
    journey
      .silence(20 * MINUTE)
      .ignite(true)
      .drive(30 * MINUTE, 80, 20),
  );
  const away = await office.at(rental, DUE + 119 * MINUTE_MS);
  expect(away).toMatchObject({ level: "grace", evidence: { atBranchId: null, parkedSince: null } });
  expect(away?.lat).toBeGreaterThan(58.2);
  expect(await office.stepsOf(away)).toEqual(["grace"]);
});

const anAccount = (evidence: Record<string, string | null> = {}, lat = 57.7) => ({
  ...{ at: { lat, lon: 11.97 }, updatedMs: DUE },
  evidence: { returnBranchId: "a", lastSeenAt: new Date(DUE).toISOString(), ...evidence },
});
const isOld = (now: ReturnType<typeof anAccount>, minutesLater = 10): boolean =>
  mayBeRefreshed(anAccount(), DUE + minutesLater * MINUTE_MS) && isOutOfDate(anAccount(), now);

test.each([
  ["it has gone a kilometre", anAccount({}, 57.71)],
  ["it stands", anAccount({ parkedSince: new Date(DUE).toISOString() })],
  ["it stands in a yard", anAccount({ atBranchId: "b" })],
  ["somebody waits for it", anAccount({ nextBookingId: "n" })],
  ["it was heard an hour later", anAccount({ lastSeenAt: new Date(DUE + HOUR_MS).toISOString() })],
])("an alert is brought up to date once %s, every ten minutes at most", (_why, account) => {
  expect(isOld(account)).toBe(true);
  expect(isOld(account, 9.9)).toBe(false);
});

test("an alert is left alone while its car stays about where it is", () => {
  const heard = new Date(DUE + 59 * MINUTE_MS).toISOString();
  expect(isOld(anAccount({ lastSeenAt: heard, wayBackMin: "12" }, 57.708))).toBe(false);
});
