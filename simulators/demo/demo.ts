import { z } from "zod";
import type { SiteNetwork } from "../fleet/sites.ts";
import type { FleetApi } from "../provisioning/fleet-api.ts";
import { provideNeeds } from "../provisioning/needs.ts";
import { provision } from "../provisioning/provision.ts";
import type { SecretFile } from "../provisioning/secret-file.ts";
import { castStories, type Story } from "./stories.ts";

const Vehicle = z.object({ id: z.string(), licensePlate: z.string(), createdAt: z.iso.datetime() });

type Parts = {
  readonly api: FleetApi;
  readonly secretFile: SecretFile;
  readonly branchId: string;
  readonly network: SiteNetwork;
};
type Demo = {
  readonly seed: number;
  readonly vehicles: number;
  /** Since when its drivers have their cars. */
  readonly fromMs: number;
};

/**
 * Registers the cars that have a story, with all it needs. A demo began when the first of them was
 * registered, so that every later start goes on with the same stories instead of telling new ones.
 */
export const prepareStories = async (
  { api, secretFile, branchId, network }: Parts,
  { seed, vehicles, fromMs }: Demo,
): Promise<Story[]> => {
  const cars = castStories(network, { seed, vehicles, beganMs: fromMs });
  await provision(
    api,
    secretFile,
    branchId,
    cars.map((car) => ({ ...car, assignedAtMs: fromMs })),
  );
  const known = new Map(
    (await api.list("/api/vehicles", Vehicle)).map((each) => [each.licensePlate, each]),
  );
  const vehicleOf = ({ licensePlate }: Story) => {
    const vehicle = known.get(licensePlate);
    if (!vehicle) throw new Error(`${licensePlate} is not registered`);
    return vehicle;
  };
  const beganMs = cars[0] ? Date.parse(vehicleOf(cars[0]).createdAt) : fromMs;
  const stories = castStories(network, { seed, vehicles, beganMs });
  for (const story of stories)
    await provideNeeds(api, vehicleOf(story).id, story.needs, story.driver.name);
  return stories;
};
