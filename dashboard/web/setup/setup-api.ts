import { Branch, type NewBranch } from "../../../contracts/branch.ts";
import { Device } from "../../../contracts/device.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { SignedIn } from "../../../contracts/session.ts";
import type { FirstOwner } from "../../../contracts/account.ts";
import type { User } from "../../../contracts/user.ts";
import { Vehicle } from "../../../contracts/vehicle.ts";
import { getJson, postJson } from "../session/api.ts";
import type { Inventory } from "./setup-progress.ts";

/** Becomes the first owner, and is signed in as such. Throws `ApiError` that names the field. */
export const claimServer = async (claim: FirstOwner): Promise<User> =>
  (await postJson("/api/setup/owner", claim, SignedIn)).user;

/** The beginning of everything that was entered so far. Throws `ApiError`. */
export const loadInventory = async (): Promise<Inventory> => {
  const [branches, vehicles, devices] = await Promise.all([
    getJson("/api/branches", pageOf(Branch)),
    getJson("/api/vehicles?status=ACTIVE&limit=1", pageOf(Vehicle)),
    getJson("/api/devices?status=ACTIVE", pageOf(Device)),
  ]);
  return { branches: branches.items, vehicles: vehicles.items, devices: devices.items };
};

/** Throws `ApiError` that names the field. */
export const addBranch = (
  branch: Pick<NewBranch, "name" | "timeZone" | "currency">,
): Promise<Branch> => postJson("/api/branches", branch, Branch);
