import { z } from "zod";
import { Status, Timestamp } from "./fields.ts";
import { Language } from "./language.ts";
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
  /** What the page speaks where the browser has no choice of its own; null to go by the browser. */
  language: Language.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type User = z.infer<typeof User>;
