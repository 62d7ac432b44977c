import { AuditEntry, AuditVerdict } from "../../../contracts/audit.ts";
import { Driver } from "../../../contracts/driver.ts";
import { type Page, pageOf } from "../../../contracts/paging.ts";
import { getAll } from "../session/all-pages.ts";
import { getJson } from "../session/api.ts";
import { loadAccounts } from "../settings/settings-api.ts";

const EntryPage = pageOf(AuditEntry);

/** A page of the entries that a query asks for. Throws `ApiError`. */
export const loadEntries = (
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<Page<AuditEntry>> => getJson(`/api/audit?${query}`, EntryPage, signal);

/** Has the server recompute the whole log. Throws `ApiError`. */
export const checkLog = (signal: AbortSignal): Promise<AuditVerdict> =>
  getJson("/api/audit/verify", AuditVerdict, signal);

type Named = { readonly id: string; readonly name: string };

/** Those whom entries name by their ids. */
export type AuditPeople = {
  readonly accounts: readonly Named[];
  readonly drivers: readonly Named[];
};

/** Throws `ApiError`. */
export const loadPeople = async (): Promise<AuditPeople> => {
  const [accounts, drivers] = await Promise.all([loadAccounts(), getAll("/api/drivers", Driver)]);
  return { accounts, drivers };
};
