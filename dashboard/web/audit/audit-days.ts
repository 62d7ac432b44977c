import type { AuditEntry, AuditFault } from "../../../contracts/audit.ts";
import { dayOf } from "../i18n/dates.ts";

/** The entries of one day, in their order. */
export type AuditDay = { readonly day: string; readonly entries: readonly AuditEntry[] };

/** Puts the entries of each day of a zone together; a day comes again where the log goes back and forth. */
export const daysOf = (entries: readonly AuditEntry[], zone: string): readonly AuditDay[] => {
  const days: { day: string; entries: AuditEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(Date.parse(entry.at), zone);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
};

/**
 * What a check found to be no longer there between an entry and the one shown above it, the highest
 * number first; above the first one up to `upToSeq`.
 */
export const gapsAbove = (
  entry: AuditEntry,
  above: AuditEntry | undefined,
  { faults, upToSeq }: { readonly faults: readonly AuditFault[]; readonly upToSeq: number },
): readonly AuditFault[] =>
  faults
    .filter(({ fault }) => fault !== "altered")
    .filter(({ seq }) => seq > entry.seq && seq < (above?.seq ?? upToSeq + 1))
    .toSorted((a, b) => b.seq - a.seq);
