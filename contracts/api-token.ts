import { z } from "zod";
import { Instant, Timestamp, text } from "./fields.ts";
import { Role } from "./permissions.ts";

/** What every API token begins with, so that people and scanners know one when they see it. */
export const API_TOKEN_PREFIX = "rl_";

/**
 * `expired` is past its time; `suspended`: whoever made it is inactive, or may no longer do all that
 * the token may, and it works again when that is so again.
 */
export const ApiTokenState = z.enum(["active", "expired", "suspended"]);
export type ApiTokenState = z.infer<typeof ApiTokenState>;

/** What a person has let a program do in their name. */
export const ApiToken = z.object({
  id: z.string(),
  name: z.string(),
  userId: z.string(),
  userName: z.string(),
  /** It may do what this role may, in the branch of whoever made it. */
  role: Role,
  /** It may read and change nothing. */
  isReadOnly: z.boolean(),
  state: ApiTokenState,
  createdAt: Timestamp,
  /** To the minute. */
  lastUsedAt: Timestamp.nullable(),
  expiresAt: Timestamp.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

/** The only answer that ever holds the token; afterwards only its hash is left. */
export const ApiTokenWithSecret = ApiToken.extend({ token: z.string() });
export type ApiTokenWithSecret = z.infer<typeof ApiTokenWithSecret>;

/** `POST /api/tokens`. Without `expiresAt` it holds until somebody revokes it. */
export const NewApiToken = z.strictObject({
  name: text(100),
  role: Role,
  isReadOnly: z.boolean().default(false),
  expiresAt: Instant.nullable().default(null),
});
export type NewApiToken = z.output<typeof NewApiToken>;
