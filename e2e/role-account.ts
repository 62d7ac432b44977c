import { isAllowed, type Permission, Role } from "../contracts/permissions.ts";
import { firstBranch, type RunningSystem } from "./running-system.ts";

export type Account = { readonly email: string; readonly password: string };

const PASSWORD = "correct horse battery staple";

/** The roles that hold a permission: as each of them a journey of its pages can be made. */
export const rolesWith = (permission: Permission): Role[] =>
  Role.options.filter((role) => isAllowed(role, permission));

/** Somebody of a role in the first branch, registered anew; the owner is the one there is. */
export const accountOf = async ({ api, owner }: RunningSystem, role: Role): Promise<Account> => {
  if (role === "OWNER") return owner;
  const branchId = await firstBranch(api);
  const email = `${role.toLowerCase()}-${Date.now()}@fleet.example`;
  await api.post("/api/users", { email, password: PASSWORD, name: role, role, branchId });
  return { email, password: PASSWORD };
};
