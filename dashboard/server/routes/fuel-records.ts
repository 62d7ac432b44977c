import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { IdParams } from "../../../contracts/fields.ts";
import {
  FuelProposal,
  FuelProposalConfirm,
  FuelProposalDismiss,
  FuelProposalQuery,
  FuelRecord,
  FuelRecordDetail,
  FuelRecordPatch,
  FuelRecordQuery,
  FuelRecordVoid,
  NewFuelRecord,
} from "../../../contracts/fuel-record.ts";
import { pageOf } from "../../../contracts/paging.ts";
import { findFuelProposal, listFuelProposals } from "../../../db/fuel-proposals.ts";
import { loadFuelRecordVersions } from "../../../db/fuel-records.ts";
import {
  confirmFuelProposal,
  correctFuelRecord,
  createFuelRecord,
  dismissProposal,
  voidFuelRecord,
} from "../../../operations/fuel-records.ts";
import { loadFuelRecord, loadFuelRecords } from "../../../operations/unseen-receipts.ts";
import { actorOf, scopeOf } from "../authentication.ts";
import { orNotFound, orRefuse } from "../http-problem.ts";

const tags = ["fuel"];
const RECORD = "fuel record";
const PROPOSAL = "fuel proposal";

/** Fuel that was bought: entered, corrected and made void, but never deleted. */
export const fuelRecordRoutes = (): FastifyPluginAsyncZod => async (app) => {
  const viewing = { config: { access: "fuel:view" } } as const;
  const entering = { config: { access: "fuel:enter" } } as const;
  const correcting = { config: { access: "fuel:correct" } } as const;
  const answers = { tags, params: IdParams, response: { 200: FuelRecord } };

  app.get(
    "/fuel-records",
    {
      ...viewing,
      schema: { tags, querystring: FuelRecordQuery, response: { 200: pageOf(FuelRecord) } },
    },
    (request) => loadFuelRecords(request.db, scopeOf(request), request.query, request.query),
  );

  app.get(
    "/fuel-records/:id",
    { ...viewing, schema: { tags, params: IdParams, response: { 200: FuelRecordDetail } } },
    async (request) => {
      const { id } = request.params;
      const record = orNotFound(await loadFuelRecord(request.db, scopeOf(request), id), RECORD);
      return { ...record, versions: await loadFuelRecordVersions(request.db, id) };
    },
  );

  app.post(
    "/fuel-records",
    { ...entering, schema: { tags, body: NewFuelRecord, response: { 201: FuelRecord } } },
    async (request, reply) => {
      const created = await createFuelRecord(request.db, actorOf(request), request.body);
      return reply.code(201).send(orRefuse(created));
    },
  );

  app.patch(
    "/fuel-records/:id",
    { ...correcting, schema: { ...answers, body: FuelRecordPatch } },
    async (request) => {
      const { id } = request.params;
      const corrected = await correctFuelRecord(request.db, actorOf(request), id, request.body);
      return orNotFound(orRefuse(corrected), RECORD);
    },
  );

  app.post(
    "/fuel-records/:id/void",
    { ...correcting, schema: { ...answers, body: FuelRecordVoid } },
    async (request) => {
      const { id } = request.params;
      const { reason } = request.body;
      const voided = await voidFuelRecord(request.db, actorOf(request), id, reason);
      return orNotFound(orRefuse(voided), RECORD);
    },
  );

  app.get(
    "/fuel-proposals",
    {
      ...viewing,
      schema: { tags, querystring: FuelProposalQuery, response: { 200: pageOf(FuelProposal) } },
    },
    (request) => listFuelProposals(request.db, scopeOf(request), request.query, request.query),
  );

  app.get(
    "/fuel-proposals/:id",
    { ...viewing, schema: { tags, params: IdParams, response: { 200: FuelProposal } } },
    async (request) =>
      orNotFound(await findFuelProposal(request.db, scopeOf(request), request.params.id), PROPOSAL),
  );

  app.post(
    "/fuel-proposals/:id/confirm",
    {
      ...entering,
      schema: {
        tags,
        params: IdParams,
        body: FuelProposalConfirm,
        response: { 201: FuelRecord },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const record = await confirmFuelProposal(request.db, actorOf(request), id, request.body);
      return reply.code(201).send(orNotFound(orRefuse(record), PROPOSAL));
    },
  );

  app.post(
    "/fuel-proposals/:id/dismiss",
    {
      ...entering,
      schema: {
        tags,
        params: IdParams,
        body: FuelProposalDismiss,
        response: { 200: FuelProposal },
      },
    },
    async (request) => {
      const { id } = request.params;
      const dismissed = await dismissProposal(
        request.db,
        actorOf(request),
        id,
        request.body.reason,
      );
      return orNotFound(orRefuse(dismissed), PROPOSAL);
    },
  );
};
