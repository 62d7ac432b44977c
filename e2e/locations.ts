import { expect } from "vitest";
import type { GpsLocation } from "../contracts/location.ts";
import type { Api } from "./api.ts";
import { eventually } from "./eventually.ts";
import type { TrackedCar } from "./running-system.ts";

/** A car's stored track, oldest first, once it has this many rows; rejects when it never does. */
export const storedLocations = (
  api: Api,
  { vehicleId }: TrackedCar,
  count: number,
): Promise<GpsLocation[]> =>
  eventually(async () => {
    const { items } = await api.get<{ items: GpsLocation[] }>(
      `/api/vehicles/${vehicleId}/locations?limit=1000`,
    );
    expect(items).toHaveLength(count);
    return items;
  });
