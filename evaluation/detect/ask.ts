import { z } from "zod";
import { WhatIfResult } from "../../contracts/what-if.ts";
import { loadFleetFacts } from "../../db/fleet-facts.ts";
import { createPool } from "../../db/pool.ts";
import { findVehicleByName } from "../../db/vehicles.ts";
import { createFleetSettings } from "../../processor/fleet-settings.ts";
import { loadStreetLimits } from "../../processor/streets/street-file.ts";
import { whatIf } from "../../processor/what-if/what-if.ts";
import { signIn } from "../../simulators/provisioning/fleet-api.ts";
import type { DetectOptions } from "./detect-options.ts";

/** An answer, and the plate of the vehicle it is about. */
export type Answered = { readonly licensePlate: string; readonly result: WhatIfResult };

const noVehicle = (name: string): Error =>
  new Error(`--vehicle: there is none of the id or plate ${name}`);

/** Reads a database by itself, whether or not the system runs. */
export const askDatabase = async (
  connectionString: string,
  streetsFile: string | undefined,
  { vehicle, question }: DetectOptions,
): Promise<Answered> => {
  const pool = createPool({ connectionString, applicationName: "detect" }, () => {});
  try {
    const found = await findVehicleByName(pool, vehicle);
    if (!found) throw noVehicle(vehicle);
    const settings = createFleetSettings(await loadStreetLimits(streetsFile));
    const now = new Date();
    settings.replace(await loadFleetFacts(pool, now));
    const request = { ...question, vehicleId: found.id };
    const answer = await whatIf(pool, settings, request, now.getTime());
    if (answer.kind !== "result") throw new Error("the history could not be gone through");
    return { licensePlate: found.licensePlate, result: answer.result };
  } finally {
    await pool.end();
  }
};

const Listed = z.object({ id: z.string(), licensePlate: z.string() });

/** Asks the running system, as the account that is given. */
export const askSystem = async ({
  vehicle,
  question,
  api: apiUrl,
  email,
  password,
}: DetectOptions): Promise<Answered> => {
  const api = await signIn({ apiUrl, email, password }).catch((cause: unknown) => {
    if (!(cause instanceof TypeError)) throw cause;
    throw new Error(`nothing answers at ${apiUrl}: start the system, or set DATABASE_URL`, {
      cause,
    });
  });
  const listed = await api.list("/api/vehicles", Listed);
  const found = listed.find(({ id, licensePlate }) => [id, licensePlate].includes(vehicle));
  if (!found) throw noVehicle(vehicle);
  const body = { ...question, vehicleId: found.id };
  const result = await api.create("/api/detection-rules/what-if", body, WhatIfResult);
  return { licensePlate: found.licensePlate, result };
};
