import { z } from "zod";
import { Timestamp } from "./fields.ts";
import { Language } from "./language.ts";
import { Password, User } from "./user.ts";

/** The only answer that ever holds the code; the page makes the link to `/invitation` of it. */
export const Invitation = z.object({ code: z.string(), expiresAt: Timestamp });
export type Invitation = z.infer<typeof Invitation>;

/** `POST /api/users`: with an invitation for an account that was given no password. */
export const NewAccount = User.extend({ invitation: Invitation.nullable() });
export type NewAccount = z.infer<typeof NewAccount>;

const code = z.string().trim().min(1).max(100);

/** `POST /api/invitation`: a body, because addresses end up in logs. */
export const InvitationCode = z.strictObject({ code });

/** Whom an invitation is for. */
export const Invited = z.object({
  email: z.string(),
  name: z.string(),
  language: Language.nullable(),
  expiresAt: Timestamp,
});
export type Invited = z.infer<typeof Invited>;

/** `POST /api/invitation/accept`: sets the password and signs in. */
export const Acceptance = z.strictObject({ code, password: Password });
export type Acceptance = z.output<typeof Acceptance>;
