import { z } from "zod";
import { Status, Timestamp, text } from "./fields.ts";
import { Role } from "./permissions.ts";

/** Shortest password the system accepts, characters (OWASP ASVS 5.0, 6.2.1). */
export const MIN_PASSWORD_CHARS = 8;

export const Password = z.string().min(MIN_PASSWORD_CHARS).max(1_024);

export const User = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: Role,
  /** Null for an owner, who sees every branch. */
  branchId: z.string().nullable(),
  status: Status,
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type User = z.infer<typeof User>;

const fields = {
  email: z.email().max(254),
  name: text(100),
  role: Role,
  branchId: z.uuid().nullable(),
  password: Password,
};

export const NewUser = z.strictObject({ ...fields, branchId: fields.branchId.default(null) });
export type NewUser = z.output<typeof NewUser>;

export const UserPatch = z.strictObject({ ...fields, status: Status }).partial();
export type UserPatch = z.output<typeof UserPatch>;
