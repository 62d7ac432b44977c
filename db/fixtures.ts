import { randomUUID } from "node:crypto";
import { NewBranch } from "../contracts/branch.ts";
import { NewVehicle, type Vehicle } from "../contracts/vehicle.ts";
import type pg from "pg";
import { insertBranch } from "./branches.ts";
import type { DetectionVersion } from "./detections.ts";
import { endMounting, insertDevice, insertMounting } from "./devices.ts";
import { lockMountings } from "./mountings.ts";
import { inTransaction, type Queryable } from "./pool.ts";
import { insertVehicle } from "./vehicles.ts";

/** For tests: a new vehicle in a new branch, both with names nobody else has. */
export const aVehicle = async (db: Queryable, group: string | null = null): Promise<Vehicle> => {
  const name = randomUUID();
  const branch = await insertBranch(
    db,
    NewBranch.parse({ name, timeZone: "Europe/Stockholm", currency: "SEK" }),
  );
  const car = { licensePlate: name, model: "Volvo V60", vehicleType: "CAR", group };
  return insertVehicle(db, { ...NewVehicle.parse(car), branchId: branch.id });
};

/** For tests: a tracker that sits in a vehicle from then on; answers its id. */
export const aTracker = async (db: Queryable, vehicleId: string, from: Date): Promise<string> => {
  const id = randomUUID();
  const secretSha256 = Buffer.alloc(32); // of no secret: it signs in nowhere
  const facts = { kind: "native", externalId: null, secretBranchId: null } as const;
  await insertDevice(db, { id, secretSha256, ...facts });
  await insertMounting(db, id, vehicleId, from);
  return id;
};

/** For tests: moves a tracker from then on to another vehicle, or to none. */
export const moveTracker = (
  pool: pg.Pool,
  deviceId: string,
  vehicleId: string | null,
  from: Date,
): Promise<void> =>
  inTransaction(pool, async (client) => {
    await lockMountings(client);
    await endMounting(client, deviceId, from);
    if (vehicleId !== null) await insertMounting(client, deviceId, vehicleId, from);
  });

/** For tests: a drain of a minute at noon; override what the test is about. */
export const aDetection = (
  vehicleId: string,
  overrides: Partial<DetectionVersion> = {},
): DetectionVersion => {
  const startMs = overrides.startMs ?? Date.UTC(2026, 2, 1, 12);
  return {
    id: randomUUID(),
    vehicleId,
    type: "drain",
    certainty: "confirmed",
    startMs,
    endMs: startMs + 60_000,
    detectedAtMs: startMs + 60_000,
    lat: 57.7,
    lon: 11.97,
    evidence: { litres: 12 },
    ...overrides,
  };
};
