import { randomUUID } from "node:crypto";
import { NewBranch } from "../contracts/branch.ts";
import { NewVehicle, type Vehicle } from "../contracts/vehicle.ts";
import { insertBranch } from "./branches.ts";
import type { DetectionVersion } from "./detections.ts";
import type { Queryable } from "./pool.ts";
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
