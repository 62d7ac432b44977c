import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../contracts/observation.ts";
import { aVehicle } from "../db/fixtures.ts";
import { listFuelProposals } from "../db/fuel-proposals.ts";
import { freshDatabase, type TestDatabase } from "../db/testing.ts";
import { insertUser } from "../db/users.ts";
import { dismissProposal } from "../operations/fuel-records.ts";
import { aTank } from "../processor/detectors/fuel-journey.ts";
import { aProcessor, messagesFor } from "../processor/testing.ts";

const START = Date.UTC(2026, 2, 1, 6);
const MINUTE_MS = 60_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

test("a dismissal stays with its refuel when late heartbeats show when it began", async () => {
  const { pool } = database;
  const { id: vehicleId } = await aVehicle(pool);
  const tank = aTank(START, { pct: 40 }).start().drive(40);
  const arrivedMs = tank.now();
  tank.park(120, { everyS: 120, flowPct: 45, overS: 120 }).start().drive(30);
  const day: Observation[] = tank.observations.map((each: Observation) => ({ ...each, vehicleId }));
  // Under a roof without reception until the fuel was in.
  const isLate = ({ tsMs }: { tsMs: number }): boolean =>
    tsMs > arrivedMs && tsMs < arrivedMs + 90 * MINUTE_MS;
  const lastMs = tank.now();

  const processor = await aProcessor(pool);
  const nextMessage = messagesFor(vehicleId);
  const proposals = async () =>
    (await listFuelProposals(pool, null, { vehicleId }, { limit: 10 })).items;
  await processor.deliver([nextMessage(day.filter((each) => !isLate(each)))], lastMs);
  const [early] = await proposals();
  expect(early).toMatchObject({ status: "OPEN" });
  const owner = {
    email: "owner@example.com",
    name: "Owner",
    role: "OWNER",
    branchId: null,
  } as const;
  const { id: userId } = await insertUser(pool, owner, "no password");
  await dismissProposal(pool, { userId, scope: null }, early?.id ?? "", "from our own pump");

  await processor.deliver([nextMessage(day.filter(isLate))], lastMs);
  await processor.settle(lastMs);
  const revised = await proposals();
  expect(revised).toMatchObject([{ status: "DISMISSED", dismissReason: "from our own pump" }]);
  expect(revised[0]?.id).not.toBe(early?.id);
  expect(Date.parse(revised[0]?.at ?? "")).toBeGreaterThan(Date.parse(early?.at ?? ""));
}, 60_000);
