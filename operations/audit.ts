import type { AuditHead, AuditVerdict } from "../contracts/audit.ts";
import { readChain } from "../db/audit.ts";
import type { Queryable } from "../db/pool.ts";
import { verifyChain } from "./audit-chain.ts";

/** Rows of the log read at a time. */
const PIECE_ROWS = 2_000;

/** Recomputes the log up to where it ends now, and holds that end against where it was known to be. */
export const verifyAudit = (db: Queryable, knownHead?: AuditHead): Promise<AuditVerdict> =>
  verifyChain(readChain(db, PIECE_ROWS), knownHead);
