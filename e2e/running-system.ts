import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshDatabase, layEmbeddedDatabase } from "../db/testing.ts";
import { startSystem, type System } from "../starter/system.ts";
import { signIn, type Api } from "./api.ts";
import { zoneAtNoon } from "./zone-at-noon.ts";

const OWNER = { email: "owner@example.com", password: "correct horse battery staple" };

/** The whole system as its user runs it, with one owner, on free ports and a folder of its own. */
export type RunningSystem = System & {
  readonly api: Api;
  readonly owner: typeof OWNER;
  /** Where it keeps everything, streams and logs included. */
  readonly dataDir: string;
  /** Ends every process and removes the folder and the database. */
  readonly close: () => Promise<void>;
};

type Options = { readonly settings?: Readonly<Record<string, string>> };

/**
 * Starts the system on the embedded engine, or on a database of its own of the native server that
 * TEST_DATABASE_URL names.
 */
export const runSystem = async ({ settings = {} }: Options = {}): Promise<RunningSystem> => {
  const dataDir = await mkdtemp(join(tmpdir(), "roadledger-e2e-"));
  const native = process.env["TEST_DATABASE_URL"] ? await freshDatabase() : undefined;
  // Making the database takes longer than all the rest; `npm start` of the demo does it in full.
  if (!native) await layEmbeddedDatabase(dataDir);
  const system = await startSystem({
    dataDir,
    databaseUrl: native?.url,
    settings: {
      OWNER_EMAIL: OWNER.email,
      OWNER_PASSWORD: OWNER.password,
      LOG_LEVEL: "warn",
      // that of the first branch
      TZ: zoneAtNoon(),
      ...settings,
    },
  });
  const api = await signIn(system.httpUrl, OWNER);
  return {
    ...system,
    api,
    owner: OWNER,
    dataDir,
    async close() {
      await system.stop();
      await native?.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

/** A car with a tracker in it. */
export type TrackedCar = {
  readonly vehicleId: string;
  readonly licensePlate: string;
  readonly deviceId: string;
  readonly secret: string;
};

const randomPlate = (): string => randomUUID().slice(0, 8).toUpperCase();

type NewCar = {
  readonly kind?: "native" | "owntracks" | "teltonika" | "osmand" | "traccar";
  readonly externalId?: string;
  readonly licensePlate?: string;
  /** The first branch unless given; one is made when there is none. */
  readonly branchId?: string;
  readonly group?: string;
  readonly tankLitres?: number;
};

/** The id of the first branch; one is registered when there is none. */
export const firstBranch = async (api: Api): Promise<string> => {
  const { items } = await api.get<{ items: { id: string }[] }>("/api/branches");
  return items[0]?.id ?? registerBranch(api, "Göteborg");
};

/** Registers a branch, where it is about noon unless said otherwise; answers its id. */
export const registerBranch = async (
  api: Api,
  name: string,
  timeZone = zoneAtNoon(),
): Promise<string> => {
  const body = { name, timeZone, currency: "SEK" };
  return (await api.post<{ id: string }>("/api/branches", body)).id;
};

/** Registers a vehicle and a tracker in it. */
export const registerCar = async (
  api: Api,
  { kind = "native", externalId, licensePlate = randomPlate(), branchId, ...facts }: NewCar = {},
): Promise<TrackedCar> => {
  const vehicle = await api.post<{ id: string }>("/api/vehicles", {
    licensePlate,
    model: "Volvo V60",
    vehicleType: "CAR",
    branchId: branchId ?? (await firstBranch(api)),
    ...facts,
  });
  const device = await api.post<{ id: string; secret: string }>("/api/devices", {
    vehicleId: vehicle.id,
    kind,
    ...(externalId !== undefined && { externalId }),
  });
  return { vehicleId: vehicle.id, licensePlate, deviceId: device.id, secret: device.secret };
};
