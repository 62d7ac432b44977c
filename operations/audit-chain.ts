import { createHash } from "node:crypto";
import type { AuditFault, AuditHead, AuditVerdict } from "../contracts/audit.ts";
import type { ChainRow } from "../db/audit.ts";

/** What stands for the hash before the first entry, hex. */
const GENESIS = "00".repeat(32);
/** Nobody reads on after so many faults. */
const MOST_FAULTS = 100;

/** SHA-256 of the hash before and an entry, hex: what `append_audit` writes. */
export const chainHash = (hashBefore: string, entry: string): string =>
  createHash("sha256").update(Buffer.from(hashBefore, "hex")).update(entry, "utf8").digest("hex");

/** The number an entry was hashed with; undefined where it is not even JSON any more. */
const seqInside = (entry: string): unknown => {
  try {
    const parsed: unknown = JSON.parse(entry);
    return typeof parsed === "object" && parsed !== null && "seq" in parsed
      ? parsed.seq
      : undefined;
  } catch {
    return undefined;
  }
};

/** How far a log has been followed. */
type Walk = {
  readonly entries: number;
  readonly head: AuditHead | null;
  /** The hash that the last row holds, and the one that it ought to. */
  readonly stands: string;
  readonly reckoned: string;
};

const START: Walk = { entries: 0, head: null, stands: GENESIS, reckoned: GENESIS };

/** What is wrong with a row; `over` is its hash over the one that stands before it. */
const faultOf = (
  { head, stands, reckoned }: Walk,
  { seq, entry, hash }: ChainRow,
  over: string,
  knownHead: AuditHead | undefined,
): AuditFault | undefined => {
  const due = (head?.seq ?? 0) + 1;
  if (seqInside(entry) !== seq) return { seq, fault: "altered" };
  // over what a row behind a gap was hashed, nobody can say
  if (seq !== due) return { seq: due, fault: "missing" };
  const fits = over === hash || (reckoned !== stands && chainHash(reckoned, entry) === hash);
  const isAsKnown = !knownHead || knownHead.seq !== seq || knownHead.hash === hash;
  return fits && isAsKnown ? undefined : { seq, fault: "altered" };
};

/**
 * Follows a log from its first row. Of a row that was altered it names that row alone: the one behind it
 * was hashed either over what stands there or over what stood there. Whoever writes the whole log
 * anew from some row on is found out by `knownHead`.
 */
export const verifyChain = async (
  pieces: AsyncIterable<readonly ChainRow[]>,
  knownHead?: AuditHead,
): Promise<AuditVerdict> => {
  const faults: AuditFault[] = [];
  let walk = START;
  for await (const rows of pieces) {
    for (const row of rows) {
      const { seq, hash: stands } = row;
      const reckoned = chainHash(walk.stands, row.entry);
      const fault = faultOf(walk, row, reckoned, knownHead);
      if (fault) faults.push(fault);
      walk = { entries: walk.entries + 1, head: { seq, hash: stands }, stands, reckoned };
    }
  }
  const { entries, head } = walk;
  const ends = head?.seq ?? 0;
  if (knownHead && knownHead.seq > ends) faults.push({ seq: ends + 1, fault: "beheaded" });
  const verified = faults.length === 0;
  return { verified, entries, head, faults: faults.slice(0, MOST_FAULTS) };
};
