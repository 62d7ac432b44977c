import { z } from "zod";
import { Timestamp } from "./fields.ts";
import { User } from "./user.ts";

/** `POST /api/session`. `totp` is the six-digit code of an account that has a second factor. */
export const SignIn = z.strictObject({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(1_024),
  totp: z
    .string()
    .regex(/^\d{6}$/, "must be six digits")
    .optional(),
});
export type SignIn = z.infer<typeof SignIn>;

/** The token is for `Authorization: Bearer`; browsers use the cookie set beside it. */
export const SignedIn = z.object({ token: z.string(), user: User });
export type SignedIn = z.infer<typeof SignedIn>;

/** `GET /api/session`: who the caller is and what the permission table lets them do. */
export const WhoAmI = z.object({ user: User, permissions: z.array(z.string()) });
export type WhoAmI = z.infer<typeof WhoAmI>;

/** One place the caller is signed in at. */
export const Session = z.object({
  id: z.string(),
  createdAt: Timestamp,
  lastSeenAt: Timestamp,
  expiresAt: Timestamp,
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** True for the session that asked. */
  current: z.boolean(),
});
export type Session = z.infer<typeof Session>;
