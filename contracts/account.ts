import { z } from "zod";
import { Status, Timestamp, text } from "./fields.ts";
import { Language } from "./language.ts";
import { Role } from "./permissions.ts";
import { Password, User } from "./user.ts";

/** A user as whoever looks after accounts sees them. */
export const Account = User.extend({
  /** False until an invited person has set a password: nobody signs in without. */
  hasPassword: z.boolean(),
  /** Until when the link holds by which they may set one; null when there is none. */
  invitedUntil: Timestamp.nullable(),
  lastSignInAt: Timestamp.nullable(),
});
export type Account = z.infer<typeof Account>;

const fields = {
  email: z.email().max(254),
  name: text(100),
  role: Role,
  branchId: z.uuid().nullable(),
  language: Language.nullable(),
  password: Password,
};

/** Without a password the person is invited to set one. */
export const NewUser = z.strictObject({
  ...fields,
  branchId: fields.branchId.default(null),
  language: fields.language.default(null),
  password: Password.optional(),
});
export type NewUser = z.output<typeof NewUser>;

export const UserPatch = z.strictObject({ ...fields, status: Status }).partial();
export type UserPatch = z.output<typeof UserPatch>;

/** `PATCH /api/me`: what people change about themselves. */
export const OwnPatch = z.strictObject({ language: fields.language }).partial();
export type OwnPatch = z.output<typeof OwnPatch>;

/** `PUT /api/me/password`. */
export const PasswordChange = z.strictObject({
  currentPassword: z.string().min(1).max(1_024),
  password: Password,
});
export type PasswordChange = z.output<typeof PasswordChange>;

/** `POST /api/setup/owner`. `code` is the one-time code of the server's log, dashes or not. */
export const FirstOwner = z.strictObject({
  email: fields.email,
  name: fields.name,
  password: Password,
  code: z.string().trim().min(1).max(32),
});
export type FirstOwner = z.output<typeof FirstOwner>;
