import { randomUUID } from "node:crypto";
import { NewBranch } from "../contracts/branch.ts";
import { NewVehicle, type Vehicle } from "../contracts/vehicle.ts";
import { insertBranch } from "./branches.ts";
import type { Queryable } from "./pool.ts";
import { insertVehicle } from "./vehicles.ts";

/** For tests: a new vehicle in a new branch, both with names nobody else has. */
export const aVehicle = async (db: Queryable): Promise<Vehicle> => {
  const name = randomUUID();
  const branch = await insertBranch(
    db,
    NewBranch.parse({ name, timeZone: "Europe/Stockholm", currency: "SEK" }),
  );
  const vehicle = NewVehicle.parse({ licensePlate: name, model: "Volvo V60", vehicleType: "CAR" });
  return insertVehicle(db, { ...vehicle, branchId: branch.id });
};
