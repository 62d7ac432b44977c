import { type Days, readDays } from "../kit/period-days.ts";

/** What the address of the audit log says; empty texts narrow nothing down. */
export type AuditView = {
  readonly personId: string;
  /** The table of the records that are told of, and which one of them. */
  readonly record: string;
  readonly recordId: string;
  /** First day and the day behind the last; undefined where the page may choose. */
  readonly days: Days | undefined;
  /** The number of the entry that is looked at in its place in the log, whatever else is chosen. */
  readonly entry: number | undefined;
};

/** Shows what the page shows by itself. */
export const WHOLE_LOG: AuditView = {
  ...{ personId: "", record: "", recordId: "", days: undefined, entry: undefined },
};

/** So many entries above the one that is looked at are shown with it. */
const ABOVE = 3;

const SEQ = /^[1-9]\d{0,14}$/;
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Reads the query of an address; what it does not say, or says wrong, is as usual. */
export const readAuditView = (query: string): AuditView => {
  const parameters = new URLSearchParams(query);
  const entry = parameters.get("entry") ?? "";
  if (SEQ.test(entry)) return { ...WHOLE_LOG, entry: Number(entry) };
  const personId = parameters.get("person") ?? "";
  const record = parameters.get("record") ?? "";
  return {
    personId: ID.test(personId) ? personId : "",
    record,
    recordId: record === "" ? "" : (parameters.get("id") ?? ""),
    days: readDays(parameters),
    entry: undefined,
  };
};

/** The address at which the page looks like that. */
export const auditHref = (view: Partial<AuditView>): string => {
  const { personId, record, recordId, days, entry } = { ...WHOLE_LOG, ...view };
  if (entry !== undefined) return `/audit?entry=${entry}`;
  const parameters = new URLSearchParams(days);
  if (personId !== "") parameters.set("person", personId);
  if (record !== "") parameters.set("record", record);
  if (record !== "" && recordId !== "") parameters.set("id", recordId);
  const query = parameters.toString();
  return query === "" ? "/audit" : `/audit?${query}`;
};

/** The highest number that is shown with an entry in its place. */
export const topOf = (entry: number): number => entry + ABOVE;

/** Which entries the API is asked for; of one record those of all time, unless days are chosen. */
export const entryQuery = (
  { personId, record, recordId, days, entry }: AuditView,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): URLSearchParams => {
  if (entry !== undefined) return new URLSearchParams({ upToSeq: String(topOf(entry)) });
  const isOfAllTime = recordId !== "" && !days;
  return new URLSearchParams({
    ...(!isOfAllTime && {
      ...{ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() },
    }),
    ...(personId !== "" && { userId: personId }),
    ...(record !== "" && { record }),
    ...(recordId !== "" && { recordId }),
  });
};
