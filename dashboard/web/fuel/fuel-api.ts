import {
  FuelProposal,
  type FuelProposalDismiss,
  FuelRecord,
  FuelRecordDetail,
  type FuelRecordVoid,
} from "../../../contracts/fuel-record.ts";
import { type Page, pageOf } from "../../../contracts/paging.ts";
import type { z } from "zod";
import { getJson, patchJson, postJson } from "../session/api.ts";
import type { Confirmation, Correction, NewReceipt } from "./receipt-draft.ts";

const ProposalPage = pageOf(FuelProposal);
const RecordPage = pageOf(FuelRecord);

/** A page of the detected refuels that a query asks for. Throws `ApiError`. */
export const loadProposals = (query: URLSearchParams, signal: AbortSignal) =>
  getJson(`/api/fuel-proposals?${query}`, ProposalPage, signal) satisfies Promise<
    Page<FuelProposal>
  >;

/** A page of the records that a query asks for. Throws `ApiError`. */
export const loadRecords = (query: URLSearchParams, signal: AbortSignal) =>
  getJson(`/api/fuel-records?${query}`, RecordPage, signal) satisfies Promise<Page<FuelRecord>>;

const proposalAt = (id: string): string => `/api/fuel-proposals/${encodeURIComponent(id)}`;
const recordAt = (id: string): string => `/api/fuel-records/${encodeURIComponent(id)}`;

/** Throws `ApiError`, with 404 for a refuel that was never told or has been taken back. */
export const loadProposal = (id: string, signal: AbortSignal): Promise<FuelProposal> =>
  getJson(proposalAt(id), FuelProposal, signal);

/** Throws `ApiError`. */
export const loadRecord = (id: string, signal: AbortSignal): Promise<FuelRecordDetail> =>
  getJson(recordAt(id), FuelRecordDetail, signal);

/** Throws `ApiError` that names the field, with 409 where somebody was faster. */
export const confirmRefuel = (id: string, said: Confirmation): Promise<FuelRecord> =>
  postJson(`${proposalAt(id)}/confirm`, said, FuelRecord);

/** Throws `ApiError`, with 409 where somebody has confirmed it. */
export const dismissRefuel = (
  id: string,
  said: z.input<typeof FuelProposalDismiss>,
): Promise<FuelProposal> => postJson(`${proposalAt(id)}/dismiss`, said, FuelProposal);

/** Throws `ApiError` that names the field. */
export const enterReceipt = (said: NewReceipt): Promise<FuelRecord> =>
  postJson("/api/fuel-records", said, FuelRecord);

/** Throws `ApiError` that names the field, with 409 for a void record. */
export const correctRecord = (id: string, said: Correction): Promise<FuelRecord> =>
  patchJson(recordAt(id), said, FuelRecord);

/** Throws `ApiError`, with 409 for a void record. */
export const voidRecord = (id: string, said: z.input<typeof FuelRecordVoid>): Promise<FuelRecord> =>
  postJson(`${recordAt(id)}/void`, said, FuelRecord);
